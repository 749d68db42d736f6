"""Strategies of Hypothesis: invocations of every command, with arguments of every kind."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from bot.catalog import COMMANDS
from bot.command import ApplicationRef, ArgKind, Command, Param, WallTime
from bot.message import Invocation
from bot.parsing.words import normalize

BY_NAME = {command.name: command for command in COMMANDS}
IDS = st.integers(0, 2**63 - 1)


# Words as reading leaves them: one line, no spaces at the ends or in a row.
WORDS = (
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=40)
    .map(normalize)
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
