"""The corpus's cases, and what comes of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot.catalog import COMMANDS
from bot.command import ApplicationRef
from bot.conversation.questions import Asked
from bot.conversation.router import understand
from bot.domain.calendar.local_time import load_zone, to_utc
from bot.message import Button, Invocation, Refused, Tone
from bot.parsing.parse_context import ParseContext
from bot.parsing.values import write_value
from bot.parsing.words import fold

ASKED, REFUSED, CARD = "asked", "refused", "job"
FOLDER = Path(__file__).parent
BY_NAME = {command.name: command for command in COMMANDS}


class Case(NamedTuple):
    """A case: what is known, who types what, and what must come of it.

    `outcome` is a command, *asked* or *refused*. `values` are the command's; of a
    question they say the form that must open (`form`), a button's label that must be
    there (`button`), or what its buttons must do (`offers`).
    """

    place: str
    names: tuple[str, ...]
    who: str
    text: str
    outcome: str
    values: dict[str, Any]

    @property
    def is_clear(self) -> bool:
        """True if the line can be understood without asking."""
        return self.outcome not in (ASKED, REFUSED)


class Result(NamedTuple):
    """The outcome of a case: a command with its values, or a question with what it offers."""

    outcome: str
    values: dict[str, str]
    form: str = ""
    labels: tuple[str, ...] = ()
    offers: tuple[tuple[str, dict[str, str]], ...] = ()

    def lacks(self, case: Case) -> str:
        """Returns what the question must offer and does not; empty if it offers all."""
        if case.is_clear:
            return ""
        form, label = case.values.get("form"), case.values.get("button")
        if form and form != self.form:
            return f"no form of {form}"
        if label and label not in self.labels:
            return f"no button {label!r}"
        for command, values in case.values.get("offers", ()):
            if (command, meant(values)) not in self.offers:
                return f"no button for {command} {values}"
        return ""


def cases() -> Iterator[Case]:
    """Every case of every file."""
    for file in sorted(FOLDER.glob("*.tsv")):
        for number, row in enumerate(file.read_text("utf-8").splitlines(), 1):
            if row.startswith("#"):
                continue
            known, who, text, outcome, values = row.split("\t")
            names = () if known == "-" else tuple(known.split(","))
            place = f"{file.name}:{number}"
            yield Case(place, names, who, text.replace("⏎", "\n"), outcome, json.loads(values))


def read(case: Case) -> Result:
    """Returns the outcome of a case; a question without any button fails at once."""
    language, zone, wall = case.who.split()
    now = to_utc(datetime.fromisoformat(wall), load_zone(zone))
    context = ParseContext(now, zone, language, case.names)
    try:
        invocation = understand(case.text, COMMANDS, context)
    except Refused as refused:
        message = refused.message
        buttons = [*message.buttons, *(one for item in message.items for one in item.buttons)]
        assert buttons or message.tone is Tone.PLAIN, f"{case.place}: a problem without a button"
        return Result(
            ASKED if isinstance(refused, Asked) else REFUSED,
            {},
            labels=tuple(button.label for button in buttons),
            offers=tuple(_offer(button) for button in buttons),
        )
    command = BY_NAME[invocation.command]
    if command.missing(invocation.args) and not command.prefills:
        return Result(ASKED, {}, form=command.name)
    return Result(*_written(invocation))


def meant(values: dict[str, str]) -> dict[str, str]:
    """A case's values as they are compared: the case of a company's letters does not count."""
    return {key: fold(one) if key == "company" else one for key, one in values.items()}


def _offer(button: Button) -> tuple[str, dict[str, str]]:
    return _written(button.action)


def _written(invocation: Invocation) -> tuple[str, dict[str, str]]:
    values = {
        name: _value(invocation.command, name, one)
        for name, one in invocation.args.items()
        if (invocation.command, name) != (CARD, "unread")
    }
    return invocation.command, values


def _value(command: str, name: str, value: Any) -> str:
    if isinstance(value, ApplicationRef):
        return fold(value.name)
    param = BY_NAME[command].param(name)
    assert param is not None
    written = write_value(param, value)
    return fold(written) if name == "company" else written
