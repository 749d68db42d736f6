"""Turns to send requests, evenly spaced, handed out to all processes from one row a bot."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.repositories.repository import insert_if_new
from storage.tables import request_turns

# No lease reaches further ahead than this: a later turn means that the clock was set back.
MOST_AHEAD = timedelta(minutes=1)


class RequestTurns:
    """Leases turns of one bot."""

    def __init__(self, database: Database, bot: str) -> None:
        self._database = database
        self._bot = bot

    async def lease(self, count: int, spacing: float) -> float:
        """Leases so many turns, `spacing` seconds apart; in how many seconds the first is.

        No two processes get the same turn. The database's own clock counts, which is
        the same for all of them.
        """
        mine = request_turns.c.bot == self._bot
        async with self._database.writing() as connection:
            now = await _now(connection)
            held = select(request_turns.c.next_at).where(mine).with_for_update()
            next_at = await connection.scalar(held)
            if next_at is None:
                first = insert_if_new(connection, request_turns)
                await connection.execute(first.values(bot=self._bot, next_at=now))
                next_at = await connection.scalar(held)
            assert next_at is not None
            begin = max(now, next_at) if next_at - now < MOST_AHEAD else now
            after = begin + timedelta(seconds=count * spacing)
            await connection.execute(update(request_turns).where(mine).values(next_at=after))
        return (begin - now).total_seconds()


async def _now(connection: AsyncConnection) -> datetime:
    if connection.dialect.name == "sqlite":  # all its processes are on one machine
        return datetime.now(UTC)
    moment: datetime = (await connection.execute(select(func.clock_timestamp()))).scalar_one()
    return moment
