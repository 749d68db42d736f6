"""A group's board: its last publication with its lines, read in two statements."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.group import Group, Visibility
from bot.domain.groups.group_post import Board
from bot.domain.groups.publication import MemberLine
from bot.domain.groups.weekly_counts import Counts
from storage.repositories.group_rows import pause_from, publication_from
from storage.tables import members, publications, week_results


async def board_of(connection: AsyncConnection, group: Group) -> Board:
    """Reads the group as it was last published; nothing but the group if it never was."""
    latest = await connection.execute(
        select(publications)
        .where(publications.c.group_id == group.id)
        .order_by(publications.c.week.desc())
        .limit(1)
    )
    row = latest.one_or_none()
    if row is None:
        return Board(group, None)
    return Board(group, publication_from(row), await _lines(connection, group, row.week))


async def _lines(connection: AsyncConnection, group: Group, week: date) -> tuple[MemberLine, ...]:
    """Reads the lines of those who share their numbers in that week, and of nobody else.

    Only the columns that are shown: a group may have a thousand lines.
    """
    rows = await connection.execute(
        select(
            members.c.name,
            members.c.pause,
            week_results.c.shown,
            week_results.c.streak,
            week_results.c.reached,
        )
        .join_from(members, week_results)
        .where(
            members.c.group_id == group.id,
            members.c.left.is_(False),
            members.c.visibility == Visibility.NUMBERS.value,
            members.c.from_week <= week,
            week_results.c.week == week,
        )
        .order_by(members.c.id)
    )
    zone = group.schedule.tz
    lines = (
        MemberLine(name, Counts(*shown), streak, reached, resting=_rested(rest, week, zone))
        for name, rest, shown, streak, reached in rows
    )
    return tuple(line for line in lines if line.says_something)


def _rested(written: dict[str, str | None] | None, week: date, zone: ZoneInfo) -> bool:
    rest = pause_from(written)
    return rest is not None and rest.in_zone(zone).keeps_streak(week)
