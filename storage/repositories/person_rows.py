"""People as rows and as the core has them: found by an address, or created for a new one."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, Table, bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import Address, Person, Preferences
from storage.repositories.preferences import read_settings, settings_of
from storage.repositories.repository import insert_if_new
from storage.tables import identities, linked_accounts, people


def people_with_addresses() -> Select[Any]:
    """Selects people with the address to which reminders go, as `person_from` reads them."""
    return select(people, identities).join_from(people, identities)


def person_from(row: Row[*tuple[Any, ...]]) -> Person:
    """Returns the person of a row of `people_with_addresses`."""
    address = Address(row.platform, row.tenant, row.user)
    return Person(row.id, address, known_since=row.known_since, **read_settings(row.settings))


def _there(table: Table) -> ScalarSelect[int]:
    fields = ("platform", "tenant", "user")
    return (
        select(table.c.person_id)
        .where(*(table.c[field] == bindparam(f"at_{field}") for field in fields))
        .scalar_subquery()
    )


# Who is told there, or linked to it from elsewhere.
_AT = people_with_addresses().where(
    people.c.id == func.coalesce(_there(linked_accounts), _there(identities))
)
# Not against who only names them in a row of its own, as a group's post for them does: whoever
# writes one has the group, which their own command may be waiting for.
_LOCKED = _AT.with_for_update(of=people, key_share=True)


def _at(address: Address) -> dict[str, str]:
    return {f"at_{field}": value for field, value in asdict(address).items()}


async def find_person(connection: AsyncConnection, address: Address) -> Person | None:
    """Returns the person at an address, if they are known."""
    row = (await connection.execute(_AT, _at(address))).one_or_none()
    return person_from(row) if row else None


def transient(address: Address, zone: str, now: datetime, language: str) -> Person:
    """Returns a person who is not stored, with the id 0."""
    return Person(0, address, Preferences(zone=zone), language, known_since=now)


async def find_or_create_person(
    connection: AsyncConnection, address: Address, zone: str, now: datetime, language: str
) -> Person:
    """Returns the person at an address, locked; a new one if nobody was there.

    Two who meet the same newcomer at once agree on one person.
    """
    while (row := (await connection.execute(_LOCKED, _at(address))).one_or_none()) is None:
        newcomer = transient(address, zone, now, language)
        made = await connection.execute(
            insert(people)
            .values(settings=settings_of(newcomer), known_since=now)
            .returning(people.c.id)
        )
        id = made.scalar_one()
        known_here = await connection.execute(
            insert_if_new(connection, identities).values(person_id=id, **asdict(address))
        )
        if known_here.rowcount:
            return replace(newcomer, id=id)
        await connection.execute(delete(people).where(people.c.id == id))
    return person_from(row)
