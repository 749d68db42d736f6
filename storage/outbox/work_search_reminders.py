"""Reminders of work-search periods: one a person, planned again once it is settled."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.domain.people.person import Person
from bot.domain.work_search.period import Period
from bot.domain.work_search.profile import profile_of
from bot.domain.work_search.record import SearchRecord, make_record
from bot.domain.work_search.reminder import WorkSearchReminder, end_of, plan_reminder
from storage.outbox.leases import Rows, lock_free_people, park_unreachable, put_off
from storage.outbox.nudge_plan import held_until
from storage.outbox.queue import requeue
from storage.repositories.activities import histories_of, read_histories
from storage.repositories.applications import applications_where
from storage.repositories.repository import among
from storage.repositories.work_search import read_activities
from storage.tables import applications, deliveries, work_search_reminders

LATE = timedelta(hours=1)
_THEIRS = select(work_search_reminders).where(among(work_search_reminders.c.person_id))
_HISTORIES = histories_of(
    applications_where(
        applications.c.person_id == bindparam("me"), applications.c.stage.is_not(None)
    )
)
_LEASE = (
    update(deliveries)
    .where(deliveries.c.id == bindparam("which"))
    .values(leased_until=bindparam("until"), members=[])
)
_DROP = delete(deliveries).where(among(deliveries.c.id))


async def plan(
    connection: AsyncConnection, person: Person, now: datetime, settled: date | None = None
) -> None:
    """Makes the reminder agree with the person's settings, and queues it.

    `settled` is the last day of a period that was just settled.
    """
    row = (await connection.execute(_THEIRS, {"ids": [person.id]})).one_or_none()
    before = settled or (row.settled if row else None)
    pending = Period(row.first_day, row.last_day) if row and row.ready_at else None
    planned = plan_reminder(person.preferences, now, before, pending)
    if planned is None and row is None:
        return
    values: dict[str, Any] = {"settled": before, "ready_at": None}
    if planned is not None:
        held = held_until(person, now)
        values |= {
            "first_day": planned.period.first,
            "last_day": planned.period.last,
            "due": planned.due,
            "ready_at": max(planned.due, held) if held else planned.due,
        }
    if row is not None:
        mine = work_search_reminders.c.person_id == person.id
        await connection.execute(update(work_search_reminders).where(mine).values(**values))
    else:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        new = dialect.insert(work_search_reminders).values(person_id=person.id, **values)
        await connection.execute(
            new.on_conflict_do_update(index_elements=["person_id"], set_=values)
        )
    await requeue(connection, [person.id])


async def claim_reminders(
    connection: AsyncConnection,
    rows: Rows,
    now: datetime,
    until: datetime,
    outages: Collection[str],
) -> tuple[list[Delivery], bool]:
    """Leases reminders that are ready until an instant; True if it did anything about any of them.

    Where the minimum is reached, or the period is over, the next one is planned.
    """
    people = await lock_free_people(connection, rows)
    reachable, _ = await park_unreachable(connection, rows, people, outages)
    ids = {"ids": [row.to_person for row in rows]}
    stored = {row.person_id: row for row in (await connection.execute(_THEIRS, ids)).all()}
    taken: list[Delivery] = []
    for row in reachable:
        person = people[row.to_person]
        reminder = await _claim(connection, row, stored.get(person.id), person, now)
        if reminder is not None:
            taken.append(Delivery(row.id, reminder, row.rank, row.tries, row.maybe_sent))
    if taken:
        await connection.execute(_LEASE, [{"which": one.id, "until": until} for one in taken])
    return taken, bool(people)


async def _claim(
    connection: AsyncConnection,
    row: Row[*tuple[Any, ...]],
    stored: Row[*tuple[Any, ...]] | None,
    person: Person,
    now: datetime,
) -> WorkSearchReminder | None:
    """Returns the reminder if it is to be sent now; else puts it off, or plans the next one."""
    if stored is None or stored.ready_at is None:
        await connection.execute(_DROP, {"ids": [row.id]})
        return None
    period = Period(stored.first_day, stored.last_day)
    later = max(stored.ready_at, _morning(person, stored.due, now))
    if later > now and later < end_of(period, person):
        await put_off(connection, {row.id: later})
        return None
    record = await _record(connection, person, period, now)
    if later >= end_of(period, person) or record.progress.is_reached:
        await connection.execute(_DROP, {"ids": [row.id]})
        await plan(connection, person, now, settled=period.last)
        return None
    return WorkSearchReminder(person, record, stored.due)


def _morning(person: Person, due: datetime, now: datetime) -> datetime:
    """Returns now, or the end of the quiet hours for a reminder that is late."""
    quiet = person.quiet_until(now)
    return quiet if quiet and now - due > LATE else now


async def _record(
    connection: AsyncConnection, person: Person, period: Period, now: datetime
) -> SearchRecord:
    found = await read_histories(connection, _HISTORIES, {"me": person.id})
    own = await read_activities(connection, person.id, period.first, period.last)
    profile = profile_of(person.preferences.office)
    theirs = found.get(person.id, {}).values()
    return make_record(profile, period, theirs, own, {}, (), person.tz, now)


async def settle_reminders(
    connection: AsyncConnection,
    outcomes: Sequence[DeliveryOutcome],
    now: datetime,
    people: Mapping[int, Person],
) -> None:
    """Plans the next reminder of those that were delivered, refused or dropped."""
    for one in outcomes:
        if not one.retry:
            reminder = one.delivery.reminder
            person = people[reminder.person.id]
            await plan(connection, person, now, settled=reminder.record.period.last)
