"""A person's applications: their histories, and the projection that queries read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    union,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.applications.activity import Activity
from bot.domain.applications.application import OPEN, Application, Stage
from bot.ports.applications import ApplicationSummary, NewApplication
from storage.outbox.nudge_plan import held_until
from storage.outbox.queue import requeue
from storage.repositories.activities import (
    details_of,
    histories_of,
    read_applications,
    read_histories,
)
from storage.repositories.bulk_insert import insert_applications
from storage.repositories.changes import erase_unused
from storage.repositories.repository import Repository, among
from storage.tables import (
    CHANGES_OTHERS,
    PENDING,
    activities,
    applications,
    changes,
    mail_evidence,
    nudges,
    search_details,
    search_edits,
)

_NAMES = (applications.c.id, applications.c.company, applications.c.role, applications.c.stage)
_LINE = (*_NAMES, applications.c.changed)
_STAGES = {stage.value: stage for stage in Stage}
_NEW = insert(applications).returning(applications.c.id)
_APPEND = insert(activities).returning(activities.c.id)
_PROJECT = update(applications).where(
    applications.c.person_id == bindparam("me"), applications.c.id == bindparam("which")
)
# Those with live activities, latest change first.
_CURRENT = (
    select(*_LINE)
    .where(applications.c.person_id == bindparam("me"), applications.c.stage.is_not(None))
    .order_by(applications.c.changed.desc(), applications.c.id.desc())
)
_DIRECTORY = _CURRENT.with_only_columns(*_NAMES)
_COMPANIES = _CURRENT.with_only_columns(applications.c.company)


async def companies_of(connection: AsyncConnection, person: int) -> tuple[str, ...]:
    """Returns the companies of a person's applications, the last changed first."""
    rows = await connection.execute(_COMPANIES, {"me": person})
    return tuple(rows.scalars())


def applications_where(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Selects (person_id, application_id), as `histories_of` and others take it."""
    return select(applications.c.person_id, applications.c.id.label("application_id")).where(
        *conditions
    )


ONE = applications_where(
    applications.c.person_id == bindparam("me"), applications.c.id == bindparam("which")
)
_HISTORY = histories_of(ONE)
_SOME = histories_of(
    applications_where(applications.c.person_id == bindparam("me"), among(applications.c.id))
)


class Applications(Repository):
    """A person's applications."""

    async def count(self) -> int:
        """Returns how many applications the person has."""
        return sum((await self.count_by_stage()).values())

    async def summaries(self) -> Sequence[ApplicationSummary]:
        """Returns all applications, the last changed first."""
        rows = await self._connection.execute(_DIRECTORY, {"me": self._me})
        return [
            ApplicationSummary(id, company, role, _STAGES[stage])
            for id, company, role, stage in rows.all()
        ]

    async def page(self, stage: Stage | None, offset: int, limit: int) -> Sequence[Application]:
        """Returns a part of the pipeline, the last changed first."""
        part = _CURRENT.params(me=self._me).offset(offset).limit(limit)
        if stage is not None:
            part = part.where(applications.c.stage == stage.value)
        return await self._in_order(part)

    async def without_reminder(self, limit: int) -> Sequence[Application]:
        """Returns open applications for which no nudge is pending, the last changed first."""
        pending = exists().where(
            nudges.c.person_id == self._me, nudges.c.application_id == applications.c.id, PENDING
        )
        is_open = applications.c.stage.in_(sorted(OPEN))
        return await self._in_order(
            _CURRENT.params(me=self._me).where(is_open, ~pending).limit(limit)
        )

    async def _in_order(self, part: Select[Any]) -> Sequence[Application]:
        """Reads the histories of those that a part of `_CURRENT` selects, in its order."""
        rows = await self._connection.execute(part.with_only_columns(applications.c.id))
        ids = list(rows.scalars())
        if not ids:
            return []
        found = await read_histories(self._connection, _SOME, {"me": self._me, "ids": ids})
        mine = found.get(self._me, {})
        return [mine[id] for id in ids]

    async def count_by_stage(self) -> Mapping[Stage, int]:
        """Returns how many applications are in each stage, those of the first stage first."""
        rows = await self._connection.execute(
            select(applications.c.stage, func.count())
            .where(applications.c.person_id == self._me, applications.c.stage.is_not(None))
            .group_by(applications.c.stage)
        )
        counts = {Stage(stage): count for stage, count in rows}
        # Databases group in whatever order suits them at the moment.
        return {stage: counts[stage] for stage in Stage if stage in counts}

    async def create(self, company: str) -> int:
        """Creates an application without a history; returns its id."""
        row = {"person_id": self._me, "company": company, "changed": self._now}
        made = await self._connection.execute(_NEW, row)
        id: int = made.scalar_one()
        return id

    async def get(self, id: int) -> Application | None:
        """Returns one application with its history; None if it is not the person's."""
        values = {"me": self._me, "which": id}
        found = await read_applications(self._connection, _HISTORY, values)
        return found.get(self._me, {}).get(id)

    async def find_all(
        self, *, only_open: bool = False, since: date | None = None
    ) -> Sequence[Application]:
        """Returns all applications with their histories.

        With `since` only those to which something happened from that day on,
        or may have, such as an interview that was booked long before.
        """
        standing: ColumnElement[bool] = applications.c.stage.is_not(None)
        if only_open:
            standing = applications.c.stage.in_(sorted(OPEN))
        if since is not None:
            # Two looks into two indexes: either condition alone has one.
            mine = select(activities.c.application_id).where(activities.c.person_id == self._me)
            lately = union(mine.where(activities.c.on_day >= since), mine.where(CHANGES_OTHERS))
            standing = and_(standing, applications.c.id.in_(lately))
        which = applications_where(applications.c.person_id == self._me, standing)
        found = await read_histories(self._connection, histories_of(which))
        return list(found.get(self._me, {}).values())

    async def append(self, application: int, activity: Activity, change: int) -> Activity:
        """Appends to an application's history; returns the activity with its id."""
        row = {
            "person_id": self._me,
            "application_id": application,
            "change_id": change,
            "kind": activity.kind.value,
            "on_day": activity.on,
            "logged": activity.logged,
            "of": activity.of,
            "nudge": activity.nudge,
            "details": details_of(activity),
        }
        added = await self._connection.execute(_APPEND, row)
        return replace(activity, id=added.scalar_one())

    async def add_all(self, new: Sequence[NewApplication], change: int) -> Sequence[int]:
        """Adds applications with their histories and nudges at once; returns their ids."""
        held = held_until(self._scope.person, self._now)
        ids = await insert_applications(self._connection, self._me, new, change, held)
        await requeue(self._connection, [self._me])
        return ids

    async def erase_untouched(self, change: int) -> int:
        """Erases the applications of which every activity belongs to a change; returns how many."""
        self._scope.erased = True
        mine = activities.c.person_id == self._me
        made = select(activities.c.application_id).where(mine, activities.c.change_id == change)
        added = select(activities.c.application_id).where(mine, activities.c.change_id != change)
        proven = select(mail_evidence.c.application_id).where(
            mail_evidence.c.person_id == self._me, mail_evidence.c.change_id != change
        )
        at = select(changes.c.at).where(changes.c.id == change).scalar_subquery()
        detailed = select(search_details.c.application_id).where(
            search_details.c.person_id == self._me, search_details.c.edited > at
        )
        erased = await self._connection.execute(
            delete(applications).where(
                applications.c.person_id == self._me,
                applications.c.id.in_(made),
                applications.c.id.not_in(added),
                applications.c.id.not_in(proven),
                applications.c.id.not_in(detailed),
            )
        )
        await requeue(self._connection, [self._me])
        return erased.rowcount

    async def project(self, application: Application) -> None:
        """Writes what queries read: company, role, stage, time of change."""
        # By the history, so that replanning after a change of settings is none.
        changed = max((one.logged for one in application.full_history), default=self._now)
        row = {
            "company": application.company,
            "role": application.role,
            "stage": application.stage and application.stage.value,
            "changed": changed,
        }
        which = {"me": self._me, "which": application.id}
        await self._connection.execute(_PROJECT, {**which, **row})

    async def erase(self, id: int) -> int:
        """Erases an application with its history and nudges; returns how many activities went."""
        self._scope.erased = True
        changed = set[int]()
        touched = 0
        for table in (activities, mail_evidence, search_edits):
            rows = await self._connection.execute(
                select(table.c.change_id).where(
                    table.c.person_id == self._me, table.c.application_id == id
                )
            )
            found = rows.scalars().all()
            touched += len(found) if table is activities else 0
            changed.update(found)
        await self._connection.execute(
            delete(applications).where(
                applications.c.person_id == self._me, applications.c.id == id
            )
        )
        await erase_unused(self._connection, self._me, changed)
        await requeue(self._connection, [self._me])
        return touched
