"""One line read as a command's: its invocation, or the question that it leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.command import Command
from bot.conversation.questions import ask, not_understood
from bot.frozen import frozen
from bot.message import Invocation, Refused
from bot.parsing.arguments import read_line
from bot.parsing.command_names import find_command
from bot.parsing.parse_context import Option, ParseContext, ParseError


@frozen
class LineReader:
    """Reads lines of one person: the commands that there are, and what their words mean.

    `visible` are the commands that can be typed, `every` those of buttons, too, by name.
    """

    visible: Mapping[str, Command]
    every: Mapping[str, Command]
    context: ParseContext

    def find(self, text: str) -> tuple[Command, str] | None:
        """Returns the command that a line begins with, and what is behind its name."""
        return find_command(text, tuple(self.visible.values()))

    def read(self, command: Command, rest: str, *, sentence: bool) -> Invocation:
        """Reads what is typed behind a command's name. Raises Refused with what to ask."""
        try:
            args = read_line(command, rest, self.context, sentence=sentence)
        except ParseError as unread:
            raise self.question(command, unread) from None
        return Invocation(command.name, command.completes(args))

    def question(self, command: Command, unread: ParseError) -> Refused:
        """Returns what to ask where a value of a command could not be read."""
        if unread.rest is None:
            return not_understood(unread.sentence)
        return ask(command, unread)


def with_rest(unread: ParseError, param: str, args: Mapping[str, Any]) -> ParseError:
    """Returns the error of one value as that of a line which says `args` besides."""
    options = tuple(Option(one.label, {**args, param: one.value}) for one in unread.options)
    return ParseError(unread.sentence, param, options, args)
