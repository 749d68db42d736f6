"""Draws a form as modals: at most five fields at once, each under its question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from adapters.discord.rendering import components
from adapters.discord.rendering.components import Component
from adapters.discord.rendering.escape import escape
from bot.command import ArgKind, Param
from bot.texts.plain_text import cut_line

AT_ONCE = 5
LONGEST_TITLE = 45
LONGEST_QUESTION = 45
LONGEST_HINT = 100
LONGEST_TEXT = 1_500
LONGEST_VALUE = 4_000
MOST_CHOICES = 25

_LABEL, _INPUT, _SELECT = 18, 4, 3
_SHORT, _PARAGRAPH = 1, 2
_LENGTHS = {
    ArgKind.TEXT: 200,
    ArgKind.LONG_TEXT: 3_000,
    ArgKind.APPLICATION: 200,
    ArgKind.LINK: 2_000,
}
_LONGEST_OTHER = 100
_EXAMPLES = {
    ArgKind.DATE: "tomorrow, 3 May or 2026-05-03",
    ArgKind.WHEN: "fri 3pm, tomorrow 14:00 or 2026-06-04 14:00",
    ArgKind.LENGTH: "45m, 1h or 1h30",
    ArgKind.TIME: "9:00, 9am or 21:30",
    ArgKind.WINDOW: "5-7",
    ArgKind.ZONE: "Berlin, ET or Europe/Berlin",
    ArgKind.LINK: "https://…",
}
_PAST = "yesterday, 3 May or 2026-05-03"


def draw_fields(
    asked: Iterable[Param], values: Mapping[str, str], errors: Mapping[str, str]
) -> list[Component]:
    """Draws the fields of a form with their values and errors."""
    return [_field(param, values.get(param.name, ""), errors.get(param.name)) for param in asked]


def draw_text(heading: str, text: str, fields: int) -> list[Component]:
    """Draws what a form says above its fields, if they leave room for it.

    A heading that is too long for the form's title comes first, whole.
    """
    said = "\n".join(filter(None, (heading if len(heading) > LONGEST_TITLE else "", text)))
    if not said or fields >= AT_ONCE:
        return []
    return [components.text(escape(said[:LONGEST_TEXT]))]


def title(words: str) -> str:
    """Shortens the title of a form: to its company alone, rather than cut what is asked."""
    short = words if len(words) <= LONGEST_TITLE else words.partition(": ")[0]
    return cut_line(short, LONGEST_TITLE)


def read_inputs(components: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Reads what was typed, by field, from a submitted form."""
    return dict(_typed(components))


def in_asking_order(
    asked: Sequence[Param], values: Mapping[str, str], errors: Mapping[str, str]
) -> list[Param]:
    """Sorts fields into the order in which they are asked, if they are too many for one form.

    What is needed comes first; where something was wrong, that does, and then
    what was typed beside it.
    """
    if len(asked) <= AT_ONCE:
        return list(asked)

    def place(one: Param) -> tuple[bool, bool, bool]:
        typed_too = bool(errors and values.get(one.name))
        return one.name not in errors, not one.required, not typed_too

    return sorted(asked, key=place)


def _field(param: Param, value: str, error: str | None) -> Component:
    drawn: Component = {
        "type": _LABEL,
        "label": cut_line(param.label or param.name, LONGEST_QUESTION),
        "component": _select(param, value) if _is_select(param) else _input(param, value),
    }
    if error:
        drawn["description"] = cut_line(error, LONGEST_HINT)
    return drawn


def _is_select(param: Param) -> bool:
    return 0 < len(param.choices) <= MOST_CHOICES


def _select(param: Param, value: str) -> Component:
    options = [
        {
            "label": cut_line(label, LONGEST_HINT),
            "value": given,
            "default": bool(value) and value in (given, label),
        }
        for given, label in param.choices
    ]
    return {
        "type": _SELECT,
        "custom_id": param.name,
        "required": param.required,
        "min_values": int(param.required),
        "max_values": 1,
        "options": options,
    }


def _input(param: Param, value: str) -> Component:
    longest = _LENGTHS.get(param.kind, _LONGEST_OTHER)
    drawn: Component = {
        "type": _INPUT,
        "custom_id": param.name,
        "style": _PARAGRAPH if param.kind is ArgKind.LONG_TEXT else _SHORT,
        "required": param.required,
        # Whatever was typed elsewhere fits, so that nothing has to be typed again.
        "max_length": min(max(longest, len(value)), LONGEST_VALUE),
    }
    if value:
        drawn["value"] = value[:LONGEST_VALUE]
    if example := _PAST if param.arg.past else _EXAMPLES.get(param.kind):
        drawn["placeholder"] = example
    return drawn


def _typed(components: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in components:
        if "component" in one:
            yield from _typed([one["component"]])
        elif "components" in one:
            yield from _typed(one["components"])
        elif "values" in one:
            yield one["custom_id"], next(iter(one["values"]), "")
        elif "value" in one:
            yield one["custom_id"], one["value"] or ""
