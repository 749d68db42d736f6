"""The funnel: how far applications went and how they ended, counted from events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import REPLIES, Application, Stage
from bot.picture import Funnel, FunnelFlow, FunnelOutcome, FunnelStage

_ROUNDS = (FunnelStage.INTERVIEW, FunnelStage.SECOND, FunnelStage.THIRD)
_ENDED = {
    Stage.ACCEPTED: FunnelOutcome.ACCEPTED,
    Stage.REJECTED: FunnelOutcome.REJECTED,
    Stage.WITHDRAWN: FunnelOutcome.WITHDRAWN,
    Stage.GHOSTED: FunnelOutcome.GHOSTED,
}
_STEPS, _OUTCOMES = list(FunnelStage), list(FunnelOutcome)


def compute_funnel(applications: Iterable[Application], since: date = date.min) -> Funnel:
    """Counts the applications sent since a day from stage to stage, each once.

    An interview or an offer is a reply, too, so that every column is a part of the one
    before it; a no alone is none.
    """
    found: Counter[tuple[FunnelStage | FunnelOutcome, FunnelStage | FunnelOutcome]] = Counter()
    for one in applications:
        if one.applied is not None and one.applied.on >= since:
            found.update(pairwise(_path(one)))
    flows = [
        FunnelFlow(begin, end, n)
        for (begin, end), n in found.items()
        if isinstance(begin, FunnelStage)
    ]
    flows.sort(key=lambda one: (_STEPS.index(one.begin), _place(one.end)))
    return Funnel(tuple(flows), None if since == date.min else since)


def _path(one: Application) -> list[FunnelStage | FunnelOutcome]:
    kinds = {activity.kind for activity in one.history}
    rounds = len(one.active_interviews)
    path: list[FunnelStage | FunnelOutcome] = [FunnelStage.APPLIED]
    if rounds or kinds & (REPLIES - {ActivityKind.REJECTED}):
        path.append(FunnelStage.REPLY)
    path += _ROUNDS[:rounds]
    if kinds & {ActivityKind.OFFERED, ActivityKind.ACCEPTED}:
        path += [FunnelStage.REPLY] * (len(path) == 1) + [FunnelStage.OFFER]
    waiting = FunnelOutcome.NO_ANSWER if len(path) == 1 else FunnelOutcome.OPEN
    ended = _ENDED.get(one.stage, waiting) if one.stage else waiting
    return [*path, ended]


def _place(end: FunnelStage | FunnelOutcome) -> int:
    return _STEPS.index(end) if isinstance(end, FunnelStage) else len(_STEPS) + _OUTCOMES.index(end)
