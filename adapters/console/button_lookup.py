"""Reads `.press LABEL on "TITLE" #2 key=value --stale`, and finds that button."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from adapters.console.directive_words import Word, split
from adapters.console.screen import PlacedButton, SentMessage
from bot.message import Refused

MOST_NAMED = 5
STALE = "--stale"
NO_BUTTON = "There is no button to press yet."
_NTH = re.compile(r"#([1-9][0-9]{0,4})")
_HOW = "Say which button: .press “I sent it”"


@dataclass(frozen=True, slots=True)
class ButtonQuery:
    """The button to press, and the answers for the form that it opens.

    `nth` counts from 1; `stale` means a button as the message was first sent.
    """

    label: str
    title: str | None
    nth: int
    stale: bool
    answers: Mapping[str, str]


def read_press(rest: str) -> ButtonQuery:
    """Reads what follows `.press`. Raises Refused for words that do not belong there."""
    label: list[str] = []
    title: list[str] = []
    nth, stale, answers = 1, False, {}
    filling: list[str] | None = label
    for word in split(rest):
        if word.key is not None:
            answers[word.key], filling = word.text, None
        elif not word.quoted and (found := _NTH.fullmatch(word.text)) and label:
            nth, filling = int(found[1]), None
        elif not word.quoted and word.text == STALE:
            stale, filling = True, None
        elif _begins_title(word, label, title):
            filling = title
        elif filling is None or (filling and word.quoted):
            raise Refused(
                f"I don't know what “{word.text[:40]}” belongs to. Put quotes around words that "
                "belong together."
            )
        else:
            filling.append(word.text)
            if word.quoted:
                filling = None
    if not label:
        raise Refused(_HOW)
    return ButtonQuery(" ".join(label), " ".join(title) or None, nth, stale, answers)


def _begins_title(word: Word, label: Sequence[str], title: Sequence[str]) -> bool:
    return not word.quoted and word.text == "on" and bool(label) and not title


def find_button(
    sent: Iterable[SentMessage], query: ButtonQuery
) -> tuple[SentMessage, PlacedButton]:
    """Returns the wanted button and its message; `sent` is newest first.

    A title means the message or item of exactly that title, if there is one,
    else those whose title contains it. Raises Refused with the nearest labels.
    """
    placed = [
        (one, button)
        for one in sent
        for button in (one.first_buttons if query.stale else one.buttons)
    ]
    label = query.label.casefold()
    with_label = [(one, button) for one, button in placed if button.label.casefold() == label]
    if not with_label:
        raise Refused(_explain_missing(query.label, [button.label for _, button in placed]))
    matches = with_label if query.title is None else _filter_by_title(with_label, query.title)
    if not matches:
        titles = _quote_some(button.titles[0] for _, button in with_label)
        raise Refused(f"No button “{query.label}” is on “{query.title}”. It is on: {titles}.")
    if query.nth > len(matches):
        count = "only one button" if len(matches) == 1 else f"only {len(matches)} buttons"
        raise Refused(f"There is {count} “{query.label}” here, so there is no #{query.nth}.")
    return matches[query.nth - 1]


def _filter_by_title(
    buttons: list[tuple[SentMessage, PlacedButton]], title: str
) -> list[tuple[SentMessage, PlacedButton]]:
    query = title.casefold()
    exact = [pair for pair in buttons if any(t.casefold() == query for t in pair[1].titles)]
    return exact or [pair for pair in buttons if any(query in t.casefold() for t in pair[1].titles)]


def _explain_missing(label: str, labels: list[str]) -> str:
    if not labels:
        return NO_BUTTON
    unique = list(dict.fromkeys(labels))
    near = process.extract(
        label, unique, scorer=fuzz.WRatio, processor=str.casefold, limit=MOST_NAMED
    )
    return f"There is no button “{label[:80]}”. Nearest: {_quote_some(one for one, _, _ in near)}."


def _quote_some(names: Iterable[str]) -> str:
    unique = list(dict.fromkeys(name for name in names if name))
    return ", ".join(f"“{name}”" for name in unique[:MOST_NAMED]) or "a message without a title"
