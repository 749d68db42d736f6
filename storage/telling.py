"""Telling groups: claimed with all it takes, published before it is told, settled after."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.counts import NONE
from bot.domain.group import Group, Member
from bot.domain.nudge import State
from bot.domain.person import Person
from bot.domain.week import IN_CHANNEL, OwedPost, Post, PostKind, posts_for
from bot.ports import PostOutcome, Step, Telling
from storage.board import board_of
from storage.counting import members_of, weeks_of
from storage.people import everybody, person_from
from storage.posts import add_post, forget_old, groups_by_id, plan_posts, post_from
from storage.publishing import publish
from storage.tables import (
    PENDING,
    WAITING,
    applications,
    groups,
    nudges,
    people,
    posts,
)

KEPT = timedelta(days=60)
ONE_DAY = timedelta(days=1)


async def claim(
    connection: AsyncConnection, now: datetime, limit: int, lease: float
) -> Sequence[Telling]:
    """Leases posts that are due or whose lease ran out; what makes no sense any more goes."""
    rows = await connection.execute(
        select(posts)
        .where(WAITING, posts.c.ready_at <= now)
        .order_by(posts.c.ready_at, posts.c.id)
        .limit(limit)
        .with_for_update(of=posts, skip_locked=True)
    )
    found = [(post_from(row), row.attempts) for row in rows]
    if not found:
        return ()
    known = await groups_by_id(connection, {post.group for post, _ in found})
    tellings: list[Telling] = []
    dropped: list[int] = []
    for post, attempts in found:
        again = post.state is State.CLAIMED
        telling = await _telling(connection, known[post.group], post, attempts, now, again=again)
        if telling is None:
            dropped.append(post.id)
        else:
            tellings.append(telling)
    await connection.execute(
        update(posts).where(posts.c.id.in_(dropped)).values(state=State.CANCELLED.value)
    )
    leased = {
        "state": State.CLAIMED.value,
        "ready_at": now + timedelta(seconds=lease),
        "attempts": posts.c.attempts + 1,
    }
    await connection.execute(
        update(posts).where(posts.c.id.in_([one.post.id for one in tellings])).values(**leased)
    )
    # What takes the place of a post that came too late is due at once.
    await plan_posts(connection, {post.group for post, _ in found if post.id in dropped}, now)
    return tellings


async def _telling(
    connection: AsyncConnection,
    group: Group,
    post: Post,
    attempts: int,
    now: datetime,
    *,
    again: bool,
) -> Telling | None:
    """All that telling a post takes; None if it makes no sense any more."""
    kind = post.owed.kind
    if group.trouble is not None and kind is not PostKind.TROUBLE:
        return None
    everyone, persons = await members_of(connection, group)
    person = await _person(connection, post, persons)
    if kind in (PostKind.KICK_OFF, PostKind.CHECK_IN):
        if not again and post.owed.key not in {one.key for one in posts_for(group, now)}:
            return None
        await publish(connection, group, post.owed, everyone, persons, now)
    member = next((one for one in everyone if one.person == post.owed.person), None)
    done, step = NONE, None
    if kind is PostKind.MIDWEEK:
        if person is None or member is None or not _midweek_fits(post.owed, member, person, now):
            return None
        weeks = await weeks_of(connection, group, [member], persons, post.owed.week, now)
        done = weeks[member.id].counts[post.owed.week]
        if done.reach(member.goal):
            return None
        step = await _step(connection, person)
    elif kind in (PostKind.TAKE_OVER, PostKind.TROUBLE) and person is None:
        return None
    board = await board_of(connection, group)
    return Telling(post, group, board, attempts, person, member, done, step)


async def _person(
    connection: AsyncConnection, post: Post, known: Mapping[int, Person]
) -> Person | None:
    if post.owed.person is None or post.owed.person in known:
        return known.get(post.owed.person or 0)
    rows = await connection.execute(everybody().where(people.c.id == post.owed.person))
    row = rows.one_or_none()
    return person_from(row) if row else None


def _midweek_fits(owed: OwedPost, member: Member, person: Person, now: datetime) -> bool:
    """Whether a midweek line still comes on its day, to somebody who wants it."""
    return (
        now - owed.due < ONE_DAY / 2
        and not member.left
        and not member.rests_in(owed.week)
        and not person.is_paused(now)
        and person.rhythm.quiet.around(person.wall(now)) is None
    )


async def _step(connection: AsyncConnection, person: Person) -> Step | None:
    """What the person's own pipeline suggests: the next nudge that is to come."""
    rows = await connection.execute(
        select(nudges.c.kind, applications.c.id, applications.c.company)
        .join(applications, applications.c.id == nudges.c.application_id)
        .where(nudges.c.person_id == person.id, PENDING)
        .order_by(nudges.c.due, nudges.c.id)
        .limit(1)
    )
    row = rows.one_or_none()
    return Step(row.kind, row.id, row.company) if row else None


async def settle(
    connection: AsyncConnection, outcomes: Collection[PostOutcome], now: datetime
) -> None:
    """Writes what became of posts; a channel that cannot be reached pauses its group."""
    known = await groups_by_id(connection, {one.telling.group.id for one in outcomes})
    for one in outcomes:
        post, group = one.telling.post, known.get(one.telling.group.id)
        if group is None:
            continue
        values: dict[str, Any] = {"state": State.DELIVERED.value, "text": None, "reason": None}
        if one.retry is not None:
            values = {"ready_at": one.retry}
            if not one.failed:
                values["attempts"] = posts.c.attempts - 1
        elif one.reason is not None:
            values = {"state": State.UNDELIVERABLE.value, "text": None, "reason": one.reason}
            if post.owed.kind in IN_CHANNEL:
                await _pause(connection, group, one.reason, now)
        await connection.execute(update(posts).where(posts.c.id == post.id).values(**values))
    await plan_posts(connection, known.keys(), now)
    await forget_old(connection, known.keys(), now - KEPT)


async def _pause(connection: AsyncConnection, group: Group, reason: str, now: datetime) -> None:
    """Lets a group rest, and tells whoever started it what to mend."""
    await connection.execute(update(groups).where(groups.c.id == group.id).values(trouble=reason))
    if group.starter is not None:
        week = group.schedule.week_of(now)
        key = f"{PostKind.TROUBLE}:{now.isoformat()}"
        owed = OwedPost(
            key, PostKind.TROUBLE, week, now.replace(tzinfo=None), "UTC", now, group.starter
        )
        await add_post(connection, group.id, owed, None)
