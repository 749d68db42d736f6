"""Asks questions at a terminal, or takes the answers from a pipe, one a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from adapters.app.cli_options import BadOption
from adapters.shared.environment import BadSetting

Reading = Callable[[str], str]
_HIDDEN = "(hidden)"


def one_of(*words: str) -> Reading:
    """Returns a reading of one of these words, or of their beginning."""

    def read(answer: str) -> str:
        found = [word for word in words if answer and word.startswith(answer.casefold())]
        if len(found) != 1:
            raise BadSetting(f"Answer one of: {', '.join(words)}.")
        return found[0]

    return read


class Prompts:
    """Asks one question after another.

    At a terminal a secret is not shown while it is typed, and an answer that cannot be
    used is asked for again. From a pipe each answer has to be right.
    """

    def __init__(self, console: Console, answers: TextIO) -> None:
        self.console = console
        self._answers = answers
        self._at_terminal = answers.isatty()

    def say(self, text: str = "", style: str = "") -> None:
        """Prints a line; a terminal breaks a long one between words."""
        self.console.print(Text(text, style), soft_wrap=not self.console.is_terminal)

    def ask(
        self,
        question: str,
        read: Reading = str,
        *,
        default: str | None = None,
        secret: bool = False,
    ) -> str:
        """Returns the answer as it is read; nothing typed is the default.

        Raises BadOption where the answers of a pipe end or cannot be used.
        """
        shown = "keep what there is" if secret else default
        prompt = f"{question} [{shown}]: " if default else f"{question}: "
        while True:
            answer = self._take(prompt, question, secret=secret) or default or ""
            try:
                if not answer:
                    raise BadSetting("An answer is needed here.")
                return read(answer)
            except BadSetting as error:
                if not self._at_terminal:
                    raise BadOption(str(error)) from None
                self.say(str(error), "red")

    def _take(self, prompt: str, question: str, *, secret: bool) -> str:
        if self._at_terminal:
            try:
                return self.console.input(Text(prompt, "bold"), password=secret).strip()
            except EOFError:
                raise BadOption("Nothing was changed.") from None
        line = self._answers.readline()
        if not line:
            raise BadOption(f"The answers end before “{question}”. Nothing was changed.")
        answer = line.strip()
        self.say(prompt + (_HIDDEN if secret and answer else answer))
        return answer
