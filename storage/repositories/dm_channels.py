"""The channel of each user's direct messages, where a platform asks for one to be opened."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import ColumnElement, and_, select, update

from bot.domain.people.person import Address
from storage.database import Database
from storage.tables import identities


class DmChannels:
    """Stores channels with the identities that they belong to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, address: Address) -> str | None:
        """Returns the channel of a user's direct messages, if one is known."""
        async with self._database.reading() as connection:
            channel: str | None = await connection.scalar(
                select(identities.c.dm_channel).where(_at(address))
            )
            return channel

    async def save(self, address: Address, channel: str | None) -> None:
        """Stores the channel of a user's direct messages; None for one that is gone."""
        async with self._database.writing() as connection:
            await connection.execute(
                update(identities).where(_at(address)).values(dm_channel=channel)
            )


def _at(address: Address) -> ColumnElement[bool]:
    return and_(*(identities.c[name] == value for name, value in asdict(address).items()))
