"""Click ids that do not fit are stored, each for its owner."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from adapters.console.virtual_clock import VirtualClock
from adapters.shared import callback_data
from bot.catalog import COMMANDS
from bot.command import Command
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.message import Invocation, Refused
from storage.storage import Storage, open_storage
from tests.adapters.invocations import invocations

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
ADA = Actor(Address("console", "", "ada"))
BEA = Actor(Address("console", "", "bea"))
SHORT = Invocation("undo", {"change": 7})
LONG = Invocation("applied", {"company": "Bäckerei " * 10 + "Nord", "role": "Geselle"})


@pytest.fixture
async def clock() -> VirtualClock:
    return VirtualClock(NOW)


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_storage("sqlite+aiosqlite://") as storage:
        yield storage


@pytest.fixture
async def dispatcher(storage: Storage, clock: VirtualClock) -> Dispatcher:
    return Dispatcher(storage.units, clock, COMMANDS)


@contextmanager
def counted(storage: Storage) -> Iterator[list[object]]:
    """Every transaction that begins in the block."""
    begun: list[object] = []
    engine = storage.database.engine.sync_engine

    def begin(connection: object) -> None:
        begun.append(connection)

    event.listen(engine, "begin", begin)
    yield begun
    event.remove(engine, "begin", begin)


async def id_of(action: Invocation, dispatcher: Dispatcher) -> str:
    """The click id of one button of Ada's."""
    (id,) = await callback_data.click_ids([action], dispatcher, ADA)
    return id


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(invocations(), max_size=6))
async def test_every_button_of_a_message_has_an_id_that_fits(
    dispatcher: Dispatcher, made: list[tuple[Invocation, Command]]
) -> None:
    actions = [action for action, _ in made]
    ids = await callback_data.click_ids(actions, dispatcher, ADA)
    assert all(len(id) <= callback_data.LONGEST for id in ids)
    assert [await callback_data.read_click(id, dispatcher, ADA) for id in ids] == actions


async def test_one_that_does_not_fit_is_stored_for_its_owner(dispatcher: Dispatcher) -> None:
    id = await id_of(LONG, dispatcher)
    assert len(id) <= callback_data.LONGEST
    assert await callback_data.read_click(id, dispatcher, ADA) == LONG


async def test_all_that_do_not_fit_are_stored_at_once_and_nothing_where_all_do(
    storage: Storage, dispatcher: Dispatcher
) -> None:
    with counted(storage) as transactions:
        await callback_data.click_ids([SHORT, SHORT], dispatcher, ADA)
        assert transactions == []
        ids = await callback_data.click_ids([LONG, SHORT, LONG], dispatcher, ADA)
        assert len(transactions) == 1
    assert len(set(ids)) == 3


async def test_nobody_else_can_open_it(dispatcher: Dispatcher) -> None:
    id = await id_of(LONG, dispatcher)
    with pytest.raises(Refused, match="too old"):
        await callback_data.read_click(id, dispatcher, BEA)


async def test_a_message_for_everybody_has_no_owner_to_store_it_for(
    dispatcher: Dispatcher,
) -> None:
    assert await callback_data.click_ids([SHORT], dispatcher, None) == ("undo|change=7",)
    with pytest.raises(ValueError, match="no owner"):
        await callback_data.click_ids([LONG], dispatcher, None)


async def test_it_is_kept_for_thirty_days(dispatcher: Dispatcher, clock: VirtualClock) -> None:
    id = await id_of(LONG, dispatcher)
    clock.move(NOW + timedelta(days=29))
    assert await callback_data.read_click(id, dispatcher, ADA) == LONG
    clock.move(NOW + timedelta(days=30))
    with pytest.raises(Refused, match="too old"):
        await callback_data.read_click(id, dispatcher, ADA)


async def test_two_buttons_that_do_the_same_have_ids_of_their_own(dispatcher: Dispatcher) -> None:
    actions = [SHORT, LONG, SHORT, LONG, SHORT]
    ids = await callback_data.click_ids(actions, dispatcher, ADA, distinct=True)
    assert len(set(ids)) == len(actions)
    assert all(len(id) <= callback_data.LONGEST for id in ids)
    assert [await callback_data.read_click(id, dispatcher, ADA) for id in ids] == actions


async def test_a_button_has_the_same_key_however_it_was_sent(dispatcher: Dispatcher) -> None:
    first, second = [
        await callback_data.read_click(await id_of(LONG, dispatcher), dispatcher, ADA)
        for _ in range(2)
    ]
    assert callback_data.press_key("1", first, dispatcher) == callback_data.press_key(
        "1", second, dispatcher
    )
    assert callback_data.press_key("1", first, dispatcher) != callback_data.press_key(
        "2", first, dispatcher
    )
