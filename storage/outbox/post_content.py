"""Reads what posts of groups are made of; their week is recorded first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.fatigue import Silence, group_silence, last_of, last_shared, member_silence
from bot.domain.groups.group import Group
from bot.domain.groups.group_post import GroupPost
from bot.domain.groups.group_week import PostKind, StoredPost, posts_for
from bot.domain.groups.weekly_counts import NO_COUNTS
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import NudgeState
from bot.frozen import frozen
from storage.outbox.midweek_content import choose_midweeks, read_midweeks
from storage.outbox.week_results import record, week_of
from storage.outbox.weekly_counts import read_members
from storage.repositories.group_board import week_board_of
from storage.repositories.person_rows import people_with_addresses, person_from
from storage.repositories.repository import among
from storage.tables import changes, people

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


async def read_contents(
    connection: AsyncConnection, group: Group, theirs: Sequence[StoredPost], now: datetime
) -> PostContents:
    """Reads the content of a group's posts, without those that are past."""
    everyone, known = await read_members(connection, group)
    persons = {**known, **await _read_other_recipients(connection, theirs, known)}
    members = {one.person: one for one in everyone}
    wanted, held = choose_midweeks(group, theirs, members, persons, now)
    midweeks = await read_midweeks(connection, group, wanted, persons, now)
    last_done = await _read_last_done(connection, [one.person for one in everyone])
    newest = {one.key for one in posts_for(group, now)}
    contents: dict[int, GroupPost] = {}
    withheld: list[StoredPost] = []
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
    return PostContents(contents, held, withheld)


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
