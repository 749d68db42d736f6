"""Which words a person sends on, and when: the one place that knows every letter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from bot.domain.applications.activity import Did
from bot.domain.applications.application import Application, Interview, Stage
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import Kind
from bot.message import Draft
from bot.texts.call_sheet import call_script
from bot.texts.letters import answer_letters as answers
from bot.texts.letters import follow_up_letters as follow_ups
from bot.texts.letters import thank_you_letters as thank_yous
from bot.texts.letters.letter_context import THANKS_LONG_PAST, Known, last_met, to_thank_for


class DraftKind(StrEnum):
    """The words one can ask for, named as people type them."""

    APPLICATION = "application"
    FOLLOW_UP = "follow-up"
    SECOND_FOLLOW_UP = "second follow-up"
    CALL = "call"
    THANK_YOU = "thank-you"
    AFTER_INTERVIEW = "after interview"
    SECOND_AFTER_INTERVIEW = "second after interview"
    REJECTION = "rejection"
    RECONNECT = "reconnect"
    OFFER = "offer"
    ACCEPT = "accept"
    WITHDRAW = "withdraw"


_WRITERS: Mapping[DraftKind, Callable[[Known], Draft]] = MappingProxyType(
    {
        DraftKind.APPLICATION: follow_ups.application_letter,
        DraftKind.FOLLOW_UP: follow_ups.first_follow_up,
        DraftKind.SECOND_FOLLOW_UP: follow_ups.second_follow_up,
        DraftKind.CALL: lambda known: call_script(known.application, known.person),
        DraftKind.THANK_YOU: thank_yous.thank_you,
        DraftKind.AFTER_INTERVIEW: thank_yous.after_interview,
        DraftKind.SECOND_AFTER_INTERVIEW: thank_yous.after_interview_again,
        DraftKind.REJECTION: answers.rejection,
        DraftKind.RECONNECT: follow_ups.reconnect,
        DraftKind.OFFER: answers.more_time,
        DraftKind.ACCEPT: answers.accept,
        DraftKind.WITHDRAW: answers.withdraw,
    }
)
_FOR_NUDGES: Mapping[Kind, tuple[DraftKind, ...]] = MappingProxyType(
    {  # by number: the first, then those after it
        Kind.GET_READY: (DraftKind.APPLICATION,),
        Kind.FOLLOW_UP: (DraftKind.FOLLOW_UP, DraftKind.SECOND_FOLLOW_UP),
        Kind.PICK_UP_THE_PHONE: (DraftKind.CALL,),
        Kind.THANK_YOU: (DraftKind.THANK_YOU,),
        Kind.AFTER_INTERVIEW: (DraftKind.AFTER_INTERVIEW, DraftKind.SECOND_AFTER_INTERVIEW),
        Kind.ANSWER_OFFER: (DraftKind.OFFER,),
        Kind.ANSWER_REJECTION: (DraftKind.REJECTION,),
        Kind.KEEP_IN_TOUCH: (DraftKind.RECONNECT,),
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
    """The words of that kind from what is known, about that interview or the one that fits."""
    if interview is None:
        find = to_thank_for if kind is DraftKind.THANK_YOU else last_met
        interview = find(application, now)
    return _WRITERS[kind](Known(application, person, now, interview))


def kind_for(nudge: Kind, number: int) -> DraftKind | None:
    """The words that a nudge brings along, if it brings any."""
    kinds = _FOR_NUDGES.get(nudge)
    return kinds[min(max(number, 1), len(kinds)) - 1] if kinds else None


def fitting_kind(application: Application, now: datetime) -> DraftKind:
    """What one would send now."""
    again = bool(application.outreaches)
    match application.stage:
        case Stage.APPLIED | Stage.IN_TOUCH:
            return DraftKind.SECOND_FOLLOW_UP if again else DraftKind.FOLLOW_UP
        case Stage.INTERVIEWING:
            return _after_an_interview(application, now)
        case Stage.OFFER:
            return DraftKind.OFFER
        case Stage.ACCEPTED:
            return DraftKind.ACCEPT
        case Stage.REJECTED:
            return DraftKind.RECONNECT if application.since_the_no else DraftKind.REJECTION
        case Stage.WITHDRAWN:
            return DraftKind.WITHDRAW
        case Stage.GHOSTED:
            return DraftKind.RECONNECT
        case _:
            return DraftKind.APPLICATION


def _after_an_interview(application: Application, now: datetime) -> DraftKind:
    """A thank-you while it is young or the interview still ahead, then the questions."""
    met = to_thank_for(application, now)
    if met is None or (not met.thanked and now - met.end <= THANKS_LONG_PAST):
        return DraftKind.THANK_YOU
    asked = any(a.kind is Did.FOLLOWED_UP and a.on >= met.end.date() for a in application.history)
    return DraftKind.SECOND_AFTER_INTERVIEW if asked else DraftKind.AFTER_INTERVIEW
