"""Reads the content of midweek lines: what a member has done, and one step for this week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.group import Group, Member
from bot.domain.groups.group_post import GroupPost, SmallStep
from bot.domain.groups.group_week import PlannedPost, PostKind, StoredPost
from bot.domain.groups.weekly_counts import Counts
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import NudgeKind
from storage.outbox.weekly_counts import count_weeks
from storage.tables import PENDING, applications, nudges

# What a member has done, and the next step.
MidweekContent = tuple[Counts, SmallStep | None]
# They ask for a decision or come in months: no small step for this week.
NO_STEPS = (NudgeKind.CLOSE_THE_LOOP.value, NudgeKind.KEEP_IN_TOUCH.value)


def choose_midweeks(
    group: Group,
    theirs: Sequence[StoredPost],
    members: Mapping[int, Member],
    persons: Mapping[int, Person],
    now: datetime,
) -> tuple[Sequence[tuple[StoredPost, Member]], Mapping[int, datetime]]:
    """Returns the midweek lines that may be sent now, and until when the others wait."""
    wanted: list[tuple[StoredPost, Member]] = []
    held: dict[int, datetime] = {}
    for post in theirs:
        member = members.get(post.planned.person or 0)
        if member is None:
            continue
        person = persons[member.person]
        if post.planned.kind is PostKind.VISIBILITY_CHANGED:
            if quiet := person.quiet_until(now):
                held[post.id] = quiet
            continue
        if post.planned.kind is not PostKind.MIDWEEK:
            continue
        if not _wanted(post.planned, member.in_zone(group.schedule.tz), person, now):
            continue
        until = GroupPost(post, group).deadline
        assert until is not None
        quiet = person.quiet_until(now)
        if (quiet or now) >= until:
            continue
        if quiet:
            held[post.id] = quiet
        else:
            wanted.append((post, member))
    return wanted, held


def _wanted(planned: PlannedPost, member: Member, person: Person, now: datetime) -> bool:
    """True if a member still is one who wants their midweek line."""
    return not member.is_paused_in(planned.week) and not person.is_paused(now)


async def read_midweeks(
    connection: AsyncConnection,
    group: Group,
    wanted: Sequence[tuple[StoredPost, Member]],
    persons: Mapping[int, Person],
    now: datetime,
) -> Mapping[int, MidweekContent]:
    """Reads, by the post's id, the content of midweek lines."""
    due: dict[date, list[tuple[int, Member]]] = defaultdict(list)
    for post, member in wanted:
        due[post.planned.week].append((post.id, member))
    found: dict[int, MidweekContent] = {}
    for week, theirs in due.items():
        behind = [member for _, member in theirs]
        weeks = await count_weeks(connection, group, behind, persons, week, now)
        steps = await _read_next_steps(connection, [member.person for member in behind], now)
        for id, member in theirs:
            done = weeks[member.id].counts[week]
            if not done.reaches(member.goal):
                found[id] = (done, steps.get(member.person))
    return found


async def _read_next_steps(
    connection: AsyncConnection, who: Sequence[int], now: datetime
) -> Mapping[int, SmallStep]:
    """Reads, by person, the next nudge that asks for something to be done.

    One that is due comes by itself at the same time.
    """
    first = func.row_number().over(
        partition_by=nudges.c.person_id, order_by=(nudges.c.due, nudges.c.id)
    )
    waiting = (
        select(nudges.c.person_id, nudges.c.kind, nudges.c.application_id, first.label("place"))
        .where(
            nudges.c.person_id.in_(who),
            nudges.c.kind.not_in(NO_STEPS),
            PENDING,
            nudges.c.ready_at > now,
        )
        .subquery()
    )
    rows = await connection.execute(
        select(waiting.c.person_id, waiting.c.kind, applications.c.id, applications.c.company)
        .join(applications, applications.c.id == waiting.c.application_id)
        .where(waiting.c.place == 1)
    )
    return {row.person_id: SmallStep(row.kind, row.id, row.company) for row in rows}
