"""The title and text of a nudge, also when it is late or repeated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.domain.applications.application import Application
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import NudgeKind, PlannedNudge
from bot.message import Draft
from bot.texts import nudge_texts
from bot.texts.date_formats import say_late
from bot.texts.letters import job_phrases
from bot.texts.nudge_texts import NudgeContext, Reason
from bot.texts.plain_text import join_words

LATE = timedelta(hours=1)

_AGAIN = "This is the second and last reminder."
_FILL_IN = "; fill in the [brackets] first."
_CHECK = "; check the [brackets] first."
_TO_CHECK = "[check:"

# The words before the company in the title, and the text that gives the reason.
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
    letter: Draft | None = None,
    settled_at: datetime | None = None,
) -> tuple[str, str]:
    """Returns title and text of a nudge that was settled at that instant, or is sent now.

    The text says if its letter has to be completed. What a pause held back is not called late.
    """
    title, reason = _KINDS[planned.kind]
    why, what = reason(NudgeContext(planned, application, person, now))
    late = (settled_at or now) - planned.due
    text = join_words(
        why,
        _with_gaps(_AGAIN if planned.again else what, letter),
        f"This one is {say_late(late)}; that's on me."
        if late > LATE and not person.was_paused_at(planned.due)
        else "",
    )
    return f"{title} {job_phrases.label(application)}", text


def _with_gaps(what: str, letter: Draft | None) -> str:
    """Adds what has to be done in the letter by hand: a gap to fill in, or notes to check."""
    body = letter.body if letter else ""
    gaps, checks = body.count("["), body.count(_TO_CHECK)
    if not gaps or (letter and not letter.subject):  # words to say, not to send
        return what
    return what.removesuffix(".") + (_CHECK if gaps == checks else _FILL_IN)
