"""Tables that forget-me leaves rows in: a new table has to be erased, or named here."""

from __future__ import annotations

from sqlalchemy import select, update

from bot.domain.groups.group import Schedule
from bot.domain.people.person import Address, greeting_key
from storage.repositories.forgotten_accounts import hash_address
from storage.repositories.group_rows import schedule_json
from storage.repositories.idempotency_keys import IdempotencyKeys
from storage.repositories.person_rows import settings_of, transient
from storage.storage import Storage
from storage.tables import groups, identities, people
from tests.storage.full_database import every_row, fill_every_table
from tests.storage.job_hunts import DUE, MONDAY, ZONE

# What is about nobody: other people's group in a channel, a workspace's installation, ids of
# events, and what processes know of platforms.
ABOUT_NOBODY = {"groups", "idempotency_keys", "installations", "outages", "request_turns"}
# The hash of the account, by which a restored backup is erased of it (docs/privacy.md).
HASHES = "forgotten"
GONE, OTHER = 1, 2


async def account_in(storage: Storage) -> Address:
    """The account of the person who goes, in a full database that the program can read."""
    async with storage.database.writing() as connection:
        row = await connection.execute(select(identities).where(identities.c.person_id == GONE))
        found = row.one()
        account = Address(found.platform, found.tenant, found.user)
        settings = settings_of(transient(account, ZONE, MONDAY, "en"))
        await connection.execute(update(people).values(settings=settings))
        schedule = schedule_json(Schedule(ZONE))
        await connection.execute(update(groups).values(starter_id=OTHER, schedule=schedule))
    return account


async def test_of_a_person_with_rows_in_every_table_none_is_left(storage: Storage) -> None:
    await fill_every_table(storage.database)
    account = await account_in(storage)
    before = await every_row(storage.database)
    await IdempotencyKeys(storage.database).claim(greeting_key(account), MONDAY)
    async with storage.units.begin(account, ZONE, DUE) as uow:
        assert uow.person.id == GONE
        await uow.people.forget()
    after = await every_row(storage.database)

    about_people = before.keys() - ABOUT_NOBODY - {HASHES}
    assert {name: after[name] for name in about_people} == {
        # The first row of each is theirs, the others are other people's.
        name: before[name][1:]
        for name in about_people
    }
    assert {name: after[name] for name in ABOUT_NOBODY} == {
        name: before[name] for name in ABOUT_NOBODY
    }
    assert set(after[HASHES]) - set(before[HASHES]) == {(hash_address(account), DUE)}
