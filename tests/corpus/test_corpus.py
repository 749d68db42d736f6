"""Every line of the corpus is understood as it was meant, asked about, or refused."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot.catalog import COMMANDS
from bot.command import ApplicationRef
from bot.conversation.questions import Asked
from bot.conversation.router import understand
from bot.domain.calendar.local_time import load_zone, to_utc
from bot.message import Refused
from bot.parsing.parse_context import ParseContext
from bot.parsing.values import write_value
from bot.parsing.words import fold

ASKED, REFUSED = "asked", "refused"
FOLDER = Path(__file__).parent
LEAST_UNDERSTOOD = 0.85
_BY_NAME = {command.name: command for command in COMMANDS}


class Line(NamedTuple):
    """One case: what is known, who types, what they type, and what must come of it."""

    place: str
    names: tuple[str, ...]
    who: str
    text: str
    outcome: str
    values: dict[str, str]


def lines() -> Iterator[Line]:
    for file in sorted(FOLDER.glob("*.tsv")):
        for number, row in enumerate(file.read_text("utf-8").splitlines(), 1):
            if row.startswith("#"):
                continue
            known, who, text, outcome, values = row.split("\t")
            names = () if known == "-" else tuple(known.split(","))
            place = f"{file.name}:{number}"
            yield Line(place, names, who, text.replace("⏎", "\n"), outcome, json.loads(values))


def come_of(line: Line) -> tuple[str, dict[str, str]]:
    """The command and the values that a line is read as; or asked, or refused."""
    language, zone, wall = line.who.split()
    now = to_utc(datetime.fromisoformat(wall), load_zone(zone))
    context = ParseContext(now, zone, language, line.names)
    try:
        invocation = understand(line.text, COMMANDS, context)
    except Refused as refused:
        offered = [button.label for button in refused.message.buttons]
        offered += [button.label for item in refused.message.items for button in item.buttons]
        assert offered, f"{line.place}: a question without a button"
        asked = ASKED if isinstance(refused, Asked) else REFUSED
        return asked, {"buttons": "\n".join(offered)}
    command = _BY_NAME[invocation.command]
    if command.missing(invocation.args) and not command.prefills:
        return ASKED, {"form": command.name}
    return command.name, {
        name: _written(name, command.name, value) for name, value in invocation.args.items()
    }


def _written(name: str, command: str, value: Any) -> str:
    if isinstance(value, ApplicationRef):
        return fold(value.name)
    param = _BY_NAME[command].param(name)
    assert param is not None
    written = write_value(param, value)
    return fold(written) if name == "company" else written


def _meant(values: dict[str, str]) -> dict[str, str]:
    return {key: fold(one) if key == "company" else one for key, one in values.items()}


def test_no_line_is_understood_wrongly_and_most_are_understood() -> None:
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for line in lines():
        outcome, values = come_of(line)
        meant = line.outcome not in (ASKED, REFUSED)
        counts["meant"] += meant
        if outcome in (ASKED, REFUSED):
            counts[outcome] += 1
            button = line.values.get("button")
            if button and button not in values.get("buttons", "").split("\n"):
                wrong.append(f"{line.place} {line.text!r}: no button {button!r}, {values}")
        elif meant and (outcome, values) == (line.outcome, _meant(line.values)):
            counts["understood"] += 1
        else:
            wrong.append(f"{line.place} {line.text!r}: {outcome} {values}, not {line.outcome}")
    share = counts["understood"] / counts["meant"]
    print(f"\n{dict(counts)}, understood wrongly {len(wrong)}, understood {share:.1%}")
    assert not wrong, "\n".join(wrong)
    assert share >= LEAST_UNDERSTOOD
