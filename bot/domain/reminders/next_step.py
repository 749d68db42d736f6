"""The next step of an application: an open one always has exactly one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application, Stage
from bot.domain.people.person import Preferences
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.deadline import deadline
from bot.domain.reminders.nudge import NudgeKind, PlannedNudge
from bot.domain.reminders.nudge_hour import next_nudge_hour
from bot.frozen import frozen


class StepState(StrEnum):
    """The state of a next step: due, still to come, or waiting for the person's word."""

    DUE = "due"
    COMING = "coming"
    WAITING = "waiting"


class StepQuestion(StrEnum):
    """The question about an application for which no reminder is planned."""

    ANSWERED_OFFER = "answered_offer"
    SENT_APPLICATION = "sent_application"
    TAKE_UP_AGAIN = "take_up_again"
    STILL_OPEN = "still_open"


@frozen
class NextStep:
    """The next step of an application: a nudge that is due or comes, or a question that waits."""

    state: StepState
    nudge: PlannedNudge | None = None
    question: StepQuestion | None = None


def next_step(
    application: Application,
    preferences: Preferences,
    settled_at: Mapping[str, datetime],
    now: datetime,
) -> NextStep | None:
    """Returns the one next step of an application; None if it is closed and plans nothing.

    In this order: what is due now, the most urgent first; what comes earliest; the
    question that waits for the person. `settled_at` gives, by key, the instant at which
    a nudge was delivered or given up.
    """
    planned = nudges_for(application, preferences, settled_at)
    alive = [one for one in planned if not _is_over(one, application, preferences, now)]
    due = [one for one in alive if _is_due(one, alive, preferences, settled_at, now)]
    if due:
        first = min(due, key=lambda one: (one.kind.rank, one.due, one.key))
        return NextStep(StepState.DUE, first)
    coming = [one for one in alive if one.key not in settled_at]
    if coming:
        first = min(coming, key=lambda one: (one.due, one.kind.rank, one.key))
        return NextStep(StepState.COMING, first)
    if application.is_open:
        question = _question(application, planned, settled_at)
        return NextStep(StepState.WAITING, question=question)
    return None


def _is_over(
    nudge: PlannedNudge, application: Application, preferences: Preferences, now: datetime
) -> bool:
    """True if a nudge makes no sense any more."""
    until = deadline(nudge, application, preferences)
    return until is not None and until <= now


def _is_due(
    nudge: PlannedNudge,
    planned: Iterable[PlannedNudge],
    preferences: Preferences,
    settled_at: Mapping[str, datetime],
    now: datetime,
) -> bool:
    """True if a nudge's moment has come and it is not acted on.

    Once delivered, it is due while a repeat is still to come, and until the next nudge
    hour after its delivery, also where it has been planned for later since.
    """
    settled = settled_at.get(nudge.key)
    if settled is None:
        return nudge.due <= now
    repeats = any(one.key not in settled_at and _asks_the_same(one, nudge) for one in planned)
    return repeats or now < next_nudge_hour(settled, preferences)


def _asks_the_same(one: PlannedNudge, other: PlannedNudge) -> bool:
    thanks = one.kind is other.kind is NudgeKind.THANK_YOU
    return one.about == other.about or (thanks and one.subject == other.subject)


def _question(
    application: Application, planned: Sequence[PlannedNudge], settled_at: Mapping[str, datetime]
) -> StepQuestion:
    if application.stage is Stage.OFFER:
        return StepQuestion.ANSWERED_OFFER
    if application.stage is Stage.PLANNED:
        return StepQuestion.SENT_APPLICATION
    answered = any(one.kind is ActivityKind.SKIPPED for one in application.history)
    if planned or settled_at or answered:
        return StepQuestion.STILL_OPEN
    return StepQuestion.TAKE_UP_AGAIN
