"""Notices: leased with their person, put off while the person is not to be disturbed, settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.local_time import to_utc
from bot.domain.delivery import Delivery, DeliveryOutcome, scopes_of
from bot.domain.people.notice import Notice, NoticeKind
from bot.domain.people.person import Person
from storage.outbox.outages import find_outage, park
from storage.repositories.person_rows import people_with_addresses, person_from
from storage.repositories.repository import among
from storage.tables import deliveries, notices, people

# A pause without an end is looked at again after so long.
OPEN_PAUSE = timedelta(hours=1)
Rows = Sequence[Row[*tuple[Any, ...]]]

_HELD = (
    people_with_addresses()
    .where(among(people.c.id))
    .order_by(people.c.id)
    .with_for_update(of=people, skip_locked=True)
)
_NOTICES = select(notices).where(among(notices.c.id))
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
_ERASE = delete(notices).where(among(notices.c.id))


async def claim_notices(
    connection: AsyncConnection,
    rows: Rows,
    now: datetime,
    until: datetime,
    outages: Collection[str],
) -> tuple[list[Delivery], bool]:
    """Leases notices that are ready until an instant; True if it did anything about any of them.

    Those of a person who is paused, or in their quiet hours, are put off; those of people whom
    another process has locked are passed over.
    """
    found = await connection.execute(_HELD, {"ids": [row.to_person for row in rows]})
    persons = {row.id: person_from(row) for row in found.all()}
    stored = await connection.execute(_NOTICES, {"ids": [row.notice_id for row in rows]})
    contents = {row.id: row for row in stored.all()}
    parked: dict[str, list[str]] = defaultdict(list)
    held: list[dict[str, Any]] = []
    taken: list[Delivery] = []
    for row in rows:
        person, content = persons.get(row.to_person), contents.get(row.notice_id)
        if person is None or content is None:
            continue
        address = person.address
        if scope := find_outage(scopes_of(address.platform, address.tenant), outages):
            parked[scope].append(row.id)
        elif later := held_until(person, now):
            held.append({"which": row.id, "until": later})
        else:
            kind = NoticeKind(content.kind)
            notice = Notice(content.id, kind, person, content.about, content.noise, content.made)
            taken.append(Delivery(row.id, notice, row.rank, row.tries, row.maybe_sent))
    await park(connection, parked)
    if held:
        await connection.execute(_PUT_OFF, held)
    if taken:
        leased = [{"which": one.id, "until": until} for one in taken]
        await connection.execute(_LEASE, leased)
    return taken, bool(taken or held or parked)


def held_until(person: Person, now: datetime) -> datetime | None:
    """Returns until when a person is not to be disturbed; None if they may be now."""
    if person.is_paused(now):
        return person.held_until or now + OPEN_PAUSE
    quiet = person.preferences.quiet.period_around(person.wall(now))
    return to_utc(quiet[1], person.tz) if quiet else None


async def settle_notices(connection: AsyncConnection, outcomes: Sequence[DeliveryOutcome]) -> None:
    """Erases the notices that were sent or given up."""
    if ended := [one.delivery.notice.id for one in outcomes if not one.retry]:
        await connection.execute(_ERASE, {"ids": ended})
