"""The funnel: how far applications went and how they ended, counted from events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import REPLIES, Application, Stage
from bot.picture import Flow, Funnel, Outcome, Step

_ROUNDS = (Step.INTERVIEW, Step.SECOND, Step.THIRD)
_ENDED = {
    Stage.ACCEPTED: Outcome.ACCEPTED,
    Stage.REJECTED: Outcome.REJECTED,
    Stage.WITHDRAWN: Outcome.WITHDRAWN,
    Stage.GHOSTED: Outcome.GHOSTED,
}
_STEPS, _OUTCOMES = list(Step), list(Outcome)


def compute_funnel(applications: Iterable[Application], since: date = date.min) -> Funnel:
    """Counts the applications sent since a day from stage to stage, each once.

    An interview or an offer is a reply, too, so that every column is a part of the one
    before it; a no alone is none.
    """
    found: Counter[tuple[Step | Outcome, Step | Outcome]] = Counter()
    for one in applications:
        if one.applied is not None and one.applied.on >= since:
            found.update(pairwise(_path(one)))
    flows = [Flow(begin, end, n) for (begin, end), n in found.items() if isinstance(begin, Step)]
    flows.sort(key=lambda one: (_STEPS.index(one.begin), _place(one.end)))
    return Funnel(tuple(flows), None if since == date.min else since)


def _path(one: Application) -> list[Step | Outcome]:
    kinds = {activity.kind for activity in one.history}
    rounds = len(one.active_interviews)
    path: list[Step | Outcome] = [Step.APPLIED]
    if rounds or kinds & (REPLIES - {ActivityKind.REJECTED}):
        path.append(Step.REPLY)
    path += _ROUNDS[:rounds]
    if kinds & {ActivityKind.OFFERED, ActivityKind.ACCEPTED}:
        path += [Step.REPLY] * (len(path) == 1) + [Step.OFFER]
    waiting = Outcome.NO_ANSWER if len(path) == 1 else Outcome.OPEN
    ended = _ENDED.get(one.stage, waiting) if one.stage else waiting
    return [*path, ended]


def _place(end: Step | Outcome) -> int:
    return _STEPS.index(end) if isinstance(end, Step) else len(_STEPS) + _OUTCOMES.index(end)
