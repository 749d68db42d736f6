"""One thing that happened to an application: the append-only history is made of these."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from bot.frozen import frozen


class ActivityKind(StrEnum):
    """The kind of an activity."""

    PLANNED = "planned"
    TICKED = "ticked"
    APPLIED = "applied"
    FOLLOWED_UP = "followed_up"
    TRIED_AGAIN = "tried_again"
    KEPT_WAITING = "kept_waiting"
    UNANSWERED_CALL = "unanswered_call"
    HEARD_BACK = "heard_back"
    INVITED = "invited"
    BOOKED = "interview_booked"
    MOVED = "interview_moved"
    CANCELLED = "interview_cancelled"
    DEBRIEFED = "debriefed"
    THANKED = "thanked"
    REJECTED = "rejected"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    WITHDREW = "withdrew"
    GHOSTED = "ghosted"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    NOTED = "noted"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


class OutreachMethod(StrEnum):
    """The means of an outreach."""

    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN = "linkedin"
    IN_PERSON = "in person"


@frozen
class Activity:
    """One activity: its kind, its local day, and the instant it was logged.

    `id` orders the history and is 0 until stored. `of` is the id of the
    activity that this one is about: the booking that is moved, cancelled, debriefed
    or thanked for, or the activity that is retracted. `nudge` is the key of the nudge that
    caused it or that it settles. The other fields belong to some kinds only:
    `start` and `end` are instants, `until` is a wall time, `by` a day to apply,
    decide or answer by. `undated` is True if the file that it was imported from names no day:
    then `on` only puts it in its place, and no nudge counts from it. `zone_guessed` is True if
    `start` and `end` were typed without a zone, while the person's own was only guessed.
    """

    kind: ActivityKind
    on: date
    logged: datetime
    id: int = 0
    of: int | None = None
    nudge: str | None = None
    company: str | None = None
    role: str | None = None
    source: str | None = None
    link: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    method: OutreachMethod | None = None
    start: datetime | None = None
    end: datetime | None = None
    zone: str | None = None
    round: str | None = None
    people: str | None = None
    by: date | None = None
    until: datetime | None = None
    went: str | None = None
    text: str | None = None
    next_steps: str | None = None
    undated: bool | None = None
    zone_guessed: bool | None = None

    @property
    def day(self) -> date | None:
        """The day on which it happened; None if nobody knows it."""
        return None if self.undated else self.on
