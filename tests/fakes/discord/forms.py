"""A form as a person sees it and fills it in: fields under their labels, prefilled values kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.fakes.discord.components import LABEL, ROW, SELECT, TEXT, TEXT_INPUT
from tests.fakes.discord.markdown import Reader, render

CHECKBOXES, CHECKBOX = 22, 23
LONGEST_INPUT = 4000


@dataclass(frozen=True)
class Field:
    """One field: its question and its content (for a choice, the values chosen)."""

    id: str
    label: str
    hint: str
    kind: int
    required: bool
    chosen: tuple[str, ...]
    options: tuple[tuple[str, str], ...] = ()
    most: int = LONGEST_INPUT

    @property
    def value(self) -> str | None:
        """The content of the field."""
        return ", ".join(self.chosen) if any(self.chosen) else None

    def answered(self, typed: str) -> tuple[str, ...]:
        """Returns the content after a person has typed, or has picked what they typed."""
        if not self.options:
            assert len(typed) <= self.most, f"“{self.label}” takes {self.most} characters"
            return (typed,)
        if not typed:
            return ()
        fitting = [value for label, value in self.options if typed in (label, value)]
        assert fitting, f"{typed!r} is none of the choices of “{self.label}”"
        return (fitting[0],)


@dataclass(frozen=True)
class Form:
    """An open form."""

    custom_id: str
    title: str
    text: str
    fields: tuple[Field, ...]
    components: Sequence[dict[str, Any]]

    def field(self, name: str) -> Field:
        """The field of that id, or else of that label."""
        found = [one for one in self.fields if name == one.id]
        found = found or [one for one in self.fields if name == one.label]
        assert found, f"the form has no “{name}”, only {[one.id for one in self.fields]}"
        return found[0]

    def filled(self, answers: Mapping[str, str]) -> dict[str, Any]:
        """Returns the data of the form sent with these answers and its other content kept."""
        typed = {self.field(name).id: answer for name, answer in answers.items()}
        values = {
            one.id: one.answered(typed[one.id]) if one.id in typed else one.chosen
            for one in self.fields
        }
        empty = [one.label for one in self.fields if one.required and not any(values[one.id])]
        assert not empty, f"Discord does not send the form without {', '.join(empty)}"
        return {
            "custom_id": self.custom_id,
            "components": [
                _sent(component, values, number)
                for number, component in enumerate(self.components, start=1)
            ],
        }


def open_form(modal: Mapping[str, Any], reader: Reader) -> Form:
    """A form as its reader sees it."""
    fields, said = [], []
    for component in modal["components"]:
        if component["type"] == TEXT:
            said += [line.text for line in render(component["content"], reader)]
        elif component["type"] == LABEL:
            inner = component["component"]
            fields.append(_field(inner, component["label"], component.get("description") or ""))
        else:
            assert component["type"] == ROW
            fields += [_field(inner, inner["label"], "") for inner in component["components"]]
    text = "\n".join(said).strip()
    return Form(modal["custom_id"], modal["title"], text, tuple(fields), modal["components"])


def _field(inner: Mapping[str, Any], label: str, hint: str) -> Field:
    options = tuple((one["label"], one["value"]) for one in inner.get("options") or ())
    if inner["type"] == TEXT_INPUT:
        chosen: tuple[str, ...] = (inner.get("value") or "",)
    elif inner["type"] == CHECKBOX:
        options = (("yes", "true"), ("no", "false"))
        chosen = ("true" if inner.get("default") else "false",)
    else:
        chosen = tuple(one["value"] for one in inner["options"] if one.get("default"))
    required = inner.get("required") is not False and inner["type"] != CHECKBOX
    most = inner.get("max_length") or LONGEST_INPUT
    return Field(inner["custom_id"], label, hint, inner["type"], required, chosen, options, most)


def _sent(
    component: Mapping[str, Any], values: Mapping[str, tuple[str, ...]], number: int
) -> dict[str, Any]:
    payload = {"type": component["type"], "id": component.get("id") or number}
    if component["type"] == LABEL:
        payload["component"] = _value(component["component"], values)
    elif component["type"] == ROW:
        payload["components"] = [_value(one, values) for one in component["components"]]
    return payload


def _value(inner: Mapping[str, Any], values: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    given = values[inner["custom_id"]]
    payload = {"type": inner["type"], "custom_id": inner["custom_id"]}
    match inner["type"]:
        case 4:
            return payload | {"value": given[0]}
        case 21:
            return payload | {"value": given[0] if given else None}
        case 23:
            return payload | {"value": given == ("true",)}
    assert inner["type"] in (SELECT, CHECKBOXES), f"nobody knows fields of type {inner['type']}"
    return payload | {"values": list(given)}
