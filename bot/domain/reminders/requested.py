"""A reminder that the person asked for where no rule plans one: *remind me on Friday*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Stage
from bot.domain.calendar.local_time import to_utc
from bot.domain.people.person import Preferences
from bot.domain.reminders.nudge import DueNudge, NudgeKind

# What a snooze that puts off no nudge is about.
REQUESTED = "requested"
_KINDS = {
    Stage.PLANNED: NudgeKind.GET_READY,
    Stage.APPLIED: NudgeKind.FOLLOW_UP,
    Stage.IN_TOUCH: NudgeKind.CHECK_IN,
    Stage.INTERVIEWING: NudgeKind.CHECK_IN,
    Stage.OFFER: NudgeKind.ANSWER_OFFER,
    Stage.REJECTED: NudgeKind.KEEP_IN_TOUCH,
}
_COUNTED = frozenset({NudgeKind.FOLLOW_UP, NudgeKind.CHECK_IN})
_HIGHEST_NUMBER = 2
# These leave what was asked for as it is; all else that happens answers it.
_BESIDE = frozenset(
    {
        ActivityKind.SNOOZED,
        ActivityKind.SKIPPED,
        ActivityKind.CORRECTED,
        ActivityKind.RETRACTED,
        ActivityKind.TICKED,
    }
)


def can_be_requested(application: Application) -> bool:
    """True if its stage has words for a reminder; what was accepted or given up has none."""
    return application.stage in _KINDS


def requested(
    application: Application, requests: Sequence[Activity], preferences: Preferences
) -> Iterator[DueNudge]:
    """Plans the reminder that was asked for last of `requests`, until something else happens."""
    asked = max(requests, key=lambda one: one.id)
    if asked.until is None or application.stage not in _KINDS:
        return
    if any(one.id > asked.id and one.kind not in _BESIDE for one in application.history):
        return
    kind = _KINDS[application.stage]
    number = min(len(application.outreaches) + 1, _HIGHEST_NUMBER) if kind in _COUNTED else 0
    moment = to_utc(asked.until, preferences.tz)
    yield DueNudge(kind, number, f"{REQUESTED}-{asked.id}", moment)


def is_requested(about: str) -> bool:
    """True if what a nudge is about was asked for, so that no deadline of a rule ends it."""
    return about.partition(":")[2].partition(":")[2].startswith(REQUESTED)
