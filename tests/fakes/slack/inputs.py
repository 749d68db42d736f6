"""The fields of a modal or message: their content, and what a person can enter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from typing import Any

from tests.fakes.slack.app import Json

TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
SINGLE = ("static_select", "radio_buttons", "external_select")
SEVERAL = ("checkboxes", "multi_static_select", "multi_external_select")
PICKED = {
    "datepicker": ("initial_date", "selected_date"),
    "timepicker": ("initial_time", "selected_time"),
    "datetimepicker": ("initial_date_time", "selected_date_time"),
    "users_select": ("initial_user", "selected_user"),
    "channels_select": ("initial_channel", "selected_channel"),
    "conversations_select": ("initial_conversation", "selected_conversation"),
}
STATEFUL = (*TYPED, *SINGLE, *SEVERAL, *PICKED)


class CannotBeEntered(AssertionError):
    """A person could not enter that there."""


def elements(blocks: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Json, Json]]:
    """Everything interactive, each with its block."""
    for block in blocks:
        inside = [block.get("element"), block.get("accessory")]
        if block.get("type") == "actions":
            inside += block.get("elements", ())
        for element in inside:
            if isinstance(element, dict) and "action_id" in element:
                yield dict(block), element


def at_first(element: Json) -> Json:
    """Returns the content of an element before it is touched."""
    kind = element["type"]
    if kind in TYPED:
        return {"type": kind, "value": element.get("initial_value") or None}
    if kind in SINGLE:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in SEVERAL:
        return {"type": kind, "selected_options": list(element.get("initial_options", ()))}
    initial, selected = PICKED[kind]
    made = {"type": kind, selected: element.get(initial)}
    if kind == "timepicker" and "timezone" in element:
        made["timezone"] = element["timezone"]
    return made


def entered(element: Json, what: str) -> Json:
    """Returns the content after a person entered `what`; an empty text clears it."""
    kind = element["type"]
    if kind in TYPED:
        return {"type": kind, "value": _typed(element, what) or None}
    if kind in SINGLE:
        chosen = option(element, what) if what else None
        return {"type": kind, "selected_option": chosen}
    if kind in SEVERAL:
        wanted = [one.strip() for one in what.split(",") if one.strip()]
        return {"type": kind, "selected_options": [option(element, one) for one in wanted]}
    return {**at_first(element), PICKED[kind][1]: _picked(kind, what)}


def shown(entry: Mapping[str, Any]) -> str | None:
    """Returns what a person reads in an element."""
    kind = str(entry["type"])
    if kind in TYPED:
        return entry["value"] or None
    if kind in SINGLE:
        return str(entry["selected_option"]["text"]["text"]) if entry["selected_option"] else None
    if kind in SEVERAL:
        return ", ".join(one["text"]["text"] for one in entry["selected_options"]) or None
    value = entry[PICKED[kind][1]]
    return None if value is None else str(value)


def options(element: Mapping[str, Any]) -> list[Json]:
    """The options of a choice, those in groups included."""
    grouped = (one for group in element.get("option_groups", ()) for one in group["options"])
    return [*element.get("options", ()), *grouped]


def option(element: Mapping[str, Any], label: str) -> Json:
    """The option of that label; Slack sends back all of it."""
    for one in options(element):
        if label.casefold() in (one["text"]["text"].casefold(), str(one.get("value")).casefold()):
            return dict(one)
    there = ", ".join(one["text"]["text"] for one in options(element))
    raise CannotBeEntered(f"there is no “{label}” to choose, only: {there}")


def _typed(element: Json, what: str) -> str:
    if len(what) > element.get("max_length", 3000):
        raise CannotBeEntered(f"that is longer than the {element['action_id']} takes")
    if "\n" in what and not element.get("multiline"):
        raise CannotBeEntered(f"{element['action_id']} takes one line")
    return what


def _picked(kind: str, what: str) -> str | int | None:
    """Returns what a picker gives. Raises CannotBeEntered for what is no day or time."""
    if not what:
        return None
    try:
        if kind == "datepicker":
            return date.fromisoformat(what).isoformat()
        if kind == "timepicker":
            return time.fromisoformat(what).strftime("%H:%M")
        return int(what) if kind == "datetimepicker" else what
    except ValueError:
        raise CannotBeEntered(f"“{what}” cannot be picked with a {kind}") from None
