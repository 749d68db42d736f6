"""Reads what posts of groups are made of; their week is recorded first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.fatigue import (
    SilenceEffect,
    group_silence,
    last_of,
    last_shared,
    member_silence,
)
from bot.domain.groups.group import Group, Member
from bot.domain.groups.group_post import GroupPost
from bot.domain.groups.group_week import PostKind, StoredPost, posts_for
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import NudgeState
from bot.frozen import frozen
from storage.outbox.midweek_content import MidweekContent, choose_midweeks, read_midweeks
from storage.outbox.week_results import record, week_of
from storage.outbox.weekly_counts import read_members
from storage.repositories.group_board import read_week_board
from storage.repositories.person_rows import people_with_addresses, person_from
from storage.repositories.repository import among
from storage.tables import changes, people

_WEEKLY_IN_CHANNEL = (PostKind.KICK_OFF, PostKind.CHECK_IN)
OF_MEMBERS = (PostKind.WIN, PostKind.FUNNEL, PostKind.VISIBILITY_CHANGED)
# Sent also while the group pauses.
FOR_ONE = (
    PostKind.PAUSED,
    PostKind.NOT_STARTED,
    PostKind.TAKE_OVER,
    PostKind.VISIBILITY_CHANGED,
)


@frozen
class PostContents:
    """The content of posts by their ids, and until when the others are held.

    `withheld` are those of the channel that stay away while the group rests.
    """

    contents: Mapping[int, GroupPost]
    held: Mapping[int, datetime]
    withheld: Sequence[StoredPost]


@frozen
class _GroupPeople:
    """The people of a group's posts.

    `members` and `persons` are by the person's id, `persons` with recipients who are no members;
    `last_done` says when each member last did anything.
    """

    members: Mapping[int, Member]
    persons: Mapping[int, Person]
    last_done: Mapping[int, datetime]


async def read_contents(
    connection: AsyncConnection, group: Group, theirs: Sequence[StoredPost], now: datetime
) -> PostContents:
    """Reads the content of a group's posts, without those that are past."""
    everyone, known = await read_members(connection, group)
    these = _GroupPeople(
        {one.person: one for one in everyone},
        {**known, **await _read_other_recipients(connection, theirs, known)},
        await _read_last_done(connection, [one.person for one in everyone]),
    )
    wanted, held = choose_midweeks(group, theirs, these.members, these.persons, now)
    midweeks = await read_midweeks(connection, group, wanted, these.persons, now)
    newest = {one.key for one in posts_for(group, now)}
    contents: list[GroupPost] = []
    withheld: list[StoredPost] = []
    for post in theirs:
        planned = post.planned
        if post.state is not NudgeState.PENDING or post.id in held:
            continue
        if group.pause_reason is not None and planned.kind not in FOR_ONE:
            continue
        if planned.kind in _WEEKLY_IN_CHANNEL:
            if planned.key in newest:
                await record(connection, group, planned, everyone, known, now)
                silence = group_silence(
                    planned, group, last_shared(group, everyone, these.last_done)
                )
                if silence is SilenceEffect.LASTS:
                    withheld.append(post)
                else:
                    board = await read_week_board(connection, group, week_of(planned))
                    quiet = silence is SilenceEffect.BEGINS
                    contents.append(GroupPost(post, group, board, quiet=quiet))
        elif planned.kind is PostKind.MIDWEEK:
            contents += _midweek(group, post, these, midweeks)
        else:
            contents += _unplanned(group, post, these)
    return PostContents({one.post.id: one for one in contents}, held, withheld)


def _midweek(
    group: Group, post: StoredPost, these: _GroupPeople, midweeks: Mapping[int, MidweekContent]
) -> Iterator[GroupPost]:
    """Yields the midweek line, unless it is not wanted or its reader is silent."""
    if post.id not in midweeks or post.planned.person is None:
        return
    person, member = these.persons[post.planned.person], these.members[post.planned.person]
    silence = member_silence(
        post.planned.week, person.preferences, last_of(member, these.last_done)
    )
    if silence is not SilenceEffect.LASTS:
        done, step = midweeks[post.id]
        quiet = silence is SilenceEffect.BEGINS
        yield GroupPost(post, group, None, person, member, done, step, quiet)


def _unplanned(group: Group, post: StoredPost, these: _GroupPeople) -> Iterator[GroupPost]:
    """Yields a post that no rule plans, unless the one whom it is for or from has left."""
    kind, id = post.planned.kind, post.planned.person or 0
    person, member = these.persons.get(id), these.members.get(id)
    gone = (kind in FOR_ONE and person is None) or (kind in OF_MEMBERS and member is None)
    if not gone:  # a win may have waited while its group paused
        yield GroupPost(post, group, None, person, member)


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
    connection: AsyncConnection, theirs: Sequence[StoredPost], known: Mapping[int, Person]
) -> Mapping[int, Person]:
    """Reads the recipients of posts who are no members, such as a coach."""
    ids = {post.planned.person for post in theirs if post.planned.person} - known.keys()
    if not ids:
        return {}
    rows = await connection.execute(people_with_addresses().where(people.c.id.in_(ids)))
    return {row.id: person_from(row) for row in rows}
