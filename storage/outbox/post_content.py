"""Posts of groups: leased with all that it takes to send them; their week is recorded first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.local_time import to_utc
from bot.domain.delivery import Delivery, scopes_of
from bot.domain.groups.fatigue import (
    Silence,
    group_silence,
    last_of,
    last_shared,
    member_silence,
)
from bot.domain.groups.group import Group, Member
from bot.domain.groups.group_post import GroupPost, NextStep
from bot.domain.groups.group_week import PlannedPost, Post, PostKind, posts_for
from bot.domain.groups.weekly_counts import NO_COUNTS, Counts
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import NudgeKind, NudgeState
from bot.frozen import frozen
from storage.outbox.outages import find_outage, park
from storage.outbox.post_plan import lock_free_groups, plan_posts, post_from, recipients_of
from storage.outbox.week_results import record, week_of
from storage.outbox.weekly_counts import count_weeks, read_members
from storage.repositories.group_board import week_board_of
from storage.repositories.person_rows import people_with_addresses, person_from
from storage.repositories.repository import among
from storage.tables import PENDING, applications, changes, deliveries, nudges, people, posts

# They ask for a decision or come in months: no small step for this week.
NO_STEPS = (NudgeKind.CLOSE_THE_LOOP.value, NudgeKind.KEEP_IN_TOUCH.value)
OF_MEMBERS = (PostKind.WIN, PostKind.FUNNEL, PostKind.VISIBILITY_CHANGED)
# Sent also while the group pauses.
FOR_ONE = (
    PostKind.PAUSED,
    PostKind.NOT_STARTED,
    PostKind.TAKE_OVER,
    PostKind.VISIBILITY_CHANGED,
)

Rows = Sequence[Row[*tuple[Any, ...]]]

_POSTS = select(posts).where(among(posts.c.id))
_LEASE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("which"))
    .values(leased_until=bindparam("until"))
)
_PUT_OFF = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("which"))
    .values(ready_at=bindparam("until"))
)
_CANCEL = update(posts).where(among(posts.c.id)).values(state=NudgeState.CANCELLED.value)
# A cancelled one would be planned again at once: the rules owe it.
_WITHHOLD = (
    update(posts)
    .where(among(posts.c.id))
    .values(state=NudgeState.UNDELIVERABLE.value, reason="The group rests.")
)
_DROP = delete(deliveries).where(among(deliveries.c.post_id))


async def claim_posts(
    connection: AsyncConnection,
    rows: Rows,
    now: datetime,
    until: datetime,
    outages: Collection[str],
) -> tuple[list[Delivery], bool]:
    """Leases posts that are ready until an instant; True if it did anything about any of them.

    Locks their groups; those that are being changed are passed over. What makes no
    sense any more is dropped, of stale posts all but the newest; what cannot be sent because
    of an outage is put aside.
    """
    found = await connection.execute(_POSTS, {"ids": [row.post_id for row in rows]})
    stored = {row.id: post_from(row) for row in found.all()}
    groups = await lock_free_groups(connection, {post.group for post in stored.values()})
    by_group: dict[int, list[Post]] = defaultdict(list)
    for post in stored.values():
        by_group[post.group].append(post)
    contents: dict[int, GroupPost] = {}
    held: dict[int, datetime] = {}
    gone: list[Post] = []
    withheld: list[Post] = []
    aside: dict[int, str] = {}
    for id, group in groups.items():
        there = scopes_of(group.channel.platform, group.channel.tenant)
        theirs = by_group[id]
        if scope := find_outage(there, outages):
            aside |= {post.id: scope for post in theirs}
            continue
        made = await _read_contents(connection, group, theirs, now)
        contents |= made.contents
        held |= made.held
        withheld += made.withheld
        known = {*made.contents, *made.held, *(one.id for one in made.withheld)}
        gone += [one for one in theirs if one.id not in known]
    taken = []
    for row in rows:
        if (content := contents.get(row.post_id)) is not None:
            delivery = Delivery(row.id, content, row.rank, row.tries, row.maybe_sent)
            if scope := find_outage(delivery.scopes, outages):  # of the one person it is for
                aside[row.post_id] = scope
            else:
                taken.append(delivery)
    await _write(connection, rows, taken, held, aside, until)
    await _drop(connection, gone, withheld, now)
    return taken, bool(groups)


async def _write(
    connection: AsyncConnection,
    rows: Rows,
    taken: Sequence[Delivery],
    held: Mapping[int, datetime],
    aside: Mapping[int, str],
    until: datetime,
) -> None:
    parked: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.post_id in aside:
            parked[aside[row.post_id]].append(row.id)
    await park(connection, parked)
    if leased := [{"which": one.id, "until": until} for one in taken]:
        await connection.execute(_LEASE, leased)
    later = [{"which": row.id, "until": held[row.post_id]} for row in rows if row.post_id in held]
    if later:
        await connection.execute(_PUT_OFF, later)


async def _drop(
    connection: AsyncConnection, gone: Sequence[Post], withheld: Sequence[Post], now: datetime
) -> None:
    dropped = [*gone, *withheld]
    if not dropped:
        return
    await connection.execute(_DROP, {"ids": [one.id for one in dropped]})
    if gone:
        await connection.execute(_CANCEL, {"ids": [one.id for one in gone]})
    if withheld:
        await connection.execute(_WITHHOLD, {"ids": [one.id for one in withheld]})
    groups = {one.group for one in dropped}
    await plan_posts(connection, groups, now, only=recipients_of(dropped))


@frozen
class _Made:
    """By the post's id: what it is made of, or until when it is held.

    `withheld` are those of the channel that stay away while the group rests.
    """

    contents: Mapping[int, GroupPost]
    held: Mapping[int, datetime]
    withheld: Sequence[Post]


async def _read_contents(
    connection: AsyncConnection, group: Group, theirs: Sequence[Post], now: datetime
) -> _Made:
    """Reads the content of a group's posts, without those that are past."""
    everyone, known = await read_members(connection, group)
    persons = {**known, **await _read_other_recipients(connection, theirs, known)}
    members = {one.person: one for one in everyone}
    wanted, held = _choose_midweeks(group, theirs, members, persons, now)
    midweeks = await _read_midweeks(connection, group, wanted, persons, now)
    last_done = await _read_last_done(connection, [one.person for one in everyone])
    newest = {one.key for one in posts_for(group, now)}
    contents: dict[int, GroupPost] = {}
    withheld: list[Post] = []
    for post in theirs:
        owed = post.planned
        person, member = persons.get(owed.person or 0), members.get(owed.person or 0)
        board, done, step, quiet = None, NO_COUNTS, None, False
        if post.state is not NudgeState.PENDING or post.id in held:
            continue
        if group.pause_reason is not None and owed.kind not in FOR_ONE:
            continue
        if owed.kind in (PostKind.KICK_OFF, PostKind.CHECK_IN):
            if owed.key not in newest:
                continue
            await record(connection, group, owed, everyone, known, now)
            silence = group_silence(owed, group, last_shared(group, everyone, last_done))
            if silence is Silence.LASTS:
                withheld.append(post)
                continue
            quiet = silence is Silence.BEGINS
            board = await week_board_of(connection, group, week_of(owed))
        elif owed.kind is PostKind.MIDWEEK:
            if post.id not in midweeks:
                continue
            done, step = midweeks[post.id]
            assert person is not None
            assert member is not None
            silence = member_silence(owed.week, person.preferences, last_of(member, last_done))
            if silence is Silence.LASTS:
                continue
            quiet = silence is Silence.BEGINS
        elif owed.kind in FOR_ONE and person is None:
            continue
        elif owed.kind in OF_MEMBERS and member is None:
            continue  # they left; a win may have waited while its group paused
        contents[post.id] = GroupPost(post, group, board, person, member, done, step, quiet)
    return _Made(contents, held, withheld)


async def _read_last_done(
    connection: AsyncConnection, who: Sequence[int]
) -> Mapping[int, datetime]:
    """Reads, by person, when each of them last did or answered anything."""
    latest = (
        select(func.max(changes.c.id))
        .where(among(changes.c.person_id))
        .group_by(changes.c.person_id)
    )
    rows = await connection.execute(
        select(changes.c.person_id, changes.c.at).where(changes.c.id.in_(latest)),
        {"ids": list(who)},
    )
    return {row.person_id: row.at for row in rows}


async def _read_other_recipients(
    connection: AsyncConnection, theirs: Sequence[Post], known: Mapping[int, Person]
) -> Mapping[int, Person]:
    """Reads the recipients of posts who are no members, such as a coach."""
    ids = {post.planned.person for post in theirs if post.planned.person} - known.keys()
    if not ids:
        return {}
    rows = await connection.execute(people_with_addresses().where(people.c.id.in_(ids)))
    return {row.id: person_from(row) for row in rows}


def _choose_midweeks(
    group: Group,
    theirs: Sequence[Post],
    members: Mapping[int, Member],
    persons: Mapping[int, Person],
    now: datetime,
) -> tuple[Sequence[tuple[Post, Member]], Mapping[int, datetime]]:
    """Returns the midweek lines that may be sent now, and until when the others wait."""
    wanted: list[tuple[Post, Member]] = []
    held: dict[int, datetime] = {}
    for post in theirs:
        member = members.get(post.planned.person or 0)
        if member is None:
            continue
        person = persons[member.person]
        if post.planned.kind is PostKind.VISIBILITY_CHANGED:
            if quiet := person.preferences.quiet.period_around(person.wall(now)):
                held[post.id] = to_utc(quiet[1], person.tz)
            continue
        if post.planned.kind is not PostKind.MIDWEEK:
            continue
        if not _wanted(post.planned, member.in_zone(group.schedule.tz), person, now):
            continue
        until = GroupPost(post, group).deadline
        assert until is not None
        quiet = person.preferences.quiet.period_around(person.wall(now))
        ready = to_utc(quiet[1], person.tz) if quiet else now
        if ready >= until:
            continue
        if quiet:
            held[post.id] = ready
        else:
            wanted.append((post, member))
    return wanted, held


def _wanted(owed: PlannedPost, member: Member, person: Person, now: datetime) -> bool:
    """True if a member still is one who wants their midweek line."""
    return not member.is_paused_in(owed.week) and not person.is_paused(now)


async def _read_midweeks(
    connection: AsyncConnection,
    group: Group,
    wanted: Sequence[tuple[Post, Member]],
    persons: Mapping[int, Person],
    now: datetime,
) -> Mapping[int, tuple[Counts, NextStep | None]]:
    """Reads, by the post's id, the content of midweek lines."""
    due: dict[date, list[tuple[int, Member]]] = defaultdict(list)
    for post, member in wanted:
        due[post.planned.week].append((post.id, member))
    found: dict[int, tuple[Counts, NextStep | None]] = {}
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
) -> Mapping[int, NextStep]:
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
    return {row.person_id: NextStep(row.kind, row.id, row.company) for row in rows}
