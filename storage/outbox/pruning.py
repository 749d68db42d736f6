"""Pruning: which settled rows are kept, and which are erased because nothing reads them.

Kept for as long as their application is: what was delivered or could not be, since histories,
statistics and the cadence read it. Erased: nudges that a command cancelled before they were
sent. Where the rules plan one again later, it is inserted like a new one. Posts are erased 60
days after they were due (`post_settlement`), a delivery when it is settled.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import CANCELLED, nudges

KEPT = timedelta(days=90)
# Few enough that nobody waits for the transaction.
AT_ONCE = 500


async def prune_cancelled(connection: AsyncConnection, now: datetime) -> int:
    """Erases some of the nudges that were cancelled and due long ago; returns how many."""
    old = select(nudges.c.id).where(CANCELLED, nudges.c.due < now - KEPT)
    batch = old.order_by(nudges.c.due).limit(AT_ONCE).with_for_update(skip_locked=True)
    return (await connection.execute(delete(nudges).where(nudges.c.id.in_(batch)))).rowcount
