"""The commands that each account used within a minute, counted for all processes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import case, delete
from sqlalchemy.dialects import postgresql, sqlite

from bot.domain.people.person import Address
from storage.database import Database
from storage.tables import command_counts

SPAN = timedelta(minutes=1)


class CommandCounts:
    """Counts commands (`bot.ports.command_counts.CommandCounts`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, who: Address, commands: int, now: datetime) -> tuple[int, datetime]:
        """Adds commands; returns how many were used since the minute began, and when it did."""
        table, row = command_counts.c, {"since": now, "used": commands}
        over = table.since <= now - SPAN
        async with self._database.writing() as connection:
            dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
            counted = (
                dialect.insert(command_counts)
                .values(**asdict(who), **row)
                .on_conflict_do_update(
                    index_elements=[table.platform, table.tenant, table.user],
                    set_={
                        "used": case((over, commands), else_=table.used + commands),
                        "since": case((over, now), else_=table.since),
                    },
                )
                .returning(table.used, table.since)
            )
            used, since = (await connection.execute(counted)).one()
        return used, since

    async def erase_before(self, before: datetime) -> None:
        """Erases the counts of minutes that began before then."""
        async with self._database.writing() as connection:
            await connection.execute(delete(command_counts).where(command_counts.c.since < before))
