"""Replies to a nudge, in words: *done*, *they replied*, *snooze till Friday*, *skip*."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.conversation.reply_words import ALL, YES
from bot.parsing.dates.days import read_day
from bot.parsing.dates.durations import read_length
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.words import fold, word_set


class NudgeAnswer(StrEnum):
    """An answer to a nudge: most are one of its buttons.

    `DONE` is the button that says so, whichever it is; `OPEN` says nothing but *yes*.
    """

    DONE = "done"
    SENT = "sent"
    CALLED = "called"
    THANKED = "thanked"
    REPLIED = "replied"
    SNOOZE = "snooze"
    SKIP = "skip"
    VOICEMAIL = "voicemail"
    NOBODY = "nobody picked up"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class NudgeReply:
    """A line's reply to a nudge, or with `every` to each that is open; a snooze may name a day."""

    answer: NudgeAnswer
    until: str | None = None
    every: bool = False


_WORDS = {
    NudgeAnswer.DONE: (
        "done, it's done, that's done, all good done, did it, i did, i did it, did that,"
        " i've done it, i have done it, just did, just did it, finished, i followed up,"
        " followed up, erledigt, hecho, fait, c'est fait, feito, fatto, zrobione, gedaan, klaar, ✅"
    ),
    NudgeAnswer.SENT: (
        "sent, sent it, i sent it, i've sent it, i have sent it, just sent it, it's sent,"
        " i emailed them, emailed, emailed them, i wrote, i wrote to them, i did send it"
    ),
    NudgeAnswer.CALLED: (
        "called, i called, i called them, called them, i've called, just called, i phoned,"
        " i phoned them, phoned, phoned them, i rang, i rang them, rang them"
    ),
    NudgeAnswer.THANKED: (
        "thanked, i thanked them, thanked them, i've thanked them, i said thank you, said thank you"
    ),
    NudgeAnswer.REPLIED: (
        "they replied, replied, they answered, they wrote back, they responded, got a reply,"
        " i got a reply, they've replied, they got back to me, they already replied, heard back,"
        " i heard back, they called back, they called me back"
    ),
    NudgeAnswer.SNOOZE: (
        "snooze, snooze it, snooze this, later, not now, remind me later, not yet, not today"
    ),
    NudgeAnswer.SKIP: "skip, skip it, skip this, skip this one, skip that, let it go",
    NudgeAnswer.VOICEMAIL: "voicemail, left a voicemail, i left a voicemail, got voicemail",
    NudgeAnswer.NOBODY: "nobody picked up, no one picked up, nobody answered, they didn't pick up",
}
_SAID = {
    phrase.strip(): answer for answer, phrases in _WORDS.items() for phrase in phrases.split(",")
}
_EVERY = {
    **dict.fromkeys(ALL, NudgeAnswer.DONE),
    "all done": NudgeAnswer.DONE,
    "both done": NudgeAnswer.DONE,
    "did both": NudgeAnswer.DONE,
    "did all": NudgeAnswer.DONE,
    "i did both": NudgeAnswer.DONE,
    "i did all of them": NudgeAnswer.DONE,
    "everything is done": NudgeAnswer.DONE,
    "everything's done": NudgeAnswer.DONE,
    "all of them are done": NudgeAnswer.DONE,
    "done with all of them": NudgeAnswer.DONE,
    "sent all": NudgeAnswer.DONE,
    "all sent": NudgeAnswer.SENT,
    "both sent": NudgeAnswer.SENT,
    "sent both": NudgeAnswer.SENT,
    "i sent both": NudgeAnswer.SENT,
    "i sent them all": NudgeAnswer.SENT,
    "skip all": NudgeAnswer.SKIP,
    "skip both": NudgeAnswer.SKIP,
    "snooze all": NudgeAnswer.SNOOZE,
    "snooze both": NudgeAnswer.SNOOZE,
}
_SNOOZE = re.compile(
    r"(?:(?:not (?:now|today|yet)|later) )?(?:snooze|remind me|put it off|ask me|ask me again|"
    r"try me|ping me|nudge me)(?: it| this| them| both| all| again)?"
    r"(?: until| till| til| for| to)? (.+)"
)
_NEXT_WEEK = "next week"
_TIMES = word_set("tomorrow tonight monday") | {"next monday", "this evening", _NEXT_WEEK}
_MANY = word_set("both all them")


def nudge_reply(text: str, context: ParseContext) -> NudgeReply | None:
    """Returns what a line says to a nudge; None if it is not said to one."""
    said = " ".join(fold(text).replace(",", " ").strip(" .!").split())
    if said in _EVERY:
        return NudgeReply(_EVERY[said], every=True)
    if said in _SAID:
        return NudgeReply(_SAID[said])
    if said in YES:
        return NudgeReply(NudgeAnswer.OPEN)
    if said in _TIMES:
        return NudgeReply(NudgeAnswer.SNOOZE, _until(said))
    found = _SNOOZE.fullmatch(said)
    if found and (found[1] in _TIMES or _is_time(found[1], context)):
        every = bool(_MANY & set(said.split()))
        return NudgeReply(NudgeAnswer.SNOOZE, _until(found[1]), every)
    return None


def _until(said: str) -> str:
    return "next monday" if said == _NEXT_WEEK else said


def _is_time(text: str, context: ParseContext) -> bool:
    try:
        return bool(read_length(text.removeprefix("in ")) or read_day(text, context, past=False))
    except ParseError:
        return False
