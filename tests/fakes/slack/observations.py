"""Observations of a person at Slack, in the words that all platforms' people share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.catalog import COMMANDS
from tests.conformance.person import Entry, Letter, Question, Seen
from tests.fakes.slack.client import Client
from tests.fakes.slack.message_reader import Page, Part
from tests.fakes.slack.modal import Modal
from tests.fakes.slack.screen import ScreenEvent, Shown

# How the app shows that something went wrong; a person knows it by the sign.
_SIGN = re.compile(r":(\w+): ")
_WRONG = "warning"
_NUDGE = re.compile(r"item:\d+:text:(.+)")


def saw_message(client: Client, shown: Shown, nudges: Sequence[str]) -> Seen:
    """A message that came up or changed. `nudges` names those of its delivery."""
    assert shown.message is not None
    assert shown.revision is not None
    page = client.page_of(shown.revision)
    private = shown.message.channel.is_im or shown.message.to is not None
    seen = _saw(client, shown, page, _kind(shown, nudges, private=private), nudges)
    return Seen(**{**vars(seen), "private": private})


def _kind(shown: Shown, nudges: Sequence[str], *, private: bool) -> str:
    if shown.what is ScreenEvent.CHANGED:
        return "update"
    if nudges:
        return "nudge"
    is_delivery = shown.revision is not None and shown.revision.metadata is not None
    return "group" if is_delivery or not private else "answer"


def saw_view(client: Client, shown: Shown, modal: Modal) -> Seen:
    """A form, or a message in a view of its own."""
    if modal.fields:
        return saw_form(client, shown.at, modal)
    return _saw(client, shown, modal.page, "answer", ())


def saw_form(client: Client, at: datetime, modal: Modal) -> Seen:
    """Returns a form with its content, and what is wrong with that."""
    fields, names = modal.fields, names_of(modal)
    title, lines = _whole_title(modal)
    wrong = [field.error for field in fields if field.error]
    return Seen(
        at=at.astimezone(ZoneInfo(client.user.zone)),
        kind="form",
        title=title,
        text="\n".join([*lines, *wrong]),
        fields=tuple(
            Question(names[field.label], field.label, field.required, field.value)
            for field in fields
        ),
    )


def names_of(modal: Modal) -> dict[str, str]:
    """The names of a form's fields by their labels: those of the command that asks so."""
    labels = [field.label for field in modal.fields]
    title, _ = _whole_title(modal)
    fitting = []
    for command in COMMANDS:
        names = {param.label or param.name: param.name for param in command.fields}
        if set(labels) <= set(names):
            fitting.append((command.summary == title, names))
    assert fitting, f"no command asks for {labels}"
    return max(fitting, key=lambda one: one[0])[1]


def _whole_title(modal: Modal) -> tuple[str, list[str]]:
    """A form's title, and the lines under it: one too long for the top goes on in the first."""
    lines = modal.page.whole.lines
    if modal.title.endswith("…") and lines and lines[0].startswith(modal.title[:-1].rstrip()):
        return lines[0], lines[1:]
    return modal.title, lines


def _saw(client: Client, shown: Shown, page: Page, kind: str, nudges: Sequence[str]) -> Seen:
    whole, entries = page.whole, page.entries
    sign, text = _signed(whole.text)
    if sign == _WRONG and kind == "answer":
        kind = "error"
    # A single nudge says the same above its entry as in it.
    only = entries[0] if len(entries) == 1 and nudges else None
    buttons = [*(_labels(only) if only else ()), *_labels(whole)]
    return Seen(
        at=shown.at.astimezone(ZoneInfo(client.user.zone)),
        kind=kind,
        title=whole.title,
        text=text or (only.text if only else ""),
        facts=dict(whole.facts),
        items=tuple(_entry(entry, whole) for entry in entries),
        buttons=tuple(buttons),
        draft=_letter(whole) or (_letter(only) if only else None),
        nudges=tuple(nudges),
    )


def _entry(entry: Part, whole: Part) -> Entry:
    nudge = next((found[1] for id in entry.ids if (found := _NUDGE.fullmatch(id))), None)
    title = entry.title or whole.title
    return Entry(title, entry.text, tuple(_labels(entry)), _letter(entry), nudge)


def _labels(part: Part) -> Iterable[str]:
    return [pressable.label for pressable in part.pressables]


def _letter(part: Part) -> Letter | None:
    """A draft: one code block to say or send, or two with the subject first."""
    match [copied.text for copied in part.copyables]:
        case [body]:
            return Letter("", body)
        case [subject, body]:
            return Letter(subject, body)
    return None


def _signed(text: str) -> tuple[str, str]:
    """The sign at the beginning of a text, and the text after it."""
    found = _SIGN.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)
