"""Many applications with their histories and nudges at once, in a few statements.

Their activities come with negative ids, to which keys of nudges refer as well; here they
get the ids by which they are known from then on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.applications.activity import Activity
from bot.domain.applications.application import Application
from bot.domain.reminders.nudge import Nudge, NudgeState
from bot.domain.reminders.reconcile import Reconciliation
from bot.ports.applications import NewApplication
from storage.outbox.nudge_plan import NudgePlan
from storage.repositories.activities import details_of
from storage.repositories.mails import row_of
from storage.repositories.repository import insert_if_new
from storage.repositories.work_search import written_details
from storage.tables import activities, applications, mail_evidence, nudges, search_details

_TEMPORARY = re.compile(r"-\d+")
_NEXT_IDS = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :n)")


async def insert_applications(
    connection: AsyncConnection,
    person: int,
    new: Sequence[NewApplication],
    change: int,
    held: datetime | None,
) -> Sequence[int]:
    """Inserts applications with all that belongs to them; returns their ids in the same order."""
    entries = [activity for one in new for activity in one.application.full_history]
    ids = await _take_ids(connection, applications, len(new))
    entry_ids = await _take_ids(connection, activities, len(entries))
    known = {activity.id: id for activity, id in zip(entries, entry_ids, strict=True)}
    rows: dict[Table, list[dict[str, Any]]] = {
        table: [] for table in (applications, activities, nudges, search_details, mail_evidence)
    }
    for one, id in zip(new, ids, strict=True):
        _add_rows(rows, one, person, id, change, held, known)
    proofs = rows.pop(mail_evidence)
    for table, values in rows.items():
        if values:
            await connection.execute(insert(table), values)
    if proofs:  # a mail that was logged since then stays where it was logged
        await connection.execute(insert_if_new(connection, mail_evidence), proofs)
    return ids


def _add_rows(
    rows: Mapping[Table, list[dict[str, Any]]],
    new: NewApplication,
    person: int,
    id: int,
    change: int,
    held: datetime | None,
    known: Mapping[int, int],
) -> None:
    """Adds the rows of one application; `known` are the ids under which activities are stored."""
    of = {"person_id": person, "application_id": id}
    rows[applications].append({"id": id, "person_id": person, **_projection(new.application)})
    rows[activities].extend(
        {**of, "change_id": change, **_entry(activity, known)}
        for activity in new.application.full_history
    )
    plan = NudgePlan(person, id, Reconciliation(), held)
    rows[nudges].extend({**of, **_nudge_row(nudge, plan, known)} for nudge in new.nudges)
    rows[search_details].extend(
        {**of, "activity_id": known[entry], "details": written_details(details), "edited": edited}
        for entry, (details, edited) in new.details.items()
    )
    mine = {"person_id": person, "change_id": change}
    rows[mail_evidence].extend(
        {**row_of(replace(mail, application=id, booking=known.get(mail.booking or 0))), **mine}
        for mail in new.mails
    )


def _projection(application: Application) -> dict[str, Any]:
    return {
        "company": application.company,
        "role": application.role,
        "stage": application.stage and application.stage.value,
        "changed": max(activity.logged for activity in application.full_history),
    }


def _nudge_row(nudge: Nudge, plan: NudgePlan, known: Mapping[int, int]) -> dict[str, Any]:
    """Returns the row of a nudge, about the ids under which its activities are inserted."""
    planned = replace(
        nudge.planned,
        key=_with_ids(nudge.planned.key, known),
        about=_with_ids(nudge.planned.about, known),
        subject=known.get(nudge.planned.subject or 0),
    )
    return {
        **plan.row(planned),
        "state": nudge.state.value,
        "settled_at": nudge.settled_at,
        "mentioned": nudge.state is NudgeState.UNDELIVERABLE,
    }


async def _take_ids(connection: AsyncConnection, table: Table, count: int) -> Sequence[int]:
    """Returns ids that no other row has or gets; the writer of SQLite is alone."""
    if connection.dialect.name != "sqlite":
        rows = await connection.execute(_NEXT_IDS, {"name": table.name, "n": count})
        return sorted(rows.scalars())
    used = await connection.execute(
        text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}
    )
    highest = await connection.execute(select(func.max(table.c.id)))
    last = max(used.scalar_one_or_none() or 0, highest.scalar_one() or 0)
    return range(last + 1, last + 1 + count)


def _entry(activity: Activity, known: Mapping[int, int]) -> dict[str, Any]:
    return {
        "id": known[activity.id],
        "kind": activity.kind.value,
        "on_day": activity.on,
        "logged": activity.logged,
        "of": known.get(activity.of or 0),
        "nudge": _with_ids(activity.nudge, known) if activity.nudge else None,
        "details": details_of(activity),
    }


def _with_ids(key: str, known: Mapping[int, int]) -> str:
    """Returns the key of a nudge with the ids that its activities have from now on."""
    return _TEMPORARY.sub(lambda found: str(known.get(int(found[0]), found[0])), key)
