"""Funnels of as many applications as a test wants, always the same ones."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from bot.picture import Funnel, FunnelFlow, FunnelOutcome, FunnelStage

ENDS = (FunnelOutcome.OPEN, FunnelOutcome.REJECTED, FunnelOutcome.WITHDRAWN, FunnelOutcome.GHOSTED)
Path = list[FunnelStage | FunnelOutcome]


def funnel_of(paths: Iterable[Path]) -> Funnel:
    """The funnel of applications that went these ways."""
    counted = Counter(pair for path in paths for pair in pairwise(path))
    order = [*FunnelStage, *FunnelOutcome]
    flows = [
        FunnelFlow(begin, end, n)
        for (begin, end), n in counted.items()
        if isinstance(begin, FunnelStage)
    ]
    flows.sort(key=lambda one: (order.index(one.begin), order.index(one.end)))
    return Funnel(tuple(flows))


def many(count: int) -> Funnel:
    """A hunt of so many applications, as they usually go."""
    chance = random.Random(1)  # noqa: S311  # no secret
    return funnel_of(_path(chance) for _ in range(count))


def _path(chance: random.Random) -> Path:
    if (luck := chance.random()) < 0.55:
        return [FunnelStage.APPLIED, FunnelOutcome.NO_ANSWER]
    if luck < 0.8:
        return [FunnelStage.APPLIED, chance.choice(ENDS[1:])]
    path: Path = [FunnelStage.APPLIED, FunnelStage.REPLY]
    for step in (FunnelStage.INTERVIEW, FunnelStage.SECOND, FunnelStage.THIRD):
        if chance.random() < 0.35:
            break
        path.append(step)
    if chance.random() < 0.25:
        return [
            *path,
            FunnelStage.OFFER,
            chance.choice((FunnelOutcome.ACCEPTED, FunnelOutcome.OPEN)),
        ]
    return [*path, chance.choice(ENDS)]
