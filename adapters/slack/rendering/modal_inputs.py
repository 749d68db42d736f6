"""Draws a field of a form as a modal's input, and reads what was put there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from adapters.slack.rendering.limits import INPUT, OPTION, OPTIONS, PLACEHOLDER, Json
from adapters.slack.rendering.mrkdwn import plain_text
from bot.command import ArgKind, Param
from bot.parsing.urls import LONGEST as LONGEST_LINK
from bot.parsing.values import LONGEST_LONG_TEXT, LONGEST_TEXT

_BLOCK = "field:"
_ACTION = "value"
_LABEL = 2_000
_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_EXAMPLES = {
    ArgKind.APPLICATION: "A few letters of its name are enough",
    ArgKind.DATE: "tomorrow, 3 May or 2026-05-03",
    ArgKind.WHEN: "fri 3pm, 12 June 14:00 or tomorrow 3pm ET",
    ArgKind.LENGTH: "60m",
    ArgKind.TIME: "9:00",
    ArgKind.WINDOW: "5-7",
    ArgKind.ZONE: "Europe/Berlin",
    ArgKind.LINK: "https://…",
}
_PAST = "yesterday, 3 May or 2026-05-03"
_LONGEST = {
    ArgKind.TEXT: LONGEST_TEXT,
    ArgKind.APPLICATION: LONGEST_TEXT,
    ArgKind.LONG_TEXT: min(LONGEST_LONG_TEXT, INPUT),
    ArgKind.LINK: LONGEST_LINK,
    ArgKind.SECRET: LONGEST_TEXT,
}
_SHORT = 100


def field(param: Param, value: str | None) -> Json:
    """Draws the input for a parameter with its first value."""
    return {
        "type": "input",
        "block_id": block_id_of(param.name),
        "label": plain_text(param.label or param.name, _LABEL),
        "optional": not param.required,
        "element": {"action_id": _ACTION, **_element(param, (value or "").strip())},
    }


def block_id_of(name: str) -> str:
    """Returns the id of the block of a field, under which Slack shows its error."""
    return f"{_BLOCK}{name}"


def field_names(blocks: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Returns the names of the fields in a view, in its order."""
    ids = (str(block.get("block_id", "")) for block in blocks)
    return tuple(id.removeprefix(_BLOCK) for id in ids if id.startswith(_BLOCK))


def read_inputs(state: Mapping[str, Any]) -> dict[str, str]:
    """Reads each field of a submitted view as a person would type it."""
    return {
        block.removeprefix(_BLOCK): _typed(entries[_ACTION])
        for block, entries in state.get("values", {}).items()
        if block.startswith(_BLOCK) and _ACTION in entries
    }


def _element(param: Param, value: str) -> Json:
    if param.kind is ArgKind.TIME and (not value or _HOUR.fullmatch(value)):
        return {"type": "timepicker", **({"initial_time": value} if value else {})}
    if param.kind is ArgKind.NUMBER and (not value or value.isdecimal()):
        initial = {"initial_value": value} if value else {}
        return {"type": "number_input", "is_decimal_allowed": False, "min_value": "0", **initial}
    if param.choices and len(param.choices) <= OPTIONS:
        return _select(param, value)
    return _text(param, value)


def _select(param: Param, value: str) -> Json:
    options = [
        {"text": plain_text(label, OPTION), "value": choice[:OPTION]}
        for choice, label in param.choices
    ]
    chosen = [
        option
        for option, (choice, label) in zip(options, param.choices, strict=True)
        if value.casefold() in (choice.casefold(), label.casefold())
    ]
    return {
        "type": "static_select",
        "options": options,
        **({"initial_option": chosen[0]} if chosen else {}),
    }


def _text(param: Param, value: str) -> Json:
    """Makes a text input; also for what a picker could not show, so that nothing typed is lost."""
    longest = _LONGEST.get(param.kind, _SHORT)
    element: Json = {"type": "plain_text_input", "max_length": longest}
    if param.kind is ArgKind.LONG_TEXT:
        element["multiline"] = True
    if example := _PAST if param.arg.past else _EXAMPLES.get(param.kind):
        element["placeholder"] = plain_text(example, PLACEHOLDER)
    if value:
        element["initial_value"] = value[:longest]
    return element


def _typed(entry: Mapping[str, Any]) -> str:
    option = entry.get("selected_option") or {}
    values = (entry.get("value"), entry.get("selected_time"))
    return next((str(value) for value in (*values, option.get("value")) if value), "")
