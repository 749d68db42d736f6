"""Directives, the lines that begin with a dot: clock, buttons, form, person and channel."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from rapidfuzz import process

from adapters.console import safe_text
from adapters.console.button_lookup import read_press
from adapters.console.clock_commands import advance_clock, parse_destination
from adapters.console.directive_words import split
from adapters.console.ports import ConsoleStorage
from adapters.console.session import Session
from adapters.console.virtual_clock import VirtualClock
from bot.delivery.worker import Worker
from bot.message import Refused

_PERSON = re.compile(r"@?([a-z0-9][a-z0-9_.-]{0,31})", re.IGNORECASE)
_CHANNEL = re.compile(r"#?([a-z0-9][a-z0-9_-]{0,79})", re.IGNORECASE)
DIRECT_MESSAGE = "dm"
SAY = ".say"


@dataclass(frozen=True, slots=True)
class DirectiveContext:
    """The parts of the console that directives use."""

    session: Session
    storage: ConsoleStorage
    worker: Worker
    clock: VirtualClock


async def wait(context: DirectiveContext, rest: str) -> None:
    """Moves the clock, and delivers everything that comes due on the way."""
    person = await context.session.find_person()
    target = parse_destination(rest, person, context.clock.now())
    await advance_clock(target, context.storage, context.worker, context.clock)


async def press(context: DirectiveContext, rest: str) -> None:
    """Presses a button."""
    await context.session.press(read_press(rest))


async def fill(context: DirectiveContext, rest: str) -> None:
    """Sets fields of the open form."""
    words = split(rest)
    loose = next((word.text for word in words if word.key is None), None)
    if loose is not None or not words:
        said = f"I can't use “{loose[:40]}” by itself. " if loose else ""
        raise Refused(
            f"{said}Say which field takes what: .fill contact=“Dana Weiss” role=Baker, with quotes "
            "around words that belong together."
        )
    await context.session.fill({word.key: word.text for word in words if word.key})


async def submit(context: DirectiveContext, rest: str) -> None:
    """Sends the open form."""
    _refuse_words(".submit", rest)
    await context.session.submit()


async def cancel(context: DirectiveContext, rest: str) -> None:
    """Closes the open form."""
    _refuse_words(".cancel", rest)
    await context.session.cancel()


async def click(context: DirectiveContext, rest: str) -> None:
    """Sends a raw click id, as a forged request would."""
    await context.session.click(rest)


async def switch_person(context: DirectiveContext, rest: str) -> None:
    """Switches to another person."""
    name = _PERSON.fullmatch(rest)
    if name is None:
        raise Refused("Names here are letters, digits, “-”, “_” and “.”, such as .as bea")
    context.session.switch_person(name[1].lower())


async def enter(context: DirectiveContext, rest: str) -> None:
    """Switches to a channel, or back to direct messages with the bot."""
    name = _CHANNEL.fullmatch(rest)
    if name is None:
        raise Refused("Say where to: .in #hunters, or .in dm to be alone with me again.")
    context.session.switch_channel(None if rest.casefold() == DIRECT_MESSAGE else name[1].lower())


async def leave(context: DirectiveContext, rest: str) -> None:
    """Switches back to direct messages with the bot."""
    _refuse_words(".dm", rest)
    context.session.switch_channel(None)


async def say(context: DirectiveContext, rest: str) -> None:
    """Says one message of several lines, written as a JSON string."""
    try:
        text = json.loads(rest, strict=False) if rest.startswith('"') else None
    except ValueError:
        text = None
    if text is None:
        raise Refused('Write the message as a JSON string, \\n between its lines: .say "a\\nb"')
    await context.session.say(safe_text.clean_line(text))


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive: its name, its usage and the function that runs it."""

    name: str
    usage: str
    run: Callable[[DirectiveContext, str], Awaitable[None]]


DIRECTIVES = (
    Directive(".wait", "8d, 1h30m or until 2026-06-08T09:00", wait),
    Directive(".press", "“LABEL” on “TITLE” #2 key=value", press),
    Directive(".fill", "key=value", fill),
    Directive(".submit", "", submit),
    Directive(".cancel", "", cancel),
    Directive(".as", "bea", switch_person),
    Directive(".in", "#hunters or dm", enter),
    Directive(".dm", "", leave),
    Directive(".click", "ID", click),
    Directive(SAY, '"a\\nb"', say),
)
_BY_NAME = {directive.name: directive for directive in DIRECTIVES}


async def run_directive(context: DirectiveContext, line: str) -> None:
    """Runs a line that begins with a dot. Raises Refused with what would have worked."""
    name, _, rest = line.strip().partition(" ")
    directive = _BY_NAME.get(name.casefold())
    if directive is None:
        nearest, _, _ = process.extract(name.casefold(), list(_BY_NAME), limit=1)[0]
        usage = f"{nearest} {_BY_NAME[nearest].usage}".strip()
        raise Refused(f"I don't know “{name[:40]}”. Did you mean {usage}?")
    await directive.run(context, rest.strip())


def _refuse_words(name: str, rest: str) -> None:
    if rest:
        raise Refused(f"{name} takes nothing after it. To write into the form: .fill key=value")
