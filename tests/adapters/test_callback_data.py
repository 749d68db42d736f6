"""Click ids: what is written reads the same, and nothing made up gets through."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from adapters.console.virtual_clock import VirtualClock
from adapters.shared import callback_data
from bot.catalog import COMMANDS
from bot.command import ApplicationRef, ArgKind, Command, Param, WallTime
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.message import Invocation, Refused
from bot.parsing.words import normalise
from storage.storage import Storage, open_storage

BY_NAME = {command.name: command for command in COMMANDS}
IDS = st.integers(0, 2**63 - 1)
# Words as reading leaves them: one line, no spaces at the ends or in a row.
WORDS = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=40)
    .map(normalise)
    .filter(bool)
)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
VALUES: dict[ArgKind, st.SearchStrategy[Any]] = {
    ArgKind.TEXT: WORDS,
    ArgKind.LONG_TEXT: WORDS,
    ArgKind.APPLICATION: IDS.map(lambda id: ApplicationRef(id=id)),
    ArgKind.DATE: DAYS,
    ArgKind.WHEN: st.builds(
        lambda day, at, zone: WallTime(
            datetime.combine(day, at.replace(second=0, microsecond=0)), zone
        ),
        DAYS,
        st.times(),
        st.sampled_from([None, "Europe/Berlin", "America/New_York"]),
    ),
    ArgKind.LENGTH: st.integers(5, 24 * 60).map(lambda minutes: timedelta(minutes=minutes)),
    ArgKind.TIME: st.times().map(lambda at: time(at.hour, at.minute)),
    ArgKind.NUMBER: st.integers(0, 999_999_999),
    ArgKind.WINDOW: st.tuples(st.integers(1, 30), st.integers(31, 60)),
    ArgKind.ZONE: st.sampled_from(["Europe/Berlin", "America/New_York", "UTC"]),
    ArgKind.LINK: st.sampled_from(["https://example.org/jobs/1", "http://a.example/x?id=2"]),
    ArgKind.ID: IDS,
    ArgKind.FLAG: st.just(True),
}


def value_of(param: Param) -> st.SearchStrategy[Any]:
    if param.kind is ArgKind.CHOICE:
        values = [value for value, _ in param.choices]
        return st.sampled_from([param.enum(value) for value in values] if param.enum else values)
    return VALUES[param.kind]


@st.composite
def invocations(draw: st.DrawFn) -> tuple[Invocation, Command]:
    command = draw(st.sampled_from(COMMANDS))
    args = {
        param.name: draw(value_of(param))
        for param in command.params
        if param.kind is not ArgKind.SECRET
        and ((param.required and param.arg.hidden) or draw(st.booleans()))
    }
    return Invocation(command.name, args, draw(st.none() | IDS)), command


@given(invocations())
@example((Invocation("plan", {"company": normalise("\U0002f800")}), BY_NAME["plan"]))
def test_what_is_written_reads_the_same(made: tuple[Invocation, Command]) -> None:
    invocation, command = made
    text = callback_data.write(invocation, command)
    assert text.isascii()
    assert text.isprintable()
    read = callback_data.decode(text, COMMANDS)
    assert (read.command, dict(read.args), read.nudge) == (
        invocation.command,
        dict(invocation.args),
        invocation.nudge,
    )


@given(st.text(max_size=120))
def test_anything_at_all_is_an_invocation_or_refused(text: str) -> None:
    with suppress(Refused):
        read = callback_data.decode(text, COMMANDS)
        assert callback_data.write(read, BY_NAME[read.command])


@given(invocations(), st.data())
def test_a_broken_id_is_an_invocation_or_refused(
    made: tuple[Invocation, Command], data: st.DataObject
) -> None:
    text = callback_data.write(*made)
    at = data.draw(st.integers(0, len(text)))
    broken = text[:at] + data.draw(st.text(max_size=3)) + text[at + 1 :]
    with suppress(Refused):
        read = callback_data.decode(broken, COMMANDS)
        assert callback_data.write(read, BY_NAME[read.command])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "undo!",
        "undo!x",
        "undo!٣",
        "undo!9999999999999999999",
        "undo|change",
        "undo|change=",
        "undo|change=1|change=2",
        "undo|change=99999999999999999999",
        "undo|who=me",
        "undo|change=%ff",
        "applied|company=Acme|on=yesterday",
        "job|company=",
        "job!1|company=~1|",
        "skip|company=~1|",
        "tick|company=~1",
        "delete|company=~1|sure=no",
        "delete|company=~1|sure=True",
        "forget-me|sure=yes",
    ],
)
def test_what_no_button_says_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        callback_data.decode(text, COMMANDS)


@pytest.mark.parametrize(
    ("text", "args"),
    [
        ("delete|company=~3|sure=yes", {"company": ApplicationRef(id=3), "sure": True}),
        ("forget-me|sure=once", {"sure": "once"}),
        ("forget-me|sure=twice", {"sure": "twice"}),
        ("applied|company=Acme|another=yes", {"company": "Acme", "another": True}),
    ],
)
def test_a_yes_in_a_message_of_an_older_version_is_still_read(
    text: str, args: dict[str, object]
) -> None:
    assert callback_data.decode(text, COMMANDS).args == args


def test_a_flag_that_is_not_set_is_not_written() -> None:
    asked = Invocation("delete", {"company": ApplicationRef(id=3), "sure": False})
    assert callback_data.write(asked, BY_NAME["delete"]) == "delete|company=~3"


def test_an_id_is_readable_to_who_looks_at_a_log() -> None:
    sent = Invocation("followed-up", {"company": ApplicationRef(id=3)}, nudge=12)
    assert callback_data.write(sent, BY_NAME["followed-up"]) == "followed-up!12|company=~3"


def test_a_value_that_the_command_does_not_take_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="takes no colour"):
        callback_data.write(Invocation("undo", {"colour": "red"}), BY_NAME["undo"])


# --- what does not fit ---------------------------------------------------------

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


async def test_two_buttons_that_do_the_same_can_be_told_apart(dispatcher: Dispatcher) -> None:
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
