"""What begins with a dot: the clock, the buttons, the form, who is typing and where."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from rapidfuzz import process

from adapters.console.button_lookup import read_press
from adapters.console.clock_commands import destination, travel
from adapters.console.directive_words import split
from adapters.console.ports import ConsoleStorage
from adapters.console.session import Session
from adapters.console.virtual_clock import VirtualClock
from bot.delivery.worker import Worker
from bot.message import Refused

_PERSON = re.compile(r"@?([a-z0-9][a-z0-9_.-]{0,31})", re.IGNORECASE)
_CHANNEL = re.compile(r"#?([a-z0-9][a-z0-9_-]{0,79})", re.IGNORECASE)
ALONE = "dm"


@dataclass(frozen=True, slots=True)
class Console:
    """What directives work with."""

    session: Session
    storage: ConsoleStorage
    worker: Worker
    clock: VirtualClock


async def wait(console: Console, rest: str) -> None:
    """Moves the clock; whatever comes due is told on the way."""
    person = await console.session.person()
    target = destination(rest, person, console.clock.now())
    await travel(target, console.storage, console.worker, console.clock)


async def press(console: Console, rest: str) -> None:
    """Presses a button."""
    await console.session.press(read_press(rest))


async def fill(console: Console, rest: str) -> None:
    """Writes into the open form."""
    words = split(rest)
    loose = next((word.text for word in words if word.key is None), None)
    if loose is not None or not words:
        said = f"I can't use “{loose[:40]}” by itself. " if loose else ""
        raise Refused(
            f"{said}Say which field takes what: .fill contact=“Dana Weiss” role=Baker, with quotes "
            "around words that belong together."
        )
    await console.session.fill({word.key: word.text for word in words if word.key})


async def submit(console: Console, rest: str) -> None:
    """Sends the open form."""
    _nothing(".submit", rest)
    await console.session.submit()


async def cancel(console: Console, rest: str) -> None:
    """Closes the open form."""
    _nothing(".cancel", rest)
    await console.session.cancel()


async def click(console: Console, rest: str) -> None:
    """Sends a raw click id, as a forger would."""
    await console.session.click(rest)


async def become(console: Console, rest: str) -> None:
    """Somebody else types from here on."""
    name = _PERSON.fullmatch(rest)
    if name is None:
        raise Refused("Names here are letters, digits, “-”, “_” and “.”, such as .as bea")
    console.session.become(name[1].lower())


async def enter(console: Console, rest: str) -> None:
    """Goes to a channel, or back to being alone with the bot."""
    name = _CHANNEL.fullmatch(rest)
    if name is None:
        raise Refused("Say where to: .in #hunters, or .in dm to be alone with me again.")
    console.session.go(None if rest.casefold() == ALONE else name[1].lower())


async def leave(console: Console, rest: str) -> None:
    """Goes back to being alone with the bot."""
    _nothing(".dm", rest)
    console.session.go(None)


@dataclass(frozen=True, slots=True)
class Directive:
    """A word with a dot, how it is used, and what it does."""

    name: str
    usage: str
    does: Callable[[Console, str], Awaitable[None]]


DIRECTIVES = (
    Directive(".wait", "8d, 1h30m or until 2026-06-08T09:00", wait),
    Directive(".press", "“LABEL” on “TITLE” #2 key=value", press),
    Directive(".fill", "key=value", fill),
    Directive(".submit", "", submit),
    Directive(".cancel", "", cancel),
    Directive(".as", "bea", become),
    Directive(".in", "#hunters or dm", enter),
    Directive(".dm", "", leave),
    Directive(".click", "ID", click),
)
_BY_NAME = {directive.name: directive for directive in DIRECTIVES}


async def obey(console: Console, line: str) -> None:
    """Does what a line that begins with a dot says. Raises Refused with what would have worked."""
    name, _, rest = line.strip().partition(" ")
    directive = _BY_NAME.get(name.casefold())
    if directive is None:
        nearest, _, _ = process.extract(name.casefold(), list(_BY_NAME), limit=1)[0]
        usage = f"{nearest} {_BY_NAME[nearest].usage}".strip()
        raise Refused(f"I don't know “{name[:40]}”. Did you mean {usage}?")
    await directive.does(console, rest.strip())


def _nothing(name: str, rest: str) -> None:
    if rest:
        raise Refused(f"{name} takes nothing after it. To write into the form: .fill key=value")
