"""Recording a group's week: counted when its post is sent, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.group import WEEK, Group, Member, MemberPause, WeekResult
from bot.domain.groups.group_week import PlannedPost, PostKind
from bot.domain.groups.week_results import LOOK_BACK, record_week
from bot.domain.people.person import Person
from storage.outbox.weekly_counts import count_weeks
from storage.repositories.group_rows import result_columns, result_from
from storage.repositories.repository import among
from storage.tables import members, week_results

Results = Mapping[int, Mapping[date, WeekResult]]

_STREAK = (
    update(members).where(members.c.id == bindparam("which")).values(streak=bindparam("weeks"))
)
_OF_WEEK = delete(week_results).where(
    week_results.c.member_id == bindparam("member"), week_results.c.week == bindparam("of")
)
_RESULTS = select(week_results).where(
    among(week_results.c.member_id), week_results.c.week >= bindparam("since")
)


def week_of(planned: PlannedPost) -> date:
    """Returns the week that a kick-off or a check-in is about."""
    return planned.week - WEEK if planned.kind is PostKind.KICK_OFF else planned.week


async def record(
    connection: AsyncConnection,
    group: Group,
    planned: PlannedPost,
    everyone: Sequence[Member],
    persons: Mapping[int, Person],
    now: datetime,
) -> None:
    """Records the week that a post is about; what is recorded already stays as it is."""
    final = planned.kind is PostKind.KICK_OFF
    week = week_of(planned)
    before = await _results(connection, everyone, week)
    changed, after = await _counted(connection, group, week, everyone, persons, now, before, final)
    await _save_results(connection, changed)
    streaks = [
        {"which": one.id, "weeks": after[one.id].streak}
        for one in everyone
        if one.streak != after[one.id].streak
    ]
    if streaks:
        await connection.execute(_STREAK, streaks)


async def count_week(
    connection: AsyncConnection,
    group: Group,
    week: date,
    everyone: Sequence[Member],
    persons: Mapping[int, Person],
    now: datetime,
) -> tuple[Results, Mapping[int, Member]]:
    """Counts a week as it is now, whatever a post recorded of it; stores nothing."""
    recorded = await _results(connection, everyone, week)
    open_weeks = {
        id: {of: result for of, result in weeks.items() if of != week or result.final}
        for id, weeks in recorded.items()
    }
    return await _counted(connection, group, week, everyone, persons, now, open_weeks, False)


async def _counted(
    connection: AsyncConnection,
    group: Group,
    week: date,
    everyone: Sequence[Member],
    persons: Mapping[int, Person],
    now: datetime,
    before: Results,
    final: bool,
) -> tuple[Results, Mapping[int, Member]]:
    weeks = await count_weeks(connection, group, everyone, persons, week, now)
    zone = group.schedule.tz
    resting = [_resting(one, persons[one.person], week, zone) for one in everyone]
    since = group.schedule.week_of(group.since)
    return record_week(week, final, resting, weeks, before, since)


def _resting(member: Member, person: Person, week: date, zone: ZoneInfo) -> Member:
    """Returns the member as one on a break, if they paused everything in that week.

    When they joined and rested is given in the group's zone, in which its weeks are.
    """
    pause = person.pause
    here = member.in_zone(zone)
    if pause is None or here.is_paused_in(week):
        return here
    until = pause.resumed.astimezone(zone).date() if pause.resumed else pause.until
    return replace(here, pause=MemberPause(pause.since.astimezone(zone), until))


async def _results(
    connection: AsyncConnection, everyone: Sequence[Member], week: date
) -> dict[int, dict[date, WeekResult]]:
    rows = await connection.execute(
        _RESULTS, {"ids": [one.id for one in everyone], "since": week - LOOK_BACK * WEEK}
    )
    found: dict[int, dict[date, WeekResult]] = {}
    for row in rows:
        found.setdefault(row.member_id, {})[row.week] = result_from(row)
    return found


async def _save_results(connection: AsyncConnection, changed: Results) -> None:
    rows = [
        {"member_id": member, "week": week, **result_columns(result)}
        for member, weeks in changed.items()
        for week, result in weeks.items()
    ]
    if not rows:
        return
    await connection.execute(
        _OF_WEEK, [{"member": row["member_id"], "of": row["week"]} for row in rows]
    )
    await connection.execute(insert(week_results), rows)
