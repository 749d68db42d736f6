"""The drafts of every kind, and the one that fits a moment: the place that knows every letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application, Interview, Stage
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import NudgeKind
from bot.message import Draft
from bot.texts.call_sheet import call_script
from bot.texts.letters import (
    answer_letters,
    check_in_letters,
    follow_up_letters,
    thank_you_letters,
)
from bot.texts.letters.letter_context import (
    THANKS_LONG_PAST,
    LetterContext,
    interview_to_thank_for,
    last_interview,
)
from bot.texts.plain_text import subject_line

REPLY = "Re: "


class DraftKind(StrEnum):
    """The kind of a draft, named as people type it."""

    APPLICATION = "application"
    FOLLOW_UP = "follow-up"
    SECOND_FOLLOW_UP = "second follow-up"
    CALL = "call"
    CHECK_IN = "check-in"
    SECOND_CHECK_IN = "second check-in"
    THANK_YOU = "thank-you"
    AFTER_INTERVIEW = "after interview"
    SECOND_AFTER_INTERVIEW = "second after interview"
    REJECTION = "rejection"
    RECONNECT = "reconnect"
    OFFER = "offer"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"


_WRITERS: Mapping[DraftKind, Callable[[LetterContext], Draft]] = MappingProxyType(
    {
        DraftKind.APPLICATION: follow_up_letters.application_letter,
        DraftKind.FOLLOW_UP: follow_up_letters.first_follow_up,
        DraftKind.SECOND_FOLLOW_UP: follow_up_letters.second_follow_up,
        DraftKind.CALL: lambda context: call_script(context.application, context.person),
        DraftKind.CHECK_IN: check_in_letters.check_in,
        DraftKind.SECOND_CHECK_IN: check_in_letters.check_in_again,
        DraftKind.THANK_YOU: thank_you_letters.thank_you,
        DraftKind.AFTER_INTERVIEW: thank_you_letters.after_interview,
        DraftKind.SECOND_AFTER_INTERVIEW: thank_you_letters.after_interview_again,
        DraftKind.REJECTION: answer_letters.rejection,
        DraftKind.RECONNECT: follow_up_letters.reconnect,
        DraftKind.OFFER: answer_letters.more_time,
        DraftKind.ACCEPT: answer_letters.accept,
        DraftKind.WITHDRAW: answer_letters.withdraw,
    }
)
_FOR_NUDGES: Mapping[NudgeKind, tuple[DraftKind, ...]] = MappingProxyType(
    {  # by number: the first, then those after it
        NudgeKind.GET_READY: (DraftKind.APPLICATION,),
        NudgeKind.FOLLOW_UP: (DraftKind.FOLLOW_UP, DraftKind.SECOND_FOLLOW_UP),
        NudgeKind.PICK_UP_THE_PHONE: (DraftKind.CALL,),
        NudgeKind.CHECK_IN: (DraftKind.CHECK_IN, DraftKind.SECOND_CHECK_IN),
        NudgeKind.THANK_YOU: (DraftKind.THANK_YOU,),
        NudgeKind.AFTER_INTERVIEW: (DraftKind.AFTER_INTERVIEW, DraftKind.SECOND_AFTER_INTERVIEW),
        NudgeKind.ANSWER_OFFER: (DraftKind.OFFER,),
        NudgeKind.ANSWER_REJECTION: (DraftKind.REJECTION,),
        NudgeKind.KEEP_IN_TOUCH: (DraftKind.RECONNECT,),
    }
)


def draft(
    application: Application,
    kind: DraftKind,
    person: Person,
    now: datetime,
    *,
    interview: Interview | None = None,
) -> Draft:
    """Writes the draft of that kind, about that interview or the one that fits."""
    if interview is None:
        find = interview_to_thank_for if kind is DraftKind.THANK_YOU else last_interview
        interview = find(application, now)
    written = _WRITERS[kind](LetterContext(application, person, now, interview))
    if not written.subject:
        return written
    return replace(written, to=application.email or "", subject=reply_subject(written, application))


def reply_subject(written: Draft, application: Application) -> str:
    """Returns the subject of the mail that a letter answers, else the letter's own."""
    answered = application.mail_subject
    return subject_line(f"{REPLY}{answered}") if answered else written.subject


def kind_for(nudge: NudgeKind, number: int) -> DraftKind | None:
    """Returns the words that a nudge brings along, if it brings any."""
    kinds = _FOR_NUDGES.get(nudge)
    return kinds[min(max(number, 1), len(kinds)) - 1] if kinds else None


def kind_to_send_now(application: Application, now: datetime) -> DraftKind:
    """Returns the kind of draft that fits an application now."""
    again = bool(application.outreaches)
    match application.stage:
        case Stage.APPLIED:
            return DraftKind.SECOND_FOLLOW_UP if again else DraftKind.FOLLOW_UP
        case Stage.IN_TOUCH:
            return DraftKind.SECOND_CHECK_IN if again else DraftKind.CHECK_IN
        case Stage.INTERVIEWING:
            return _after_an_interview(application, now)
        case Stage.OFFER:
            return DraftKind.OFFER
        case Stage.ACCEPTED:
            return DraftKind.ACCEPT
        case Stage.REJECTED:
            return (
                DraftKind.RECONNECT
                if application.outreaches_since_rejection
                else DraftKind.REJECTION
            )
        case Stage.WITHDRAWN:
            return DraftKind.WITHDRAW
        case Stage.GHOSTED:
            return DraftKind.RECONNECT
        case _:
            return DraftKind.APPLICATION


def _after_an_interview(application: Application, now: datetime) -> DraftKind:
    """Returns a thank-you while it is young or the interview still ahead, then the questions."""
    met = interview_to_thank_for(application, now)
    if met is None or (not met.thanked and now - met.end <= THANKS_LONG_PAST):
        return DraftKind.THANK_YOU
    asked = any(
        a.kind is ActivityKind.FOLLOWED_UP and a.on >= met.end.date() for a in application.history
    )
    return DraftKind.SECOND_AFTER_INTERVIEW if asked else DraftKind.AFTER_INTERVIEW
