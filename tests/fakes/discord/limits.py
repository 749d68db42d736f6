"""Discord's demands on messages and forms beyond its description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.fakes.discord.components import (
    BUTTON,
    LABEL,
    LINK_BUTTON,
    ONLY_IN_V2,
    ROW,
    TEXT,
    TEXT_INPUT,
    walk,
)
from tests.fakes.discord.messages import COMPONENTS_V2

MOST_CONTENT = 2000
MOST_COMPONENTS = 40
MOST_TEXT = 4000
MOST_ROWS = 5
MOST_IN_FORM = 5
NOT_IN_V2 = ("content", "embeds", "poll", "sticker_ids")


def unfit_message(body: dict[str, Any], flags: int = 0) -> Iterator[str]:
    """Returns what is wrong with a message; `flags` are those that it already has."""
    if len(body.get("content") or "") > MOST_CONTENT:
        yield f"content of {len(body['content'])} characters, {MOST_CONTENT} may be"
    components = list(walk(body.get("components") or ()))
    if (flags | int(body.get("flags") or 0)) & COMPONENTS_V2:
        for name in NOT_IN_V2:
            if body.get(name):
                yield f"{name} beside components of the second kind"
        if len(components) > MOST_COMPONENTS:
            yield f"{len(components)} components, {MOST_COMPONENTS} may be"
        text = sum(len(one["content"]) for one in components if one["type"] == TEXT)
        if text > MOST_TEXT:
            yield f"{text} characters of text, {MOST_TEXT} may be"
    else:
        for one in body.get("components") or ():
            if one["type"] in ONLY_IN_V2:
                yield f"a component of type {one['type']} without the flag for it"
        if len(body.get("components") or ()) > MOST_ROWS:
            yield f"{len(body['components'])} rows, {MOST_ROWS} may be"
    yield from _same_ids(components)
    for one in components:
        yield from _unfit_row(one)
        yield from _unfit_button(one)
    yield from _missing_files(body, components)


def unfit_form(data: dict[str, Any]) -> Iterator[str]:
    """Returns what is wrong with a form."""
    if len(data["components"]) > MOST_IN_FORM:
        yield f"{len(data['components'])} fields in a form, {MOST_IN_FORM} may be"
    components = list(walk(data["components"]))
    yield from _same_ids(components)
    for label in data["components"]:
        inner = label.get("component") or {}
        if label["type"] == LABEL and inner.get("type") == TEXT_INPUT and inner.get("label"):
            yield f"“{inner['label']}” is labeled twice"
    for one in components:
        most = one.get("max_length")
        if most and len(one.get("value") or "") > most:
            yield f"a value of {len(one['value'])} characters in a field that takes {most}"


def _same_ids(components: list[dict[str, Any]]) -> Iterator[str]:
    ids = [one["custom_id"] for one in components if one.get("custom_id")]
    for id in sorted({id for id in ids if ids.count(id) > 1}):
        yield f"custom_id “{id}” is there twice"


def _unfit_row(row: dict[str, Any]) -> Iterator[str]:
    if row["type"] != ROW:
        return
    inner = row["components"]
    if len(inner) > 1 and any(one["type"] != BUTTON for one in inner):
        yield "a menu beside something else in a row"


def _unfit_button(button: dict[str, Any]) -> Iterator[str]:
    if button["type"] != BUTTON:
        return
    if not (button.get("label") or button.get("emoji")):
        yield "a button without a label"
    wanted = "url" if button["style"] == LINK_BUTTON else "custom_id"
    if bool(button.get("url")) + bool(button.get("custom_id")) != 1 or not button.get(wanted):
        yield f"button “{button.get('label')}” needs {wanted} and nothing else"


def _missing_files(body: dict[str, Any], components: list[dict[str, Any]]) -> Iterator[str]:
    named = {one.get("filename") for one in body.get("attachments") or ()}
    for one in components:
        shown = [one.get("media"), one.get("file"), *[i["media"] for i in one.get("items") or ()]]
        for media in filter(None, shown):
            url = media["url"]
            name = url.removeprefix("attachment://")
            if name != url and name not in named:
                yield f"shows {name}, which was not uploaded"
