"""Click ids: what is written reads the same, and nothing made up gets through."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.console.virtual_clock import VirtualClock
from adapters.shared import callback_data
from bot.catalog import COMMANDS
from bot.command import ArgKind, Command, Mention, Param, When
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.message import Invocation, Refused
from bot.parsing.words import normalise
from storage.storage import open_storage

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
    ArgKind.APPLICATION: IDS.map(lambda id: Mention(id=id)),
    ArgKind.DATE: DAYS,
    ArgKind.WHEN: st.builds(
        lambda day, at, zone: When(
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
        if (param.required and param.arg.hidden) or draw(st.booleans())
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


@given(invocations())
def test_an_id_fits_or_there_is_none(made: tuple[Invocation, Command]) -> None:
    id = callback_data.encode(*made)
    assert id is None or len(id) <= callback_data.LONGEST
    assert (id is None) == (len(callback_data.write(*made)) > callback_data.LONGEST)


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
    ],
)
def test_what_no_button_says_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        callback_data.decode(text, COMMANDS)


def test_an_id_is_readable_to_who_looks_at_a_log() -> None:
    sent = Invocation("followed-up", {"company": Mention(id=3)}, nudge=12)
    assert callback_data.encode(sent, BY_NAME["followed-up"]) == "followed-up!12|company=~3"


def test_a_value_that_the_command_does_not_take_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="takes no colour"):
        callback_data.write(Invocation("undo", {"colour": "red"}), BY_NAME["undo"])


# --- what does not fit ---------------------------------------------------------

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
ADA = Actor(Address("console", "", "ada"))
BEA = Actor(Address("console", "", "bea"))
LONG = Invocation("applied", {"company": "Bäckerei " * 10 + "Nord", "role": "Geselle"})


@pytest.fixture
async def clock() -> VirtualClock:
    return VirtualClock(NOW)


@pytest.fixture
async def dispatch(clock: VirtualClock) -> AsyncIterator[Dispatcher]:
    async with open_storage("sqlite+aiosqlite://") as storage:
        yield Dispatcher(storage.units, clock, COMMANDS)


async def test_one_that_does_not_fit_is_kept_for_its_owner(dispatch: Dispatcher) -> None:
    id = await callback_data.click_id(LONG, dispatch, ADA)
    assert len(id) <= callback_data.LONGEST
    assert await callback_data.clicked(id, dispatch, ADA) == LONG


async def test_nobody_else_can_open_it(dispatch: Dispatcher) -> None:
    id = await callback_data.click_id(LONG, dispatch, ADA)
    with pytest.raises(Refused, match="too old"):
        await callback_data.clicked(id, dispatch, BEA)


async def test_it_is_kept_for_thirty_days(dispatch: Dispatcher, clock: VirtualClock) -> None:
    id = await callback_data.click_id(LONG, dispatch, ADA)
    clock.move(NOW + timedelta(days=29))
    assert await callback_data.clicked(id, dispatch, ADA) == LONG
    clock.move(NOW + timedelta(days=30))
    with pytest.raises(Refused, match="too old"):
        await callback_data.clicked(id, dispatch, ADA)


async def test_a_button_has_the_same_name_however_it_was_sent(dispatch: Dispatcher) -> None:
    first = await callback_data.clicked(
        await callback_data.click_id(LONG, dispatch, ADA), dispatch, ADA
    )
    second = await callback_data.clicked(
        await callback_data.click_id(LONG, dispatch, ADA), dispatch, ADA
    )
    assert callback_data.press_name("1", first, dispatch) == callback_data.press_name(
        "1", second, dispatch
    )
    assert callback_data.press_name("1", first, dispatch) != callback_data.press_name(
        "2", first, dispatch
    )
