"""What a person did to find work apart from their applications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.work_search.entry import (
    DetailsByActivity,
    SearchActivity,
    SearchDetails,
    SearchKind,
)
from storage.repositories.repository import Repository, among
from storage.tables import changes, search_activities, search_details

_MINE = select(search_activities).where(search_activities.c.person_id == bindparam("me"))
_BY_DAY = _MINE.order_by(search_activities.c.on_day, search_activities.c.id)
_IN_PERIOD = _BY_DAY.where(
    search_activities.c.on_day.between(bindparam("first"), bindparam("last"))
)
_ONE = _MINE.where(search_activities.c.id == bindparam("which"))
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
    """What a person did to find work apart from their applications."""

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

    async def save(self, activity: SearchActivity) -> None:
        """Saves a changed search activity."""
        await self._connection.execute(
            update(search_activities)
            .where(search_activities.c.person_id == self._me, search_activities.c.id == activity.id)
            .values(**_columns(activity))
        )

    async def save_details(self, application: int, activity: int, details: SearchDetails) -> None:
        """Saves what a record adds to an activity of an application."""
        await self._connection.execute(
            delete(search_details).where(
                search_details.c.person_id == self._me,
                search_details.c.application_id == application,
                search_details.c.activity_id == activity,
            )
        )
        await self._connection.execute(
            insert(search_details).values(
                person_id=self._me,
                application_id=application,
                activity_id=activity,
                details=written_details(details),
                edited=self._now,
            )
        )

    async def erase(self, id: int) -> None:
        """Erases a search activity."""
        self._scope.erased = True
        await self._connection.execute(
            delete(search_activities).where(
                search_activities.c.person_id == self._me, search_activities.c.id == id
            )
        )

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
