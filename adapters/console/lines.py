"""Things seen as lines: JSON objects for programs, plain text for people behind a pipe."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from adapters.console.safe_text import for_json, for_terminal
from adapters.console.view_model import Kind, Seen, SeenFact, SeenItem
from bot.message import Draft


def as_json(seen: Seen) -> str:
    """One thing seen as one line of JSON."""
    return for_json(json.dumps(as_object(seen), ensure_ascii=False))


def as_object(seen: Seen) -> dict[str, Any]:
    """One thing seen as the object that programs rely on."""
    # A single nudge can be read without looking into its items.
    only = seen.items[0] if seen.nudges and len(seen.items) == 1 else None
    buttons = (*only.buttons, *seen.buttons) if only else seen.buttons
    drawn: dict[str, Any] = {
        "at": seen.at.isoformat(timespec="seconds"),
        "to": seen.to,
        "private": seen.private,
        "kind": str(seen.kind),
        "title": seen.title,
        "text": seen.text,
        "facts": _facts(seen.facts),
        "items": [_item(item) for item in seen.items],
        "buttons": list(buttons),
        "draft": _draft(only.draft if only and seen.draft is None else seen.draft),
        # Promised to programs, so they are there although nothing has one today.
        "picture": None,
        "file": None,
        "fields": [
            {
                "name": field.name,
                "label": field.label,
                "kind": field.kind,
                "required": field.required,
                "value": field.value,
            }
            for field in seen.fields
        ],
    }
    if seen.nudges:
        drawn["nudge"] = list(seen.nudges)
    return drawn


def _item(item: SeenItem) -> dict[str, Any]:
    return {
        "title": item.title,
        "text": item.text,
        "facts": _facts(item.facts),
        "draft": _draft(item.draft),
        "buttons": list(item.buttons),
        "nudge": item.nudge,
    }


def _facts(facts: Iterable[SeenFact]) -> list[list[str]]:
    return [[fact.label, fact.text] for fact in facts]


def _draft(draft: Draft | None) -> dict[str, str] | None:
    return {"subject": draft.subject, "body": draft.body} if draft else None


def as_text(seen: Seen) -> str:
    """One thing seen as lines to read, an empty one after them."""
    when = f"{seen.at:%a} {seen.at.day} {seen.at:%b %H:%M}"
    lines = [f"── {when} · {seen.to}{_sort(seen.kind)}"]
    only = seen.items[0] if len(seen.items) == 1 else None
    lines += filter(None, (seen.title,))
    # A single nudge says the same above its item as in it.
    if not (only and only.text == seen.text):
        lines += filter(None, (seen.text,))
    lines += [f"{fact.label}: {fact.text}" for fact in seen.facts]
    for item in seen.items:
        lines += _lines_of(item, titled=item.title != seen.title)
    lines += _draft_lines(seen.draft)
    for field in seen.fields:
        value = "" if field.value is None else f" {field.value}"
        lines.append(f"{field.name}: {field.label}{' (needed)' * field.required}{value}")
    lines += _button_lines(seen.buttons)
    return for_terminal("\n".join(lines)) + "\n"


def _sort(kind: Kind) -> str:
    return "" if kind is Kind.ANSWER else f" · {kind}"


def _lines_of(item: SeenItem, *, titled: bool) -> list[str]:
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
