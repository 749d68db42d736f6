"""Telling groups: claimed with all that it takes, and published before it is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.group import Group, Member
from bot.domain.groups.group_post import Board, Step, Telling
from bot.domain.groups.group_week import PlannedPost, Post, PostKind, posts_for
from bot.domain.groups.weekly_counts import NONE, Counts
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import NudgeKind, NudgeState
from storage.outbox.post_plan import held_groups, people_of, plan_posts, post_from
from storage.outbox.publication import publish
from storage.outbox.weekly_counts import members_of, weeks_of
from storage.repositories.group_board import board_of
from storage.repositories.person_rows import everybody, person_from
from storage.tables import (
    PENDING,
    WAITING,
    applications,
    groups,
    nudges,
    people,
    posts,
)

MIDWEEK_LASTS = timedelta(hours=12)  # later than that it would not come on its day
# They ask for a decision or come in months: no small step for this week.
NO_STEPS = (NudgeKind.CLOSE_THE_LOOP.value, NudgeKind.KEEP_IN_TOUCH.value)
WHILE_IT_PAUSES = (PostKind.TROUBLE, PostKind.TAKE_OVER)

Tried = tuple[Post, int]  # and how often it was tried


async def claim(
    connection: AsyncConnection, now: datetime, limit: int, lease: float
) -> Sequence[Telling]:
    """Leases posts that are due or whose lease ran out; what makes no sense any more goes."""
    while found := await _due(connection, now, limit):
        known = await held_groups(connection, {post.group for post, _ in found})
        tellings: list[Telling] = []
        for group in known.values():
            theirs = [one for one in found if one[0].group == group.id]
            tellings += await _tellings(connection, group, theirs, now)
        told = {one.post.id for one in tellings}
        await _drop(connection, [post for post, _ in found if post.id not in told], now)
        if tellings:
            await _lease(connection, told, now + timedelta(seconds=lease))
            return tellings
        # What takes the place of a post that came too late is due at once.
    return ()


async def _due(connection: AsyncConnection, now: datetime, limit: int) -> Sequence[Tried]:
    """What is due, its groups locked; one that somebody changes just now is passed over."""
    rows = await connection.execute(
        select(posts)
        .join_from(posts, groups)
        .where(WAITING, posts.c.ready_at <= now)
        .order_by(posts.c.ready_at, posts.c.id)
        .limit(limit)
        .with_for_update(of=(posts, groups), key_share=True, skip_locked=True)
    )
    return [(post_from(row), row.attempts) for row in rows]


async def _drop(connection: AsyncConnection, gone: Sequence[Post], now: datetime) -> None:
    if not gone:
        return
    ids = [one.id for one in gone]
    await connection.execute(
        update(posts).where(posts.c.id.in_(ids)).values(state=NudgeState.CANCELLED.value)
    )
    await plan_posts(connection, {one.group for one in gone}, now, only=people_of(gone))


async def _lease(connection: AsyncConnection, ids: Collection[int], until: datetime) -> None:
    leased = {
        "state": NudgeState.CLAIMED.value,
        "ready_at": until,
        "attempts": posts.c.attempts + 1,
    }
    await connection.execute(update(posts).where(posts.c.id.in_(ids)).values(**leased))


async def _tellings(
    connection: AsyncConnection, group: Group, tried: Sequence[Tried], now: datetime
) -> Sequence[Telling]:
    """All that telling a group's posts takes; those that make no sense any more are left out."""
    everyone, known = await members_of(connection, group)
    persons = {**known, **await _others(connection, tried, known)}
    members = {one.person: one for one in everyone}
    midweeks = await _midweeks(connection, group, tried, members, persons, now)
    tellings: list[Telling] = []
    for post, attempts in tried:
        owed = post.planned
        person, member = persons.get(owed.person or 0), members.get(owed.person or 0)
        board, done, step = Board(group, None), NONE, None
        again = post.state is NudgeState.CLAIMED
        if group.trouble is not None and owed.kind not in WHILE_IT_PAUSES:
            continue
        if owed.kind in (PostKind.KICK_OFF, PostKind.CHECK_IN):
            if not again and owed.key not in {one.key for one in posts_for(group, now)}:
                continue
            await publish(connection, group, owed, everyone, known, now)
            board = await board_of(connection, group)
        elif owed.kind is PostKind.MIDWEEK:
            if post.id not in midweeks:
                continue
            done, step = midweeks[post.id]
        elif owed.kind in (PostKind.TAKE_OVER, PostKind.TROUBLE) and person is None:
            continue
        elif owed.kind is PostKind.WIN and (member is None or member.left):
            continue  # one may have waited while its group paused
        tellings.append(Telling(post, group, board, attempts, person, member, done, step, again))
    return tellings


async def _others(
    connection: AsyncConnection, tried: Sequence[Tried], known: Mapping[int, Person]
) -> Mapping[int, Person]:
    """The people whom posts are for and who are no members, such as a coach."""
    ids = {post.planned.person for post, _ in tried if post.planned.person} - known.keys()
    if not ids:
        return {}
    rows = await connection.execute(everybody().where(people.c.id.in_(ids)))
    return {row.id: person_from(row) for row in rows}


async def _midweeks(
    connection: AsyncConnection,
    group: Group,
    tried: Sequence[Tried],
    members: Mapping[int, Member],
    persons: Mapping[int, Person],
    now: datetime,
) -> Mapping[int, tuple[Counts, Step | None]]:
    """By the post's id, what a midweek line is made of; those that need none are left out."""
    due: dict[date, list[tuple[int, Member]]] = defaultdict(list)
    for post, _ in tried:
        member = members.get(post.planned.person or 0)
        if post.planned.kind is not PostKind.MIDWEEK or member is None:
            continue
        if _midweek_fits(post.planned, member.here(group.schedule.tz), persons[member.person], now):
            due[post.planned.week].append((post.id, member))
    found: dict[int, tuple[Counts, Step | None]] = {}
    for week, theirs in due.items():
        behind = [member for _, member in theirs]
        weeks = await weeks_of(connection, group, behind, persons, week, now)
        steps = await _steps(connection, [member.person for member in behind])
        for id, member in theirs:
            done = weeks[member.id].counts[week]
            if not done.reach(member.goal):
                found[id] = (done, steps.get(member.person))
    return found


def _midweek_fits(owed: PlannedPost, member: Member, person: Person, now: datetime) -> bool:
    """Whether a midweek line still comes on its day, to somebody who wants it."""
    return (
        now - owed.due < MIDWEEK_LASTS
        and not member.left
        and not member.rests_in(owed.week)
        and not person.is_paused(now)
        and person.preferences.quiet.around(person.wall(now)) is None
    )


async def _steps(connection: AsyncConnection, who: Sequence[int]) -> Mapping[int, Step]:
    """What people's own pipelines suggest: the next nudge that asks for something to be done."""
    first = func.row_number().over(
        partition_by=nudges.c.person_id, order_by=(nudges.c.due, nudges.c.id)
    )
    waiting = (
        select(nudges.c.person_id, nudges.c.kind, nudges.c.application_id, first.label("place"))
        .where(nudges.c.person_id.in_(who), nudges.c.kind.not_in(NO_STEPS), PENDING)
        .subquery()
    )
    rows = await connection.execute(
        select(waiting.c.person_id, waiting.c.kind, applications.c.id, applications.c.company)
        .join(applications, applications.c.id == waiting.c.application_id)
        .where(waiting.c.place == 1)
    )
    return {row.person_id: Step(row.kind, row.id, row.company) for row in rows}
