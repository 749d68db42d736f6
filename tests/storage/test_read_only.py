"""Read-only units of work: the database refuses writes in them, and they wait for no writer."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from adapters.discord.inbound.autocomplete import Autocomplete
from bot.catalog import COMMANDS
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Message, plain
from storage.errors import StorageError
from storage.storage import Storage, open_storage
from tests.bot.world import Time
from tests.storage.job_hunts import ADA, BEA, DUE, MONDAY, ZONE, applied, rows
from tests.timeouts import HANG

STRANGER = BEA


async def pipeline_of(storage: Storage) -> str:
    answer = await Dispatcher(storage.units, Time(DUE), COMMANDS).run_line("pipeline", Actor(ADA))
    assert isinstance(answer.reply, Message)
    return plain(answer.reply.text)


async def completed(storage: Storage) -> list[str]:
    found = await Autocomplete(storage.units, Time(DUE)).companies(ADA, "ac")
    return [choice.name for choice in found]


async def test_a_view_shows_what_is_stored(storage: Storage) -> None:
    id = await applied(storage)
    async with storage.units.read_only(ADA, "UTC", DUE) as view:
        assert view.person.preferences.zone == ZONE
        (found,) = await view.applications.summaries()
        assert (found.id, found.company) == (id, "Acme")


async def test_the_database_itself_refuses_to_write_in_a_view(storage: Storage) -> None:
    await applied(storage)
    before = await rows(storage)
    with pytest.raises(
        (DBAPIError, StorageError), match=r"read-only|cannot be written|lets nobody write"
    ):
        async with storage.units.read_only(ADA, ZONE, DUE) as view:
            writes: Any = view
            await writes.changes.record("applied", "logged", None)
    assert await rows(storage) == before
    assert await applied(storage, "Bolt")  # whatever connection it now gets


async def test_a_view_of_an_unknown_address_has_a_transient_person(storage: Storage) -> None:
    await applied(storage)
    before = await rows(storage)
    async with storage.units.read_only(STRANGER, ZONE, DUE, "de") as view:
        assert (view.person.address, view.person.is_stored) == (STRANGER, False)
        assert (view.person.preferences.zone, view.person.language) == (ZONE, "de")
        assert await view.applications.summaries() == []
        assert await view.nudges.pending(10) == []
        assert await view.groups.mine() == []
    assert await rows(storage) == before


async def test_a_view_is_of_one_moment(database_url: str) -> None:
    async with open_storage(database_url) as one, open_storage(database_url) as other:
        await applied(one)
        async with one.units.read_only(ADA, ZONE, DUE) as view:
            await applied(other, "Bolt")
            assert await view.applications.count() == 1
        async with one.units.read_only(ADA, ZONE, DUE) as view:
            assert await view.applications.count() == 2


async def test_autocomplete_and_the_pipeline_answer_while_another_writes(
    database_url: str,
) -> None:
    async with open_storage(database_url) as mine, open_storage(database_url) as other:
        await applied(mine)
        # Another process, and a command of the same person's in this one.
        for busy in (other, mine):
            async with asyncio.timeout(HANG), busy.units.begin(ADA, ZONE, MONDAY) as uow:
                await uow.changes.record("import", "imports for a long time", None)
                assert await completed(mine) == ["Acme, applied"]
                assert await pipeline_of(mine) == "1 applied\n1–1 of 1, newest first"
