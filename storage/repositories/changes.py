"""Changes by each command, stored so that they can be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import Person
from bot.ports.changes import Change
from storage.repositories.person_rows import read_settings, settings_of
from storage.repositories.repository import Repository, insert_if_new
from storage.tables import (
    NOT_UNDONE,
    activities,
    changes,
    idempotency_keys,
    mail_evidence,
    search_activities,
    search_edits,
)

_MINE = select(changes).where(changes.c.person_id == bindparam("me"), NOT_UNDONE)
_PRESSED = _MINE.where(changes.c.press == bindparam("press"))
_ONE = _MINE.where(changes.c.id == bindparam("which"))
_LAST = _MINE.order_by(changes.c.id.desc()).limit(1)
_LATELY = _MINE.where(changes.c.at <= bindparam("until")).order_by(changes.c.id.desc())
_LATEST = _LATELY.limit(bindparam("limit"))
_LOGGED = _MINE.where(
    changes.c.id
    == select(activities.c.change_id)
    .where(activities.c.person_id == bindparam("me"), activities.c.id == bindparam("activity"))
    .scalar_subquery()
)
_COUNT = _MINE.with_only_columns(func.count())
_RECORD = insert(changes).returning(changes.c.id)


class Changes(Repository):
    """The changes by a person's commands."""

    async def record(self, command: str, summary: str, press: str | None) -> int:
        """Records that a command changes something; returns the change's id."""
        row = {
            "at": self._now,
            "command": command,
            "summary": summary,
            "press": press,
            "shown": False,
        }
        made = await self._connection.execute(_RECORD, {"person_id": self._me, **row})
        id: int = made.scalar_one()
        return id

    async def remember_person(self, change: int, before: Person) -> None:
        """Stores with a change what the person was like before it."""
        await self._connection.execute(
            update(changes)
            .where(changes.c.person_id == self._me, changes.c.id == change)
            .values(before=settings_of(before))
        )

    async def last(self, since: datetime) -> Change | None:
        """Returns the person's last change, if it is no older than `since`."""
        found = await self._one(_LAST)
        return found if found and found.at >= since else None

    async def unshown(self, until: datetime, limit: int) -> Sequence[Change]:
        """Returns those of the last changes up to then whose answer was not shown, oldest first."""
        values = {"me": self._me, "until": until, "limit": limit}
        rows = (await self._connection.execute(_LATEST, values)).all()
        return [self._change(row) for row in reversed(rows) if not row.shown]

    async def count(self) -> int:
        """Returns how many changes the person made."""
        counted = await self._connection.execute(_COUNT, {"me": self._me})
        return int(counted.scalar_one())

    async def get(self, id: int) -> Change | None:
        """Returns one of the person's changes."""
        return await self._one(_ONE, which=id)

    async def later_than(self, change: int) -> Sequence[Change]:
        """Returns the later changes to any application or record's entry that a change touched."""
        touched = select(activities.c.application_id).where(
            activities.c.person_id == self._me, activities.c.change_id == change
        )
        logged = exists().where(
            activities.c.change_id == changes.c.id, activities.c.application_id.in_(touched)
        )
        rows = await self._connection.execute(
            _MINE.where(changes.c.id > change, or_(logged, _edits_same(change))).order_by(
                changes.c.id
            ),
            {"me": self._me},
        )
        return [self._change(row) for row in rows]

    async def activities_of(self, change: int) -> Mapping[int, Sequence[int]]:
        """Returns the ids of the activities of a change, by application."""
        rows = await self._connection.execute(
            select(activities.c.application_id, activities.c.id)
            .where(activities.c.change_id == change, activities.c.person_id == self._me)
            .order_by(activities.c.id)
        )
        found: dict[int, list[int]] = defaultdict(list)
        for application, id in rows:
            found[application].append(id)
        return found

    async def of_activity(self, activity: int) -> Change | None:
        """Returns the change that logged an activity of the person."""
        return await self._one(_LOGGED, activity=activity)

    async def mark_undone(self, change: int) -> None:
        """Marks a change as undone, so that its button works again."""
        await self._connection.execute(
            update(changes)
            .where(changes.c.person_id == self._me, changes.c.id == change)
            .values(undone=True)
        )

    async def by_press(self, press: str) -> Change | None:
        """Returns the change that the same click or event caused before."""
        return await self._one(_PRESSED, press=press)

    async def claim_event(self, event: str) -> bool:
        """Claims a platform's event, if this unit of work is committed; False for a repeat."""
        made = await self._connection.execute(
            insert_if_new(self._connection, idempotency_keys).values(key=event, at=self._now)
        )
        return bool(made.rowcount)

    async def _one(self, statement: Select[Any], **values: Any) -> Change | None:
        found = await self._connection.execute(statement, {"me": self._me, **values})
        row = found.one_or_none()
        return self._change(row) if row else None

    def _change(self, row: Row[*tuple[Any, ...]]) -> Change:
        before = replace(self._scope.person, **read_settings(row.before)) if row.before else None
        return Change(row.id, row.at, row.command, row.summary, row.press, before)


def _edits_same(change: int) -> ColumnElement[bool]:
    """Returns the condition that a change edits an entry of a record that another logged or did."""
    before = search_edits.alias("before")
    own = union(
        select(search_activities.c.id).where(search_activities.c.change_id == change),
        select(before.c.own_id).where(before.c.change_id == change, before.c.own_id.is_not(None)),
    )
    added = exists().where(
        before.c.change_id == change,
        before.c.application_id == search_edits.c.application_id,
        before.c.activity_id == search_edits.c.activity_id,
    )
    return exists().where(
        search_edits.c.change_id == changes.c.id,
        or_(search_edits.c.own_id.in_(own), added),
    )


async def erase_unused(connection: AsyncConnection, person: int, ids: Iterable[int]) -> None:
    """Erases those of a person's changes of which nothing is left, with what they say."""
    rest = (activities, mail_evidence, search_activities, search_edits)
    await connection.execute(
        delete(changes).where(
            changes.c.person_id == person,
            changes.c.id.in_(list(ids)),
            changes.c.before.is_(None),
            *(~exists().where(table.c.change_id == changes.c.id) for table in rest),
        )
    )
