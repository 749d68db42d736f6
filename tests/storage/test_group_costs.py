"""The statements of a group's week: as many for a thousand members as for ten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.domain.groups.group import (
    MOST_MEMBERS,
    Group,
)
from bot.domain.groups.weekly_counts import Counts
from storage.storage import Storage
from tests.storage.groups import FRIDAY, HUNTERS, SCHEDULE, crowded, started
from tests.storage.job_hunts import (
    BEA,
    DAY,
    LEASE,
    MONDAY,
    ZONE,
    as_delivered,
)
from tests.storage.statements import statements_of


async def costs_of_a_week(storage: Storage, group: Group, many: int) -> dict[str, int]:
    """Returns how many statements a group's week takes."""
    costs: dict[str, int] = {}

    @contextmanager
    def counting(name: str) -> Iterator[None]:
        with statements_of(storage) as sent:
            yield
        costs[name] = len(sent)

    for name, moment, posts in (("midweek", MONDAY + 2 * DAY, many + 1), ("check-in", FRIDAY, 1)):
        with counting(f"{name} claimed"):
            deliveries = await storage.outbox.claim(moment, 2 * MOST_MEMBERS, LEASE)
        assert len(deliveries) == posts
        with counting(f"{name} settled"):
            await storage.outbox.settle([as_delivered(one) for one in deliveries], moment)
    async with storage.units.begin(BEA, ZONE, FRIDAY) as uow:
        mine = await uow.members.get(group.id)
        assert mine is not None
        with counting("board"):
            await uow.groups.board(group)
        with counting("own week"):
            await uow.members.week_so_far(group, mine, SCHEDULE.week_of(FRIDAY))
        with counting("goal"):
            await uow.members.save(group.id, replace(mine, goal=Counts(3)))
    return costs


async def test_a_week_costs_as_many_statements_for_a_thousand_as_for_ten(
    storage: Storage,
) -> None:
    costs = []
    for many, channel in ((9, HUNTERS), (MOST_MEMBERS - 1, replace(HUNTERS, id="C2"))):
        group = await started(storage, channel)
        await crowded(storage, group, many)
        costs.append(await costs_of_a_week(storage, group, many))
    assert costs[0] == costs[1]
    assert costs[0]["board"] == 7
    assert max(costs[0].values()) < 24
