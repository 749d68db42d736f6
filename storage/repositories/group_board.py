"""A group's board: the week so far, and the lines that its posts recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.board import Board, MemberLine, WeekBoard
from bot.domain.groups.group import Group, Visibility
from bot.domain.groups.weekly_counts import Counts
from storage.outbox.week_results import count_week
from storage.outbox.weekly_counts import read_members
from storage.repositories.group_rows import pause_from
from storage.tables import members, week_results

# Nobody else is ever read for a board.
SHARING = members.c.visibility == Visibility.NUMBERS.value


async def read_board(connection: AsyncConnection, group: Group, now: datetime) -> Board:
    """Reads what those who share have done this week, and the last check-in or kick-off."""
    week = group.schedule.week_of(now)
    everyone, persons = await read_members(connection, group, SHARING)
    results, _ = await count_week(connection, group, week, everyone, persons, now)
    lines = (
        MemberLine(
            one.name,
            results[one.id][week].counted,
            results[one.id][week].streak,
            results[one.id][week].reached,
            resting=one.in_zone(group.schedule.tz).is_paused_in(week),
        )
        for one in everyone
    )
    this_week = WeekBoard(group, week, tuple(line for line in lines if line.says_something))
    return Board(this_week, await _last_check_in(connection, group))


async def _last_check_in(connection: AsyncConnection, group: Group) -> WeekBoard | None:
    latest = await connection.execute(
        select(func.max(week_results.c.week)).join(members).where(*_shown(group))
    )
    week = latest.scalar_one_or_none()
    return None if week is None else await read_week_board(connection, group, week)


def _shown(group: Group) -> tuple[ColumnElement[bool], ...]:
    return (
        members.c.group_id == group.id,
        SHARING,
        members.c.from_week <= week_results.c.week,
    )


async def read_week_board(connection: AsyncConnection, group: Group, week: date) -> WeekBoard:
    """Reads a week as a post recorded it, of those who still are here and share."""
    found = await read_week_boards(connection, group, week_results.c.week == week)
    return found[0] if found else WeekBoard(group, week)


async def read_week_boards(
    connection: AsyncConnection, group: Group, *conditions: ColumnElement[bool]
) -> Sequence[WeekBoard]:
    """Reads the weeks that posts recorded, the oldest first, likewise.

    Only the columns that are shown: a group may have a thousand lines.
    """
    rows = await connection.execute(
        select(
            week_results.c.week,
            members.c.name,
            members.c.pause,
            week_results.c.counted,
            week_results.c.streak,
            week_results.c.reached,
        )
        .join_from(members, week_results)
        .where(*_shown(group), *conditions)
        .order_by(week_results.c.week, members.c.id)
    )
    zone = group.schedule.tz
    lines: dict[date, list[MemberLine]] = {}
    for week, name, rest, counted, streak, reached in rows:
        resting = _rested(rest, week, zone)
        line = MemberLine(name, Counts(*counted), streak, reached, resting=resting)
        lines.setdefault(week, []).append(line)
    return [
        WeekBoard(group, week, tuple(one for one in theirs if one.says_something))
        for week, theirs in lines.items()
    ]


def _rested(written: Mapping[str, Any] | None, week: date, zone: ZoneInfo) -> bool:
    rest = pause_from(written)
    return rest is not None and rest.in_zone(zone).keeps_streak(week)
