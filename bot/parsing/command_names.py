"""The command that a line names: with or without the slash, its words joined as people do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.command import Command
from bot.parsing.words import normalize_lines

_JOINT = re.compile(r"[-_ ]")
_WORDS = re.compile(r"[^\s_‐‑–—-]+")
_NEAR_ENOUGH = 75
_LONGEST = 40


def find_command(text: str, commands: Sequence[Command]) -> tuple[Command, str] | None:
    """The command at the start of a line, and what follows it; the longest name wins."""
    line = normalize_lines(text)
    best: tuple[int, Command] | None = None
    for command in commands:
        found = _pattern(command.name).match(line)
        if found and (best is None or found.end() > best[0]):
            best = found.end(), command
    return None if best is None else (best[1], line[best[0] :].strip())


def nearest(text: str, commands: Sequence[Command]) -> Command | None:
    """The command that a misspelled line most likely begins with; none if none is close."""
    found = nearest_with_rest(text, commands)
    return found[0] if found else None


def nearest_with_rest(text: str, commands: Sequence[Command]) -> tuple[Command, str] | None:
    """The same, and what follows the misspelled name."""
    from rapidfuzz import fuzz, process

    line = normalize_lines(text)
    begin = line[: 2 * _LONGEST]
    words = list(_WORDS.finditer(begin.replace("/", " ", 1) if begin.startswith("/") else begin))
    names = {one.name: _JOINT.sub("", one.name) for one in commands if not one.hidden}
    best: tuple[float, str, int] | None = None
    for size in (1, 2, 3):
        typed = "".join(word[0] for word in words[:size]).casefold()[:_LONGEST]
        found = process.extractOne(typed, names, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH)
        if len(words) >= size and found and (best is None or found[1] > best[0]):
            best = found[1], found[2], words[size - 1].end()
    if best is None:
        return None
    command = next(one for one in commands if one.name == best[1])
    return command, line[best[2] :].strip()


@lru_cache(maxsize=256)
def _pattern(name: str) -> re.Pattern[str]:
    words = r"[-_‐‑–— ]?".join(re.escape(word) for word in _JOINT.split(name))
    return re.compile(rf"/?\s*{words}(?=\s|$|[:,]\s)[:,]?\s*", re.IGNORECASE)
