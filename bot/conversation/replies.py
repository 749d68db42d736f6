"""A line read as the answer to the question before it, if it answers it without doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.command import ApplicationRef, ArgKind, Command, Param, WallTime
from bot.conversation.pending_question import OfferedAnswer, PendingQuestion
from bot.conversation.questions import ANSWER_NUDGE, LOG_ALL
from bot.conversation.reply_words import ALL, AROUND, HALVES, LAST, NO, ORDINALS, YES
from bot.message import Invocation, Message
from bot.parsing.command_names import find_command
from bot.parsing.company_match import is_same
from bot.parsing.dates.times_of_day import read_time
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.sentences import says_something
from bot.parsing.values import try_value
from bot.parsing.whole_messages import hear_whole
from bot.parsing.words import fold

LONGEST_REPLY = 100
_MOST_WORDS = 6
_WORD = re.compile(r"[^\W_]+(?:['.:][^\W_]+)*")
_TIMED = frozenset({ArgKind.DATE, ArgKind.WHEN, ArgKind.TIME, ArgKind.LENGTH, ArgKind.NUMBER})
_WHOLE = frozenset({LOG_ALL, ANSWER_NUDGE})
_NOTHING_SAVED = Message("All right, nothing was saved.")


def may_be_reply(text: str) -> bool:
    """True if a line is short enough to answer anything."""
    return len(text) <= LONGEST_REPLY and "\n" not in text


def read_reply(
    text: str, question: PendingQuestion, commands: Sequence[Command], context: ParseContext
) -> Invocation | Message | None:
    """Returns what a line answers: what to do, or what to say if nothing is to be done.

    None for a line that may mean something else: it is then read as a new message.
    """
    said = _bare(text)
    if chosen := _named(said, question):
        return chosen.action
    if said in NO:
        return _NOTHING_SAVED
    if said in YES and (chosen := _only(question)):
        return chosen.action
    if said in ALL and (chosen := _everything(question)):
        return chosen.action
    param = _open_param(question, commands)
    if chosen := _numbered(said, question, param):
        return chosen.action
    if param and (filled := _filled(text, question, param, commands, context)):
        return filled
    visible = [one for one in commands if not one.hidden]
    if find_command(text, visible) or hear_whole(text, context) or says_something(text, context):
        return None
    if chosen := _worded(said, question):
        return chosen.action
    return None


def _bare(text: str) -> str:
    """Returns a text as an answer is compared: without its commas and the mark at its end."""
    return " ".join(fold(text).replace(",", " ").strip(" .!").split())


def _named(said: str, question: PendingQuestion) -> OfferedAnswer | None:
    """Returns the answer whose whole label was typed."""
    return _single([one for one in question.answers if said == _bare(_called(one))])


def _only(question: PendingQuestion) -> OfferedAnswer | None:
    """Returns the one reading that was proposed; of a list, all of it."""
    whole = _everything(question)
    if whole and whole.action.command == LOG_ALL:
        return whole
    return _single([one for one in question.answers if one.says_what])


def _everything(question: PendingQuestion) -> OfferedAnswer | None:
    return _single([one for one in question.answers if one.action.command in _WHOLE])


def _numbered(said: str, question: PendingQuestion, param: Param | None) -> OfferedAnswer | None:
    """Finds the answer that *2* or *the second one* counts to, where that is no day and no time."""
    counted = [one for one in question.answers if one.title] or [
        one for one in question.answers if one.says_what
    ]
    words = [word for word in said.strip("#").removesuffix(" one").split() if word not in AROUND]
    if len(words) != 1 or len(counted) < 2 or len({_called(one) for one in counted}) < len(counted):
        return None
    if param and param.kind in _TIMED and not said.endswith(" one"):
        return None
    at = len(counted) - 1 if words[0] == LAST else ORDINALS.get(words[0])
    return counted[at] if at is not None and at < len(counted) else None


def _open_param(question: PendingQuestion, commands: Sequence[Command]) -> Param | None:
    if question.rest is None or question.param is None:
        return None
    command = next(one for one in commands if one.name == question.rest.command)
    return command.param(question.param)


def _filled(
    text: str,
    question: PendingQuestion,
    param: Param,
    commands: Sequence[Command],
    context: ParseContext,
) -> Invocation | None:
    """Fills in what was asked for with the line's value: *the 20th*, *3pm*, *Globex*."""
    proposed = [one for one in question.answers if one.says_what]
    if param.name == "company":
        return _single_action(
            [one for one in proposed if is_same(text.strip(" .!"), _company_of(one))]
        )
    value: Any = None
    if param.kind is ArgKind.WHEN:
        chosen, value = _moment(text, param, proposed)
        if chosen:
            return chosen.action
    if value is None and param.kind in _TIMED:
        try:
            value = try_value(param, _without_around(text), context)
        except ParseError:
            return None
    if value is None:
        return None
    if same := _single([one for one in proposed if one.action.args.get(param.name) == value]):
        return same.action
    assert question.rest is not None  # there is no open parameter without it
    command = next(one for one in commands if one.name == question.rest.command)
    args: Mapping[str, Any] = {**question.rest.args, param.name: value}
    return Invocation(command.name, command.completes(args), question.rest.nudge)


def _moment(
    text: str, param: Param, proposed: Sequence[OfferedAnswer]
) -> tuple[OfferedAnswer | None, WallTime | None]:
    """Finds the answer in the half of the day that was named, or their day at the time that was."""
    moments = [
        (when, one)
        for one in proposed
        if isinstance(when := one.action.args.get(param.name), WallTime)
    ]
    said = fold(text).strip(" .!")
    halves = {HALVES[word] for word in said.split() if word in HALVES}
    words = [word for word in said.split() if word not in AROUND and word not in HALVES]
    if halves and not words:
        (late,) = halves if len(halves) == 1 else (None,)
        fitting = [one for when, one in moments if (when.wall.hour >= 12) is late]
        return _single(fitting), None
    days = {when.wall.date() for when, _ in moments}
    try:
        clock = read_time(_without_around(text))
    except ParseError:
        return None, None
    if clock is None or len(days) != 1:
        return None, None
    exact = [one for when, one in moments if when.wall.time() == clock]
    if chosen := _single(exact):
        return chosen, None
    first, _ = moments[0]
    return None, WallTime(datetime.combine(first.wall, clock), first.zone)


def _worded(said: str, question: PendingQuestion) -> OfferedAnswer | None:
    """Finds the answer that some words of its label point out, other than what all of them name."""
    words = [word for word in _WORD.findall(said) if word not in AROUND]
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    labels = [(one, set(_WORD.findall(fold(_called(one))))) for one in question.answers]
    companies = {fold(_company_of(one)) for one in question.answers if _company_of(one)}
    named = set(_WORD.findall(companies.pop())) if len(companies) == 1 else set()
    if not set(words) - named:
        return None
    return _single([one for one, label in labels if label.issuperset(words)])


def _called(answer: OfferedAnswer) -> str:
    return answer.title or answer.label


def _company_of(answer: OfferedAnswer) -> str:
    company = answer.action.args.get("company", "")
    return company.company if isinstance(company, ApplicationRef) else str(company)


def _without_around(text: str) -> str:
    words = text.strip(" .!").split()
    while words and fold(words[0]).strip(",") in AROUND - {"the"}:
        words = words[1:]
    return " ".join(words)


def _single(answers: Sequence[OfferedAnswer]) -> OfferedAnswer | None:
    return answers[0] if len(answers) == 1 else None


def _single_action(answers: Sequence[OfferedAnswer]) -> Invocation | None:
    chosen = _single(answers)
    return chosen.action if chosen else None
