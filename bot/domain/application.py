"""An application: what its history says today, by a pure fold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.activity import Activity, Did
from bot.domain.localtime import day_of, zone_of


class Stage(StrEnum):
    """How far an application has come."""

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
CLOSED = frozenset(Stage) - OPEN
# By which they have answered.
REPLIES = frozenset({Did.HEARD_BACK, Did.BOOKED, Did.REJECTED, Did.OFFERED})

_ENDS = {
    Did.REJECTED: Stage.REJECTED,
    Did.OFFERED: Stage.OFFER,
    Did.ACCEPTED: Stage.ACCEPTED,
    Did.WITHDREW: Stage.WITHDRAWN,
    Did.GHOSTED: Stage.GHOSTED,
}
_DETAILS = ("company", "role", "source", "link", "contact", "phone", "email")


@dataclass(frozen=True, slots=True)
class Interview:
    """One round: `id` is its booking's, `start` and `end` are instants.

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
        """The day it is held, for whoever named the time."""
        return day_of(self.start, zone_of(self.zone))


@dataclass(frozen=True, slots=True)
class Application:
    """One application as its live history tells it.

    `start` is what follow-ups count from: the application itself or a later try;
    None once they replied. `outreaches` are those since the last reply or try.
    `history` is what stands, `everything` also what was taken back or corrected.
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
    history: tuple[Activity, ...] = ()
    everything: tuple[Activity, ...] = ()
    start: Activity | None = None
    outreaches: tuple[Activity, ...] = ()
    interviews: tuple[Interview, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether something can still come of it."""
        return self.stage in OPEN

    def last(self, *kinds: Did) -> Activity | None:
        """The latest live activity of one of these kinds."""
        return next((a for a in reversed(self.history) if a.kind in kinds), None)

    @property
    def applied(self) -> Activity | None:
        """When the person first applied."""
        return next((a for a in self.history if a.kind is Did.APPLIED), None)

    @property
    def since_the_no(self) -> tuple[Activity, ...]:
        """The outreaches after the last rejection that were logged after it, in answer to it."""
        no = self.last(Did.REJECTED)
        if no is None:
            return ()
        sent = (a for a in self.history if a.kind is Did.FOLLOWED_UP)
        return tuple(a for a in sent if a.id > no.id and a.on >= no.on)

    @property
    def rounds(self) -> tuple[Interview, ...]:
        """The interviews that were not cancelled, by their start."""
        live = (one for one in self.interviews if not one.cancelled)
        return tuple(sorted(live, key=lambda one: (one.start, one.id)))

    def interview(self, id: int) -> Interview | None:
        """The interview with that id."""
        return next((one for one in self.interviews if one.id == id), None)

    @property
    def label(self) -> str:
        """Company and role, as a person would name it."""
        return f"{self.company} ({self.role})" if self.role else self.company


def live(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """The activities that still stand, with corrections applied, by day and then by id.

    A retraction takes back one activity; a correction that is itself retracted
    no longer corrects.
    """
    everything = tuple(activities)
    gone = {a.of for a in everything if a.kind is Did.RETRACTED}
    standing = [a for a in everything if a.kind is not Did.RETRACTED and a.id not in gone]
    dated = {a.of: a for a in standing if a.kind is Did.CORRECTED and a.of is not None}
    corrected = [
        replace(a, on=(c := dated[a.id]).on, by=c.by or a.by, logged=c.logged)
        if a.id in dated
        else a
        for a in standing
    ]
    return tuple(sorted(corrected, key=lambda a: (a.on, a.id)))


def fold(id: int, activities: Sequence[Activity]) -> Application:
    """What a history amounts to; without live activities `stage` is None."""
    history = live(activities)
    as_logged = sorted(history, key=lambda a: a.id)
    details: dict[str, str | None] = {}
    interviews: dict[int, Interview] = {}
    for activity in as_logged:
        details |= _details(activity)
        _note_interview(interviews, activity)
    stage: Stage | None = None
    start: Activity | None = None
    outreaches: list[Activity] = []
    ended: datetime | None = None
    for activity in history:
        stage = _stage_after(stage, activity, ended)
        ended = activity.logged if activity.kind in _ENDS else ended
        if activity.kind in REPLIES:
            start, outreaches = None, []
        elif activity.kind in (Did.APPLIED, Did.TRIED_AGAIN):
            start, outreaches = activity, []
        elif activity.kind is Did.FOLLOWED_UP:
            outreaches.append(activity)
    booked = tuple(interviews.values())
    if stage is Stage.INTERVIEWING and all(one.cancelled for one in booked):
        stage = Stage.IN_TOUCH
    return Application(
        id,
        details.pop("company", None) or "",
        stage,
        **details,
        history=history,
        everything=tuple(activities),
        start=start,
        outreaches=tuple(outreaches),
        interviews=booked,
    )


def _details(activity: Activity) -> dict[str, str | None]:
    """What an activity says about the application itself."""
    given = {name: value for name in _DETAILS if (value := getattr(activity, name)) is not None}
    if activity.kind is Did.CORRECTED:  # an edit may empty a field, written as ""
        return {name: value or None for name, value in given.items() if value or name != "company"}
    return given


def _stage_after(stage: Stage | None, activity: Activity, ended: datetime | None) -> Stage | None:
    """`ended` is when what ended it was logged: an interview before that opens it no more."""
    kind = activity.kind
    if kind in _ENDS:
        return _ENDS[kind]
    if kind is Did.PLANNED:
        return stage or Stage.PLANNED
    if kind is Did.APPLIED:
        return Stage.APPLIED if stage in (None, Stage.PLANNED) else stage
    if kind is Did.TRIED_AGAIN:
        return Stage.APPLIED
    if kind is Did.HEARD_BACK:
        waiting = (None, Stage.PLANNED, Stage.APPLIED, Stage.GHOSTED)
        return Stage.IN_TOUCH if stage in waiting else stage
    if kind in (Did.BOOKED, Did.MOVED):
        before = activity.start and ended and activity.start <= ended
        return stage if stage is Stage.OFFER or (stage in CLOSED and before) else Stage.INTERVIEWING
    return stage or (Stage.APPLIED if kind is Did.FOLLOWED_UP else None)


def _note_interview(interviews: dict[int, Interview], activity: Activity) -> None:
    """Books, moves, cancels, debriefs or thanks for the interview that `activity` is about."""
    if activity.kind is Did.BOOKED and activity.start and activity.end:
        interviews[activity.id] = Interview(
            activity.id,
            activity.start,
            activity.end,
            activity.logged,
            activity.zone or "UTC",
            activity.round,
            activity.people,
        )
        return
    if activity.of is None or (known := interviews.get(activity.of)) is None:
        return
    if activity.kind is Did.MOVED and activity.start and activity.end:
        known = replace(
            known,
            start=activity.start,
            end=activity.end,
            logged=activity.logged,
            zone=activity.zone or known.zone,
            round=activity.round or known.round,
            people=activity.people or known.people,
            cancelled=False,
        )
    elif activity.kind is Did.CANCELLED:
        known = replace(known, cancelled=True)
    elif activity.kind is Did.THANKED:
        known = replace(known, thanked=activity)
    elif activity.kind is Did.DEBRIEFED:
        known = replace(known, debrief=activity, people=activity.people or known.people)
    interviews[activity.of] = known
