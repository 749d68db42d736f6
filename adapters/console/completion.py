"""What could come next on the line: commands, companies, directives, buttons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from adapters.console.directives import DIRECTIVES
from bot.command import ArgKind, Command

_PRESS = ".press "


class Completions(Completer):
    """Completes what is typed; `companies` and `buttons` are renewed before every line."""

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = [command for command in commands if not command.hidden]
        self.companies: Sequence[str] = ()
        self.buttons: Sequence[str] = ()

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """Everything that begins with what stands before the cursor."""
        typed = document.text_before_cursor.lstrip()
        if typed.startswith(_PRESS):
            quoted = [(f'"{label}"', "") for label in self.buttons]
            rest = typed.removeprefix(_PRESS)
            return _beginning(rest if rest.startswith('"') else f'"{rest}', quoted, len(rest))
        if typed.startswith("."):
            return _beginning(typed, [(one.name, one.usage) for one in DIRECTIVES])
        words = typed.removeprefix("/")
        for command in self._commands:
            if words.startswith(f"{command.name} "):
                rest = words.removeprefix(f"{command.name} ")
                first = command.params[0].kind if command.params else None
                known = self.companies if first is ArgKind.APPLICATION else ()
                return _beginning(rest, [(company, "") for company in known])
        return _beginning(words, [(one.name, one.summary) for one in self._commands])


def _beginning(
    typed: str, options: Iterable[tuple[str, str]], over: int | None = None
) -> Iterable[Completion]:
    """The options that begin with what is typed, written over it, each with its hint."""
    written = len(typed) if over is None else over
    for text, hint in options:
        if text.casefold().startswith(typed.casefold()):
            yield Completion(text, start_position=-written, display_meta=hint)
