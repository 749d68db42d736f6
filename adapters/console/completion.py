"""Completion of a line: commands, companies, directives and buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from adapters.console.directives import DIRECTIVES
from bot.command import ArgKind, Command

_PRESS = ".press "


class Completions(Completer):
    """Completes a line; `companies` and `button_labels` are refreshed before every line."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = [command for command in commands if not command.hidden]
        self.companies: Sequence[str] = ()
        self.button_labels: Sequence[str] = ()

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """Yields the completions of the text before the cursor."""
        typed = document.text_before_cursor.lstrip()
        if typed.startswith(_PRESS):
            quoted = [(f'"{label}"', "") for label in self.button_labels]
            rest = typed.removeprefix(_PRESS)
            return _complete(rest if rest.startswith('"') else f'"{rest}', quoted, len(rest))
        if typed.startswith("."):
            return _complete(typed, [(one.name, one.usage) for one in DIRECTIVES])
        words = typed.removeprefix("/")
        for command in self._commands:
            if words.startswith(f"{command.name} "):
                rest = words.removeprefix(f"{command.name} ")
                first = command.params[0].kind if command.params else None
                known = self.companies if first is ArgKind.APPLICATION else ()
                return _complete(rest, [(company, "") for company in known])
        return _complete(words, [(one.name, one.summary) for one in self._commands])


def _complete(
    typed: str, options: Iterable[tuple[str, str]], length: int | None = None
) -> Iterable[Completion]:
    """Yields the options that begin with the typed text, each with its hint.

    `length` is the number of characters to replace, by default all of `typed`.
    """
    written = len(typed) if length is None else length
    for text, hint in options:
        if text.casefold().startswith(typed.casefold()):
            yield Completion(text, start_position=-written, display_meta=hint)
