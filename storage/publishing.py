"""Publishing a group's week: counted, put by, and never computed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.group import WEEK, Group, Member, Rest, Result
from bot.domain.person import Person
from bot.domain.publication import look
from bot.domain.week import OwedPost, PostKind
from storage.counting import weeks_of
from storage.grouprows import publication_from, result_from, result_written
from storage.tables import members, publications, results


async def publish(
    connection: AsyncConnection,
    group: Group,
    owed: OwedPost,
    everyone: Sequence[Member],
    persons: Mapping[int, Person],
    now: datetime,
) -> None:
    """Publishes the week that a post is about, once: a retry tells what stands already."""
    final = owed.kind is PostKind.KICK_OFF
    week = owed.week - WEEK if final else owed.week
    rows = await connection.execute(
        select(publications).where(publications.c.group_id == group.id, publications.c.week == week)
    )
    row = rows.one_or_none()
    before = publication_from(row) if row else None
    if before and before.final >= final:
        return
    weeks = await weeks_of(connection, group, everyone, persons, week, now)
    ledgers = await _ledgers(connection, group)
    resting = [_resting(one, persons[one.person]) for one in everyone]
    published, changed, after = look(week, final, resting, weeks, ledgers, before)
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
    for member in after.values():
        if member.streak != next(one.streak for one in everyone if one.id == member.id):
            await connection.execute(
                update(members).where(members.c.id == member.id).values(streak=member.streak)
            )
    if final:  # who left is only needed while their week could still be published
        await connection.execute(
            delete(members).where(
                members.c.group_id == group.id,
                members.c.left.is_(True),
                members.c.from_week <= owed.week,
            )
        )


def _resting(member: Member, person: Person) -> Member:
    """The member as somebody on a break, where they paused everything."""
    pause = person.pause
    if member.rest is not None or pause is None:
        return member
    until = pause.resumed.date() if pause.resumed else pause.until
    return replace(member, rest=Rest(pause.since, until))


async def _ledgers(connection: AsyncConnection, group: Group) -> dict[int, dict[date, Result]]:
    rows = await connection.execute(
        select(results, results.c.streak.label("streak_then"))
        .join(members, members.c.id == results.c.member_id)
        .where(members.c.group_id == group.id)
    )
    found: dict[int, dict[date, Result]] = {}
    for row in rows:
        found.setdefault(row.member_id, {})[row.week] = result_from(row, row.streak_then)
    return found


async def _save_results(
    connection: AsyncConnection, changed: dict[int, dict[date, Result]]
) -> None:
    rows = [
        {"member_id": member, "week": week, **result_written(result)}
        for member, weeks in changed.items()
        for week, result in weeks.items()
    ]
    if not rows:
        return
    for row in rows:
        await connection.execute(
            delete(results).where(
                results.c.member_id == row["member_id"], results.c.week == row["week"]
            )
        )
    await connection.execute(insert(results), rows)
