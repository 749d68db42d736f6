"""A person's search activities apart from their applications."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, or_, select, union_all, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.work_search.entry import (
    DetailsByActivity,
    SearchActivity,
    SearchDetails,
    SearchKind,
)
from storage.repositories.changes import erase_unused
from storage.repositories.repository import Repository, among
from storage.tables import changes, search_activities, search_details, search_edits

_MINE = select(search_activities).where(search_activities.c.person_id == bindparam("me"))
_BY_DAY = _MINE.order_by(search_activities.c.on_day, search_activities.c.id)
_IN_PERIOD = _BY_DAY.where(
    search_activities.c.on_day.between(bindparam("first"), bindparam("last"))
)
_ONE = _MINE.where(search_activities.c.id == bindparam("which"))
_CHANGES = union_all(
    _ONE.with_only_columns(search_activities.c.change_id),
    select(search_edits.c.change_id).where(
        search_edits.c.person_id == bindparam("me"), search_edits.c.own_id == bindparam("which")
    ),
)
_COUNT = _MINE.with_only_columns(func.count())
_DETAILS = select(search_details).where(
    search_details.c.person_id == bindparam("me"), among(search_details.c.application_id)
)


async def read_activities(
    connection: AsyncConnection, person: int, first: date, last: date
) -> Sequence[SearchActivity]:
    """Reads a person's search activities from one day to another, the oldest first."""
    rows = await connection.execute(_IN_PERIOD, {"me": person, "first": first, "last": last})
    return [_activity(row) for row in rows]


class WorkSearch(Repository):
    """A person's search activities apart from their applications."""

    async def activities(self, first: date, last: date) -> Sequence[SearchActivity]:
        """Returns the search activities from one day to another, the oldest first."""
        return await read_activities(self._connection, self._me, first, last)

    async def find_all(self) -> Sequence[SearchActivity]:
        """Returns all search activities, the oldest first."""
        rows = await self._connection.execute(_BY_DAY, {"me": self._me})
        return [_activity(row) for row in rows]

    async def get(self, id: int) -> SearchActivity | None:
        """Returns one of the person's search activities."""
        rows = await self._connection.execute(_ONE, {"me": self._me, "which": id})
        row = rows.one_or_none()
        return _activity(row) if row else None

    async def count(self) -> int:
        """Returns how many search activities the person has."""
        counted = await self._connection.execute(_COUNT, {"me": self._me})
        return int(counted.scalar_one())

    async def details(self, applications: Sequence[int]) -> DetailsByActivity:
        """Returns, by activity, what was added to those of some applications, and when."""
        rows = await self._connection.execute(_DETAILS, {"me": self._me, "ids": list(applications)})
        return {row.activity_id: (SearchDetails(**row.details), row.edited) for row in rows}

    async def add(self, activity: SearchActivity, change: int) -> int:
        """Adds a search activity that a change logged; returns its id."""
        row = {"person_id": self._me, "change_id": change, **_columns(activity)}
        made = await self._connection.execute(
            insert(search_activities).values(**row).returning(search_activities.c.id)
        )
        id: int = made.scalar_one()
        return id

    async def add_all(self, activities: Sequence[SearchActivity], change: int) -> None:
        """Adds search activities as they were, at once."""
        of = {"person_id": self._me, "change_id": change}
        if activities:
            rows = [{**of, **_columns(one)} for one in activities]
            await self._connection.execute(insert(search_activities), rows)

    async def save(self, activity: SearchActivity, change: int) -> None:
        """Saves a search activity that a change edited."""
        row = (await self._connection.execute(_ONE, {"me": self._me, "which": activity.id})).one()
        before = {name: row._mapping[name] for name in ("kind", "text", "details")}
        before |= {"on_day": row.on_day.isoformat(), "edited": _iso(row.edited)}
        await self._remember(change, before, own_id=activity.id)
        await self._update(activity.id, _columns(activity))

    async def _update(self, id: int, values: Mapping[str, Any]) -> None:
        await self._connection.execute(
            update(search_activities)
            .where(search_activities.c.person_id == self._me, search_activities.c.id == id)
            .values(**values)
        )

    async def save_details(
        self, application: int, activity: int, details: SearchDetails, change: int
    ) -> None:
        """Saves what a change adds in a record to an activity of an application."""
        of = {"application_id": application, "activity_id": activity}
        kept = (await self.details([application])).get(activity)
        before = {"details": written_details(kept[0]), "edited": _iso(kept[1])} if kept else None
        await self._remember(change, before, **of)
        await self._replace_details(of, written_details(details), self._now)

    async def _replace_details(
        self, of: Mapping[str, int], details: Mapping[str, str] | None, edited: datetime
    ) -> None:
        """Stores what is added to an activity; with None nothing is."""
        mine = {"person_id": self._me, **of}
        await self._connection.execute(
            delete(search_details).where(
                *(search_details.c[name] == value for name, value in mine.items())
            )
        )
        if details is not None:
            await self._connection.execute(
                insert(search_details).values(**mine, details=details, edited=edited)
            )

    async def _remember(self, change: int, before: Mapping[str, Any] | None, **of: int) -> None:
        await self._connection.execute(
            insert(search_edits).values(change_id=change, person_id=self._me, before=before, **of)
        )

    async def restore_before(self, change: int) -> None:
        """Gives an entry back what it was before a change edited it."""
        found = await self._connection.execute(
            delete(search_edits)
            .where(search_edits.c.person_id == self._me, search_edits.c.change_id == change)
            .returning(search_edits)
        )
        row = found.one_or_none()
        if row is None:
            return
        before = row.before or {}
        edited = datetime.fromisoformat(before["edited"]) if before.get("edited") else None
        if row.own_id is not None:
            day = date.fromisoformat(before["on_day"])
            await self._update(row.own_id, {**before, "on_day": day, "edited": edited})
        else:
            of = {"application_id": row.application_id, "activity_id": row.activity_id}
            await self._replace_details(of, before.get("details"), edited or self._now)

    async def erase(self, id: int) -> None:
        """Erases a search activity, and the changes that logged and edited it."""
        self._scope.erased = True
        which = {"me": self._me, "which": id}
        changed = {*(await self._connection.execute(_CHANGES, which)).scalars()}
        await self._connection.execute(
            delete(search_activities).where(
                search_activities.c.person_id == self._me, search_activities.c.id == id
            )
        )
        await erase_unused(self._connection, self._me, changed)

    async def erase_of_change(self, change: int) -> int:
        """Erases the search activities that a change logged; returns how many."""
        erased = await self._connection.execute(
            delete(search_activities).where(
                search_activities.c.person_id == self._me, search_activities.c.change_id == change
            )
        )
        return erased.rowcount

    async def erase_untouched(self, change: int) -> int:
        """Erases those of a change that were not edited after it; returns how many."""
        at = select(changes.c.at).where(changes.c.id == change).scalar_subquery()
        edited = search_activities.c.edited
        erased = await self._connection.execute(
            delete(search_activities).where(
                search_activities.c.person_id == self._me,
                search_activities.c.change_id == change,
                or_(edited.is_(None), edited <= at),
            )
        )
        return erased.rowcount


def _columns(activity: SearchActivity) -> dict[str, Any]:
    return {
        "kind": activity.kind.value,
        "on_day": activity.on,
        "text": activity.text,
        "details": written_details(activity.details),
        "logged": activity.logged,
        "edited": activity.edited,
    }


def written_details(details: SearchDetails) -> dict[str, str]:
    """Returns what was filled in as it is stored."""
    given = ((field.name, getattr(details, field.name)) for field in fields(details))
    return {name: value for name, value in given if value}


def _activity(row: Row[*tuple[Any, ...]]) -> SearchActivity:
    return SearchActivity(
        SearchKind(row.kind),
        row.on_day,
        row.text,
        row.logged,
        SearchDetails(**row.details),
        row.edited,
        row.id,
    )


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
