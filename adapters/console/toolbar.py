"""The line below the prompt: what is due and comes next, or how to go on with what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from textwrap import wrap

from adapters.console.directives import DIRECTIVES
from bot.command import Command, usage
from bot.domain.people.person import Person
from bot.message import CommandRef, plain
from bot.ports.unit_of_work import ReadOnly
from bot.presenters.application_card import PURPOSES
from bot.queries.nudge_overview import read_nudge_overview
from bot.texts.date_formats import say_moment


async def read_status(uow: ReadOnly, person: Person, now: datetime) -> str:
    """Says how many reminders are due, and what comes next and when."""
    overview = await read_nudge_overview(uow, now)
    due = len(overview.waiting)
    parts = [f"{due} due: {plain(CommandRef('nudges'))}" if due else "Nothing due"]
    if overview.coming:
        first = overview.coming[0]
        what = f"{PURPOSES[first.nudge.planned.kind]} · {first.application.label}"
        parts.append(f"next up {say_moment(first.nudge.planned.due, person, now)}: {what}")
    return "  ·  ".join(parts)


def hint(typed: str, commands: Sequence[Command], buttons: Sequence[str]) -> str | None:
    """Says how to go on with what is typed: a button's label, or a command's arguments.

    None for what is neither.
    """
    words = typed.strip()
    if words.isdecimal() and len(words) <= len(str(len(buttons))) and buttons:
        number = int(words)
        if 1 <= number <= len(buttons):
            return f"Enter presses [{number}] {buttons[number - 1]}  ·  ← → another one"
        return f"There are buttons 1 to {len(buttons)}"
    if words.startswith("."):
        name = words.split()[0]
        found = next((one for one in DIRECTIVES if one.name == name), None)
        return f"{found.name} {found.usage}".strip() if found else None
    line = words.removeprefix("/")
    fitting = (one for one in commands if line == one.name or line.startswith(f"{one.name} "))
    command = max(fitting, key=lambda one: len(one.name), default=None)
    return plain(usage(command)) if command else None


def fit_lines(said: str, columns: int) -> str:
    """Breaks a line between words where it is wider than the terminal, and indents it."""
    lines = wrap(said, max(columns - 2, 1), break_long_words=False, break_on_hyphens=False)
    return "\n".join(f" {line}" for line in lines)


def next_number(typed: str, buttons: int, step: int) -> int:
    """Returns the number of the button that an arrow key goes to, around the end."""
    at = int(typed) if typed.strip().isdecimal() else (0 if step > 0 else buttons + 1)
    return (at - 1 + step) % buttons + 1
