"""Publishing a group's week: counted, put by, and never computed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.group import WEEK, Group, Member, MemberPause, WeekResult
from bot.domain.groups.group_week import PlannedPost, PostKind
from bot.domain.groups.publication import CORRECTED_FOR, publish_week
from bot.domain.people.person import Person
from storage.outbox.weekly_counts import count_weeks
from storage.repositories.group_rows import publication_from, result_columns, result_from
from storage.tables import members, publications, week_results

_STREAK = (
    update(members).where(members.c.id == bindparam("which")).values(streak=bindparam("weeks"))
)
_OF_WEEK = delete(week_results).where(
    week_results.c.member_id == bindparam("member"), week_results.c.week == bindparam("of")
)


async def publish(
    connection: AsyncConnection,
    group: Group,
    planned: PlannedPost,
    everyone: Sequence[Member],
    persons: Mapping[int, Person],
    now: datetime,
) -> None:
    """Publishes the week that a post is about, once: a retry tells what stands already."""
    final = planned.kind is PostKind.KICK_OFF
    week = planned.week - WEEK if final else planned.week
    rows = await connection.execute(
        select(publications).where(publications.c.group_id == group.id, publications.c.week == week)
    )
    row = rows.one_or_none()
    before = publication_from(row) if row else None
    if before and before.final >= final:
        return
    weeks = await count_weeks(connection, group, everyone, persons, week, now)
    past_weeks = await _read_results(connection, group, week - CORRECTED_FOR * WEEK)
    zone = group.schedule.tz
    resting = [_with_pause(one, persons[one.person], week, zone) for one in everyone]
    since = group.schedule.week_of(group.since)
    published, changed, after = publish_week(week, final, resting, weeks, past_weeks, before, since)
    mine = {"group_id": group.id, "week": week}
    await connection.execute(
        delete(publications).where(publications.c.group_id == group.id, publications.c.week == week)
    )
    await connection.execute(
        insert(publications).values(
            **mine,
            final=final,
            figures=[[one.shared, one.hidden] for one in published.figures],
            hidden=published.hidden,
            withdrawn=False,
        )
    )
    await _save_results(connection, changed)
    before_it = {one.id: one.streak for one in everyone}
    streaks = [
        {"which": one.id, "weeks": one.streak}
        for one in after.values()
        if one.streak != before_it[one.id]
    ]
    if streaks:
        await connection.execute(_STREAK, streaks)
    if final:  # who left is only needed while their week could still be published
        await connection.execute(
            delete(members).where(
                members.c.group_id == group.id,
                members.c.left.is_(True),
                members.c.from_week <= planned.week,
            )
        )


def _with_pause(member: Member, person: Person, week: date, zone: ZoneInfo) -> Member:
    """Returns the member as paused, if they paused all reminders in that week.

    Its instants are in the group's zone, in which the group's weeks are.
    """
    pause = person.pause
    here = member.in_zone(zone)
    if pause is None or here.is_paused_in(week):
        return here
    until = pause.resumed.astimezone(zone).date() if pause.resumed else pause.until
    return replace(here, pause=MemberPause(pause.since.astimezone(zone), until))


async def _read_results(
    connection: AsyncConnection, group: Group, since: date
) -> dict[int, dict[date, WeekResult]]:
    rows = await connection.execute(
        select(week_results)
        .join(members, members.c.id == week_results.c.member_id)
        .where(members.c.group_id == group.id, week_results.c.week >= since)
    )
    found: dict[int, dict[date, WeekResult]] = {}
    for row in rows:
        found.setdefault(row.member_id, {})[row.week] = result_from(row)
    return found


async def _save_results(
    connection: AsyncConnection, changed: dict[int, dict[date, WeekResult]]
) -> None:
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
