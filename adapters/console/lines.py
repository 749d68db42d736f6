"""Formats views as lines: JSON objects for programs, plain text for people at a pipe."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from adapters.console.safe_text import escape_for_json, escape_for_terminal
from adapters.console.view_model import FactView, ItemView, View, ViewKind
from bot.message import Draft


def format_json(view: View) -> str:
    """Returns a view as one line of JSON."""
    return escape_for_json(json.dumps(to_object(view), ensure_ascii=False))


def to_object(view: View) -> dict[str, Any]:
    """Returns a view as the JSON object that programs rely on."""
    # A single nudge can be read without reading its items.
    only = view.items[0] if view.nudges and len(view.items) == 1 else None
    buttons = (*only.buttons, *view.buttons) if only else view.buttons
    result: dict[str, Any] = {
        "at": view.at.isoformat(timespec="seconds"),
        "to": view.to,
        "private": view.private,
        "kind": str(view.kind),
        "title": view.title,
        "text": view.text,
        "facts": _facts(view.facts),
        "items": [_item(item) for item in (*view.items, *view.rows)],
        "buttons": list(buttons),
        "draft": _draft(only.draft if only and view.draft is None else view.draft),
        "picture": view.image,
        "file": view.file,
        "fields": [
            {
                "name": field.name,
                "label": field.label,
                "kind": field.kind,
                "required": field.required,
                "value": field.value,
            }
            for field in view.fields
        ],
    }
    if view.nudges:
        result["nudge"] = list(view.nudges)
    return result


def _item(item: ItemView) -> dict[str, Any]:
    return {
        "title": item.title,
        "text": item.text,
        "facts": _facts(item.facts),
        "draft": _draft(item.draft),
        "buttons": list(item.buttons),
        "nudge": item.nudge,
    }


def _facts(facts: Iterable[FactView]) -> list[list[str]]:
    return [[fact.label, fact.text] for fact in facts]


def _draft(draft: Draft | None) -> dict[str, str] | None:
    return {"subject": draft.subject, "body": draft.body} if draft else None


def format_text(view: View) -> str:
    """Returns a view as lines of text, with an empty line after them."""
    when = f"{view.at:%a} {view.at.day} {view.at:%b %H:%M}"
    lines = [f"── {when} · {view.to}{_kind_suffix(view.kind)}"]
    only = view.items[0] if len(view.items) == 1 else None
    lines += filter(None, (view.title,))
    # A single nudge has the same text above its item as in it.
    if not (only and only.text == view.text):
        lines += filter(None, (view.text,))
    lines += [f"{fact.label}: {fact.text}" for fact in view.facts]
    for item in (*view.items, *view.rows):
        lines += _item_lines(item, titled=item.title != view.title)
    lines += _draft_lines(view.draft)
    lines += [f"Picture: {view.image}"] if view.image else []
    lines += [f"File: {view.file}"] if view.file else []
    for field in view.fields:
        value = "" if field.value is None else f" {field.value}"
        lines.append(f"{field.name}: {field.label}{' (needed)' * field.required}{value}")
    lines += _button_lines(view.buttons)
    return escape_for_terminal("\n".join(lines)) + "\n"


def _kind_suffix(kind: ViewKind) -> str:
    return "" if kind is ViewKind.ANSWER else f" · {kind}"


def _item_lines(item: ItemView, *, titled: bool) -> list[str]:
    lines = [f"• {item.title}"] if titled else []
    lines += filter(None, (item.text,))
    lines += [f"{fact.label}: {fact.text}" for fact in item.facts]
    return [*lines, *_draft_lines(item.draft), *_button_lines(item.buttons)]


def _draft_lines(draft: Draft | None) -> list[str]:
    if draft is None:
        return []
    subject = [f"Subject: {draft.subject}", ""] if draft.subject else []
    return ["-----", *subject, draft.body, "-----"]


def _button_lines(labels: Iterable[str]) -> list[str]:
    line = "  ".join(f"[{label}]" for label in labels)
    return [line] if line else []
