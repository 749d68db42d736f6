"""A person's job search at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain.applications.application import Stage
from bot.domain.applications.statistics import Statistics
from bot.domain.groups.group import Group, Member, monday_of
from bot.domain.groups.weekly_counts import Counts
from bot.domain.people.person import Person
from bot.frozen import frozen
from bot.ports.unit_of_work import ReadOnly
from bot.queries.nudge_overview import NudgeOverview, read_nudge_overview
from bot.queries.numbers import read_numbers

MOST_GROUPS = 5


@frozen
class OwnWeek:
    """The person's own week in one of their groups."""

    group: Group
    member: Member
    done: Counts


@frozen
class Dashboard:
    """The person's nudges, pipeline, this week's numbers, and their own goals."""

    person: Person
    now: datetime
    nudges: NudgeOverview
    stages: Mapping[Stage, int]
    week: Statistics
    groups: tuple[OwnWeek, ...]


async def read_dashboard(uow: ReadOnly, now: datetime) -> Dashboard:
    """Reads the dashboard of the person whose unit of work it is."""
    person = uow.person
    return Dashboard(
        person,
        now,
        nudges=await read_nudge_overview(uow, now),
        stages=await uow.applications.count_by_stage(),
        week=await read_numbers(uow, now, monday_of(person.today(now))),
        groups=await _group_weeks(uow, now),
    )


async def _group_weeks(uow: ReadOnly, now: datetime) -> tuple[OwnWeek, ...]:
    """Reads the person's own week in each of their groups, and no other member's."""
    found = []
    for group in (await uow.groups.mine())[:MOST_GROUPS]:
        member = await uow.members.get(group.id)
        if member is not None:
            week = group.schedule.week_of(now)
            done = await uow.members.week_so_far(group, member, week)
            found.append(OwnWeek(group, member, done))
    return tuple(found)
