"""The title and text of a nudge, also when it is late or repeated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.domain.applications.application import Application
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import NudgeKind, PlannedNudge
from bot.texts import nudge_texts
from bot.texts.date_formats import say_late
from bot.texts.letters import job_phrases
from bot.texts.nudge_texts import NudgeContext, Reason
from bot.texts.plain_text import clean, join_words

LATE = timedelta(hours=1)

_AGAIN = "Second and last reminder, in case the first came at a bad moment."
_AGAIN_DO = "The draft is still here if you want it, and letting this one go is fine too."

_GAPS = "Fill in the [brackets] in the draft first."
_WITHOUT_A_LETTER = frozenset(
    {NudgeKind.BEFORE_INTERVIEW, NudgeKind.CLOSE_THE_LOOP, NudgeKind.PICK_UP_THE_PHONE}
)
_WITH_GAPS = frozenset({NudgeKind.GET_READY, NudgeKind.ANSWER_OFFER, NudgeKind.KEEP_IN_TOUCH})

# What stands before the company in the title, and what gives the reason.
_KINDS: Mapping[NudgeKind, tuple[str, Callable[[NudgeContext], Reason]]] = MappingProxyType(
    {
        NudgeKind.BEFORE_INTERVIEW: ("Interview with", nudge_texts.before_interview),
        NudgeKind.ANSWER_OFFER: ("Answer the offer from", nudge_texts.answer_offer),
        NudgeKind.THANK_YOU: ("Thank-you to", nudge_texts.thank_you),
        NudgeKind.AFTER_INTERVIEW: ("Check in with", nudge_texts.after_interview),
        NudgeKind.CHECK_IN: ("Check in with", nudge_texts.check_in),
        NudgeKind.PICK_UP_THE_PHONE: ("Call", nudge_texts.pick_up_the_phone),
        NudgeKind.FOLLOW_UP: ("Follow up with", nudge_texts.follow_up),
        NudgeKind.ANSWER_REJECTION: ("Reply to", nudge_texts.answer_rejection),
        NudgeKind.GET_READY: ("Get ready for", nudge_texts.get_ready),
        NudgeKind.CLOSE_THE_LOOP: ("Close the loop with", nudge_texts.close_the_loop),
        NudgeKind.KEEP_IN_TOUCH: ("Keep in touch with", nudge_texts.keep_in_touch),
    }
)


def title_and_text(
    planned: PlannedNudge,
    application: Application,
    person: Person,
    now: datetime,
    *,
    settled_at: datetime | None = None,
) -> tuple[str, str]:
    """Returns title and text of a nudge that was settled at that instant, or is sent now.

    What a pause held back is not called late.
    """
    title, reason = _KINDS[planned.kind]
    why, what = reason(NudgeContext(planned, application, person, now))
    late = (settled_at or now) - planned.due
    text = join_words(
        *((_AGAIN, why, _AGAIN_DO) if planned.again else (why, what)),
        _GAPS if _has_gaps(planned, person) else "",
        f"This reminder is {say_late(late)}, which is not your doing."
        if late > LATE and not person.was_paused_at(planned.due)
        else "",
    )
    return f"{title} {job_phrases.label(application)}", text


def _has_gaps(planned: PlannedNudge, person: Person) -> bool:
    """True if the letter that comes with it has to be completed by hand."""
    if planned.kind in _WITHOUT_A_LETTER:
        return False
    second = planned.kind is NudgeKind.FOLLOW_UP and planned.number > 1
    return second or planned.kind in _WITH_GAPS or not clean(person.name)
