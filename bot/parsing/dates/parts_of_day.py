"""Morning and afternoon: which of the two an hour is in, and what names it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.parsing.dates.times_of_day import is_open
from bot.parsing.parse_context import Ambiguous

MORNING, AFTERNOON = "in the morning", "in the afternoon"
_NOON = 12
_HALF_DAY = timedelta(hours=12)
_PARTS = {
    "morning": MORNING,
    "afternoon": AFTERNOON,
    "evening": AFTERNOON,
    "tonight": AFTERNOON,
}


def without_part_of_day(words: list[str]) -> tuple[list[str], str]:
    """The words without *in the afternoon* and the like, and which half of the day that is."""
    for at, word in enumerate(words):
        if (part := _PARTS.get(word)) is None:
            continue
        if word == "tonight":
            return [*words[:at], "today", *words[at + 1 :]], part
        before = words[:at]
        if before[-1:] == ["this"]:
            return [*before[:-1], "today", *words[at + 1 :]], part
        if before[-2:] == ["in", "the"]:
            before = before[:-2]
        return [*before, *words[at + 1 :]], part
    return words, ""


def in_half_of_day(said: str, clock: time, prefers: frozenset[str], *, named: bool) -> time:
    """The time in the half of the day that is meant. Raises Ambiguous where that is open."""
    if not is_open(said):
        late = named and AFTERNOON in prefers and 0 < clock.hour < _NOON and _has_no_half(said)
        return _later(clock) if late else clock
    if AFTERNOON in prefers:
        return _later(clock)
    if MORNING in prefers:
        return clock
    raise Ambiguous(
        f"Is {clock.hour}:{clock.minute:02} in the morning or in the afternoon? "
        f"Write {clock.hour}:{clock.minute:02}am or {clock.hour}:{clock.minute:02}pm.",
        AFTERNOON,
        MORNING,
    )


def _later(clock: time) -> time:
    return (datetime.combine(date.min, clock) + _HALF_DAY).time()


def _has_no_half(said: str) -> bool:
    return not said.rstrip(".").endswith(("am", "a.m", "a")) and not said.startswith("0")
