"""An application: its current stage, its details and its interviews."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.calendar.local_time import load_zone, local_day
from bot.frozen import frozen


class Stage(StrEnum):
    """The stage that an application has reached."""

    PLANNED = "planned"
    APPLIED = "applied"
    IN_TOUCH = "in touch"
    INTERVIEWING = "interviewing"
    OFFER = "offer"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    GHOSTED = "ghosted"


OPEN = frozenset({Stage.PLANNED, Stage.APPLIED, Stage.IN_TOUCH, Stage.INTERVIEWING, Stage.OFFER})
# By which they have answered.
REPLIES = frozenset(
    {
        ActivityKind.HEARD_BACK,
        ActivityKind.INVITED,
        ActivityKind.BOOKED,
        ActivityKind.REJECTED,
        ActivityKind.OFFERED,
    }
)
# A thank-you counts as in time within this long of the interview's end.
THANK_YOU_LIMIT = timedelta(hours=24)


@frozen
class Interview:
    """One interview: `id` is that of its booking, `start` and `end` are instants.

    `logged` is when it was booked or last moved; `zone` the zone it was given in.
    """

    id: int
    start: datetime
    end: datetime
    logged: datetime
    zone: str
    round: str | None = None
    people: str | None = None
    cancelled: bool = False
    thanked: Activity | None = None
    debrief: Activity | None = None

    @property
    def day(self) -> date:
        """The day it is held, in the zone the time was given in."""
        return local_day(self.start, load_zone(self.zone))

    def thanked_in_time(self, zone: ZoneInfo) -> bool:
        """True if the thank-you was sent within 24 h of the interview's end, in the person's zone.

        Of one that was logged on a later day only the day is known.
        """
        sent = self.thanked
        if sent is None:
            return False
        if sent.on == local_day(sent.logged, zone):
            return sent.logged - self.end <= THANK_YOU_LIMIT
        return sent.on <= local_day(self.end, zone)


@frozen
class Application:
    """An application as its live history describes it.

    `start` is what follow-ups count from: the application itself or a later try;
    None once they replied. `outreaches` are those since the last reply or try.
    `history` holds the live activities, `full_history` also those retracted or corrected.
    `mail_subject` is that of the last logged mail from where `email` is.
    """

    id: int
    company: str
    stage: Stage | None = None
    role: str | None = None
    source: str | None = None
    link: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    mail_subject: str | None = None
    history: tuple[Activity, ...] = ()
    full_history: tuple[Activity, ...] = ()
    start: Activity | None = None
    outreaches: tuple[Activity, ...] = ()
    interviews: tuple[Interview, ...] = ()

    @property
    def is_open(self) -> bool:
        """True if something can still come of it."""
        return self.stage in OPEN

    def last(self, *kinds: ActivityKind) -> Activity | None:
        """Returns the latest live activity of one of these kinds."""
        return next((a for a in reversed(self.history) if a.kind in kinds), None)

    @property
    def applied(self) -> Activity | None:
        """The activity with which the person first applied."""
        return next((a for a in self.history if a.kind is ActivityKind.APPLIED), None)

    @property
    def outreaches_since_rejection(self) -> tuple[Activity, ...]:
        """The outreaches after the last rejection that were logged after it, in answer to it."""
        no = self.last(ActivityKind.REJECTED)
        if no is None:
            return ()
        sent = (a for a in self.history if a.kind is ActivityKind.FOLLOWED_UP)
        return tuple(a for a in sent if a.id > no.id and a.on >= no.on)

    @property
    def active_interviews(self) -> tuple[Interview, ...]:
        """The interviews that were not cancelled, by their start."""
        live = (one for one in self.interviews if not one.cancelled)
        return tuple(sorted(live, key=lambda one: (one.start, one.id)))

    def interview(self, id: int) -> Interview | None:
        """Returns the interview with that id."""
        return next((one for one in self.interviews if one.id == id), None)

    @property
    def label(self) -> str:
        """Company and role, as a person would name it."""
        return f"{self.company} ({self.role})" if self.role else self.company
