"""Statuses of applications, in the words that trackers and people use for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.domain.applications.application import Stage
from bot.importing.cells import fold_cell, words_of

ENDS = frozenset({Stage.ACCEPTED, Stage.REJECTED, Stage.WITHDRAWN, Stage.GHOSTED})
# How far an application has come, where a cell names several stages.
_FAR = (Stage.PLANNED, Stage.APPLIED, Stage.IN_TOUCH, Stage.INTERVIEWING, Stage.OFFER)
_PARTS = re.compile(r"\s*(?:[,;|/\n→]|->|=>|>|\s[-–—]\s|\+|&|\bthen\b)\s*")
_FIGURES = re.compile(r"\d[\d./:-]*")
_REPEATED = re.compile(r"(\w)\1+")
_SHORTEST_MISSPELLED = 6
_LONG = 9
_LONGEST_PHRASE = 6
_TURNS = ("未", "没", "不", "挂", "拒", "等", "待")
_MOST_WORDS = 12
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


@lru_cache(maxsize=20_000)
def read_status(text: str) -> Stage | None:
    """Returns the stage that a cell names; None if it names none, or contradicts itself."""
    text = text.casefold()  # HackerRank is one word
    parts = [part for part in _PARTS.split(text) if fold_cell(_FIGURES.sub(" ", part))]
    if len(parts) == 1 and (found := _known().get(fold_cell(text))):
        return found
    found_in_parts = {_read_part(part) for part in parts}
    if found_in_parts <= {None}:
        return None
    known = {one for one in found_in_parts if one is not None}
    if None in found_in_parts and any(_has_negation(part) for part in parts):
        return None
    return _one_of(known)


def has_figures(text: str) -> bool:
    """True for *interview 11/20*, which says more than its stage; not for *round 2*."""
    return bool(_FIGURES.search(text)) and fold_cell(text.casefold()) not in _known()


def _one_of(stages: set[Stage]) -> Stage | None:
    """Returns the end that stages name, or the furthest; None if they contradict each other."""
    if {Stage.OFFER, Stage.REJECTED} <= stages:
        return None  # who said no to whom?
    ends = stages & ENDS
    if ends:
        return next(iter(ends)) if len(ends) == 1 else None
    return max(stages, key=_FAR.index)


def merge_stages(stages: list[Stage]) -> Stage | None:
    """Returns what a status in several columns amounts to; None if they contradict each other."""
    return _one_of(set(stages)) if stages else None


def _read_part(part: str) -> Stage | None:
    plain = fold_cell(_FIGURES.sub(" ", part))
    if found := _known().get(fold_cell(part)) or _known().get(plain):
        return found
    if _CHINESE.search(plain):
        return _chinese(plain)
    if len(plain.split()) > _MOST_WORDS or _is_unsure(plain):
        return None
    return _inside(plain) or _misspelled(plain)


def _inside(plain: str) -> Stage | None:
    """Returns the stage whose words are in a longer text, where all others are harmless."""
    words = plain.split()
    found: set[Stage] = set()
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            stage = _known().get(" ".join(words[at : at + length]))
            if stage is not None:
                found.add(stage)
                at += length
                break
        else:
            if words[at] not in _list("harmless") and not words[at].isdigit():
                return None
            at += 1
    if len(found) > 1 and not found & ENDS:
        return None  # waiting for an offer is none
    return _one_of(found) if found else None


def _has_negation(part: str) -> bool:
    return bool(set(fold_cell(part).split()) & _list("negations"))


def _is_unsure(plain: str) -> bool:
    """True if a word may mean the one or the other; one that is known as a whole does not."""
    return plain in _list("unsure") or bool(set(plain.split()) & _list("unsure"))


def _chinese(plain: str) -> Stage | None:
    """Returns the stage of the longest known word in it, if nothing turns what is left around."""
    found = max((word for word in _known() if len(word) > 1 and word in plain), key=len, default="")
    if not found:
        return None
    rest = plain.replace(found, "")
    if any(word in rest for word in _TURNS):
        return None
    return _known()[found]


@lru_cache(maxsize=4_096)
def _misspelled(plain: str) -> Stage | None:
    """Returns the stage of the words that differ from it in a letter or two each."""
    from rapidfuzz.distance import OSA

    if found := _shortened().get(_short(plain)):
        return found
    words = plain.split()
    stages = set()
    least = 99
    for known, stage in _known().items():
        others = known.split()
        if len(others) != len(words) or not known.isascii():
            continue
        edits = 0
        for word, other in zip(words, others, strict=True):
            most = 0 if len(other) < _SHORTEST_MISSPELLED else 1 if len(other) < _LONG else 2
            distance = OSA.distance(_short(word), _short(other), score_cutoff=most)
            # Selected is no misspelling of rejected, though two letters apart.
            edits = edits + distance if distance <= most and word[0] == other[0] else 99
            if edits > least:
                break
        if edits < least:
            least, stages = edits, {stage}
        elif edits == least < 99:
            stages.add(stage)
    return stages.pop() if len(stages) == 1 else None


def _short(plain: str) -> str:
    return _REPEATED.sub(r"\1", plain)


@lru_cache(maxsize=4)
def _list(name: str) -> frozenset[str]:
    return frozenset(fold_cell(word) for word in words_of("statuses")[name])


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Stage]:
    data = words_of("statuses")
    return {fold_cell(word): stage for stage in Stage for word in data[stage.value]}


@lru_cache(maxsize=1)
def _shortened() -> Mapping[str, Stage]:
    found: dict[str, Stage | None] = {}
    for word, stage in _known().items():
        short = _short(word)
        found[short] = stage if found.get(short, stage) is stage else None
    return {word: stage for word, stage in found.items() if stage is not None}
