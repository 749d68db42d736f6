"""Which button is meant: `.press LABEL on "TITLE" #2 key=value --stale`, and finding it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from adapters.console.directive_words import Word, split
from adapters.console.screen import Key, Shown
from bot.message import Refused

MOST_NAMED = 5
STALE = "--stale"
_NTH = re.compile(r"#([1-9][0-9]{0,4})")
_HOW = "Say which button: .press “I sent it”"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The button that somebody wants to press, and what they answer its form with."""

    label: str
    title: str | None
    nth: int
    stale: bool
    answers: Mapping[str, str]


def read_press(rest: str) -> Wanted:
    """What follows `.press`. Raises Refused for words that have no place in it."""
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
    return Wanted(" ".join(label), " ".join(title) or None, nth, stale, answers)


def _begins_title(word: Word, label: Sequence[str], title: Sequence[str]) -> bool:
    return not word.quoted and word.text == "on" and bool(label) and not title


def find(shown: Iterable[Shown], wanted: Wanted) -> tuple[Shown, Key]:
    """The wanted button among messages, newest first, and the message it stands on.

    A title means the message or item of exactly that title, if there is one,
    else those whose title contains it. Raises Refused with the nearest labels.
    """
    everything = [
        (one, key) for one in shown for key in (one.first_keys if wanted.stale else one.keys)
    ]
    label = wanted.label.casefold()
    labelled = [(one, key) for one, key in everything if key.label.casefold() == label]
    if not labelled:
        raise Refused(_no_such_label(wanted.label, [key.label for _, key in everything]))
    matches = labelled if wanted.title is None else _titled(labelled, wanted.title)
    if not matches:
        titles = _some(key.titles[0] for _, key in labelled)
        raise Refused(f"No button “{wanted.label}” is on “{wanted.title}”. It is on: {titles}.")
    if wanted.nth > len(matches):
        count = "only one button" if len(matches) == 1 else f"only {len(matches)} buttons"
        raise Refused(f"There is {count} “{wanted.label}” here, so there is no #{wanted.nth}.")
    return matches[wanted.nth - 1]


def _titled(keys: list[tuple[Shown, Key]], title: str) -> list[tuple[Shown, Key]]:
    wanted = title.casefold()
    exact = [pair for pair in keys if any(t.casefold() == wanted for t in pair[1].titles)]
    return exact or [pair for pair in keys if any(wanted in t.casefold() for t in pair[1].titles)]


def _no_such_label(label: str, labels: list[str]) -> str:
    if not labels:
        return "There is no button to press yet."
    unique = list(dict.fromkeys(labels))
    near = process.extract(
        label, unique, scorer=fuzz.WRatio, processor=str.casefold, limit=MOST_NAMED
    )
    return f"There is no button “{label[:80]}”. Nearest: {_some(one for one, _, _ in near)}."


def _some(names: Iterable[str]) -> str:
    unique = list(dict.fromkeys(name for name in names if name))
    return ", ".join(f"“{name}”" for name in unique[:MOST_NAMED]) or "a message without a title"
