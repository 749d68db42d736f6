"""The question that a person was asked last: kept as text, to be answered by their next line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.command import Command
from bot.conversation.questions import FILL_IN, Asked
from bot.message import Button, Invocation, Message, Refused, plain
from bot.parsing.invocation_text import read_invocation, write_invocation
from bot.parsing.line_questions import PART_OF_THE_NAME

WAITS = timedelta(minutes=10)
# What answers nothing, but leads elsewhere.
_ASIDE = frozenset({FILL_IN, "job", "pipeline", "followthrough"})


@dataclass(frozen=True, slots=True)
class OfferedAnswer:
    """An answer that a question offers: its label, and the invocation that it means.

    `title` is what an entry of a list is called, whose button is called as all others are.
    """

    label: str
    action: Invocation
    title: str = ""

    @property
    def says_what(self) -> bool:
        """True if it says what was meant: it neither asks on, nor gives the reading up."""
        return self.action.command not in _ASIDE and self.label != PART_OF_THE_NAME


@dataclass(frozen=True, slots=True)
class PendingQuestion:
    """A question with its answers in the order in which they are shown.

    `rest` is what was typed without the value that is open, `param` its parameter.
    """

    answers: tuple[OfferedAnswer, ...]
    rest: Invocation | None = None
    param: str | None = None


def pending_question(asked: Asked) -> PendingQuestion:
    """Returns what there is to answer of a question, entries of a list first."""
    return PendingQuestion(tuple(_answers(asked.message)), asked.waits, asked.param)


def _answers(message: Message) -> Iterator[OfferedAnswer]:
    for item in message.items:
        for button in item.buttons:
            yield OfferedAnswer(button.label, button.action, plain(item.title))
    yield from map(_answer, message.buttons)


def _answer(button: Button) -> OfferedAnswer:
    return OfferedAnswer(button.label, button.action)


def write_question(question: PendingQuestion, commands: Mapping[str, Command]) -> str:
    """Writes a question as text."""

    def written(action: Invocation) -> str:
        return write_invocation(action, commands[action.command])

    answers = [[one.label, written(one.action), one.title] for one in question.answers]
    rest = question.rest and written(question.rest)
    return json.dumps([answers, rest, question.param], ensure_ascii=False, separators=(",", ":"))


def read_question(text: str, commands: Sequence[Command]) -> PendingQuestion | None:
    """Reads a question as it was written; None for one of another version of the commands."""
    try:
        answers, rest, param = json.loads(text)
        return PendingQuestion(
            tuple(
                OfferedAnswer(label, read_invocation(action, commands), title)
                for label, action, title in answers
            ),
            rest and read_invocation(rest, commands),
            param,
        )
    except (Refused, ValueError):
        return None
