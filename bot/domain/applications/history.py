"""A history: its live activities, and the application that they amount to today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import OPEN, REPLIES, Application, Interview, Stage

_CLOSED = frozenset(Stage) - OPEN
_ENDS = {
    ActivityKind.REJECTED: Stage.REJECTED,
    ActivityKind.OFFERED: Stage.OFFER,
    ActivityKind.ACCEPTED: Stage.ACCEPTED,
    ActivityKind.WITHDREW: Stage.WITHDRAWN,
    ActivityKind.GHOSTED: Stage.GHOSTED,
}
# What ends the rounds that have not ended by then.
_ENDS_ROUNDS = frozenset(
    {
        ActivityKind.REJECTED,
        ActivityKind.ACCEPTED,
        ActivityKind.WITHDREW,
        ActivityKind.GHOSTED,
        ActivityKind.TRIED_AGAIN,
    }
)
_DETAILS = ("company", "role", "source", "link", "contact", "phone", "email")


def live_activities(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Returns the activities that were not retracted, corrected, by day and then by id.

    A retraction takes back one activity; a correction that is itself retracted
    no longer corrects.
    """
    everything = tuple(activities)
    gone = {a.of for a in everything if a.kind is ActivityKind.RETRACTED}
    standing = [a for a in everything if a.kind is not ActivityKind.RETRACTED and a.id not in gone]
    corrected = {a.id: a for a in standing}
    for one in sorted(standing, key=lambda a: a.id):
        if one.kind is ActivityKind.CORRECTED and one.of in corrected:
            corrected[one.of] = _corrected(corrected[one.of], one)
    return tuple(sorted(corrected.values(), key=lambda a: (a.on, a.id)))


def _corrected(wrong: Activity, by: Activity) -> Activity:
    """Returns an activity with the day of a correction, and its words and times if it has any."""
    day = replace(wrong, on=by.on, by=by.by or wrong.by, logged=by.logged, undated=by.undated)
    day = replace(day, text=by.text or wrong.text)
    if by.start is None:
        return day
    return replace(day, start=by.start, end=by.end, zone=by.zone, zone_guessed=None)


def fold(id: int, activities: Sequence[Activity]) -> Application:
    """Folds a history into an application; without live activities its stage is None."""
    history = live_activities(activities)
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
        elif activity.kind in (ActivityKind.APPLIED, ActivityKind.TRIED_AGAIN):
            start, outreaches = activity, []
        elif activity.kind is ActivityKind.FOLLOWED_UP:
            outreaches.append(activity)
    booked = tuple(_ended(one, history) for one in interviews.values())
    if stage is Stage.INTERVIEWING and not _is_in_rounds(booked, history):
        stage = Stage.IN_TOUCH
    return Application(
        id,
        details.pop("company", None) or "",
        stage,
        **details,
        history=history,
        full_history=tuple(activities),
        start=start,
        outreaches=tuple(outreaches),
        interviews=booked,
    )


def _is_in_rounds(booked: Sequence[Interview], history: Iterable[Activity]) -> bool:
    """True if a booked round was not cancelled or, without any, if one is known by its name."""
    if booked:
        return any(not one.cancelled for one in booked)
    return any(a.kind is ActivityKind.INVITED and a.round for a in history)


def _ended(interview: Interview, history: Sequence[Activity]) -> Interview:
    """Returns the interview, cancelled if something logged after its booking ended it early."""
    booked = [
        a
        for a in history
        if a.id == interview.id or (a.kind is ActivityKind.MOVED and a.of == interview.id)
    ]
    since = max((a.on, a.id) for a in booked)
    over = any(
        a.kind in _ENDS_ROUNDS and (a.on, a.id) > since and a.logged < interview.end
        for a in history
    )
    return replace(interview, cancelled=True) if over else interview


def _details(activity: Activity) -> dict[str, str | None]:
    """Returns the details of the application itself that an activity gives."""
    given = {name: value for name in _DETAILS if (value := getattr(activity, name)) is not None}
    if activity.kind is ActivityKind.CORRECTED:  # an edit may empty a field, written as ""
        return {name: value or None for name, value in given.items() if value or name != "company"}
    return given


def _stage_after(stage: Stage | None, activity: Activity, ended: datetime | None) -> Stage | None:
    """Returns the stage after an activity.

    `ended` is the instant at which the end was logged: an interview held before it
    does not reopen the application.
    """
    kind = activity.kind
    if kind in _ENDS:
        return _ENDS[kind]
    if kind is ActivityKind.PLANNED:
        return stage or Stage.PLANNED
    if kind is ActivityKind.APPLIED:
        return Stage.APPLIED if stage in (None, Stage.PLANNED) else stage
    if kind is ActivityKind.TRIED_AGAIN:
        return Stage.APPLIED
    if kind is ActivityKind.INVITED and activity.round and stage is not Stage.OFFER:
        return Stage.INTERVIEWING  # under way already, though no time is known
    if kind in (ActivityKind.HEARD_BACK, ActivityKind.INVITED):
        waiting = (None, Stage.PLANNED, Stage.APPLIED, Stage.GHOSTED, Stage.WITHDRAWN)
        return Stage.IN_TOUCH if stage in waiting else stage
    if kind in (ActivityKind.BOOKED, ActivityKind.MOVED):
        before = activity.start and ended and activity.start <= ended
        stays = stage is Stage.OFFER or (stage in _CLOSED and before)
        return stage if stays else Stage.INTERVIEWING
    return stage or (Stage.APPLIED if kind is ActivityKind.FOLLOWED_UP else None)


def _note_interview(interviews: dict[int, Interview], activity: Activity) -> None:
    """Books, moves, cancels, debriefs or thanks for the interview that `activity` is about."""
    if activity.kind is ActivityKind.BOOKED and activity.start and activity.end:
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
    if activity.kind is ActivityKind.MOVED and activity.start and activity.end:
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
    elif activity.kind is ActivityKind.CANCELLED:
        known = replace(known, cancelled=True)
    elif activity.kind is ActivityKind.THANKED:
        known = replace(known, thanked=activity)
    elif activity.kind is ActivityKind.DEBRIEFED:
        known = replace(known, debrief=activity, people=activity.people or known.people)
    interviews[activity.of] = known
