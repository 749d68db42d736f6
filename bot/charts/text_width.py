"""The width of words in the pictures' font, and the characters that it has."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "fonts"
WIDTHS = _FOLDER / "widths.json"
FONTS = (_FOLDER / "NotoSans-Regular.ttf", _FOLDER / "NotoSans-Bold.ttf")
# Latin with its supplements and extensions, Greek, Cyrillic, Vietnamese, punctuation, currencies.
SIGNS: Sequence[range] = (
    range(0x20, 0x7F),
    range(0xA0, 0x180),
    range(0x18F, 0x190),
    range(0x192, 0x193),
    range(0x1A0, 0x1B1),
    range(0x1CD, 0x1DD),
    range(0x1E6, 0x1F0),
    range(0x1FA, 0x21C),
    range(0x370, 0x400),
    range(0x400, 0x482),
    range(0x48A, 0x530),
    range(0x1E80, 0x1EFA),
    range(0x2010, 0x2028),
    range(0x2030, 0x203B),
    range(0x20A0, 0x20C0),
)
_ELLIPSIS = "…"


def width(words: str, size: float, *, bold: bool = False) -> float:
    """Returns the width of words in pixels at a size in pixels."""
    known = _widths()["bold" if bold else "regular"]
    return sum(known.get(sign, 600) for sign in words) * size / 1000


def drawable(words: str) -> str:
    """Returns the words without signs that the font lacks, which would be boxes."""
    known = _widths()["regular"]
    composed = unicodedata.normalize("NFC", words)
    return " ".join("".join(sign for sign in composed if sign in known).split())


def fit(words: str, size: float, room: float, *, bold: bool = False) -> str:
    """Returns the words, cut where they are wider than the room."""
    if width(words, size, bold=bold) <= room:
        return words
    while words and width(words + _ELLIPSIS, size, bold=bold) > room:
        words = words[:-1]
    return words.rstrip() + _ELLIPSIS


def wrap(words: str, size: float, room: float) -> list[str]:
    """Returns the words as lines that fit the room."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(fit(word, size, room))
    return lines


def balance(words: str, size: float, room: float) -> list[str]:
    """Returns the words as few lines of about one length that fit the room."""
    lines = wrap(words, size, room)
    longest = max((width(word, size) for word in words.split()), default=0)
    while room - size > longest:
        room -= size
        narrower = wrap(words, size, room)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


@cache
def _widths() -> Mapping[str, Mapping[str, int]]:
    found: Mapping[str, Mapping[str, int]] = json.loads(WIDTHS.read_text("utf-8"))
    return found
