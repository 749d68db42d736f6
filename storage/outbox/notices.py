"""Notices: leased with their person, put off while the person is not to be disturbed, settled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.domain.people.notice import Notice, NoticeKind
from bot.domain.people.person import Person
from storage.outbox.leases import Rows, lease, lock_free_people, park_unreachable, put_off
from storage.repositories.repository import among
from storage.tables import notices

# A pause without an end is looked at again after so long.
OPEN_PAUSE = timedelta(hours=1)

_NOTICES = select(notices).where(among(notices.c.id))
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
    persons = await lock_free_people(connection, rows)
    reachable, parked = await park_unreachable(connection, rows, persons, outages)
    stored = await connection.execute(_NOTICES, {"ids": [row.notice_id for row in rows]})
    contents = {row.id: row for row in stored.all()}
    held: dict[str, datetime] = {}
    taken: list[Delivery] = []
    for row in reachable:
        person, content = persons[row.to_person], contents.get(row.notice_id)
        if content is None:
            continue
        if later := held_until(person, now):
            held[row.id] = later
        else:
            kind = NoticeKind(content.kind)
            notice = Notice(content.id, kind, person, content.about, content.noise, content.made)
            taken.append(Delivery(row.id, notice, row.rank, row.tries, row.maybe_sent))
    await put_off(connection, held)
    await lease(connection, taken, until)
    return taken, bool(taken or held or parked)


def held_until(person: Person, now: datetime) -> datetime | None:
    """Returns until when a person is not to be disturbed; None if they may be now."""
    if person.is_paused(now):
        return person.held_until or now + OPEN_PAUSE
    return person.quiet_until(now)


async def settle_notices(connection: AsyncConnection, outcomes: Sequence[DeliveryOutcome]) -> None:
    """Erases the notices that were sent or given up."""
    if ended := [one.delivery.notice.id for one in outcomes if not one.retry]:
        await connection.execute(_ERASE, {"ids": ended})
