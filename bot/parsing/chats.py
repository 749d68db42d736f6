"""A chat of several people that was copied whole: what it says is not this person's own."""

from __future__ import annotations

import re

_LOOKED_AT = 2_000
_FEWEST_TURNS = 2
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_TURN = re.compile(
    rf"(?:\[[^\]\n]{{0,24}}{_CLOCK}[^\]\n]{{0,12}}\]\s*[^:\n]{{1,40}}:"  # [10:02] Maria: hey
    rf"|[\d./-]{{6,10}},?\s+{_CLOCK}\s+[-–—]\s+[^:\n]{{1,40}}:"  # 01/06/26, 10:02 - Maria: hey
    rf"|[^\d\s][^\n:]{{1,40}}\s+(?:—\s+)?(?:[Tt]oday at |[Yy]esterday at |\[)?{_CLOCK}\]?$)",
    re.MULTILINE,
)


def looks_like_chat(text: str) -> bool:
    """True for two lines and more that begin as a messenger writes who said it, and when."""
    head = text[:_LOOKED_AT].replace("\r\n", "\n")
    turns = (_TURN.match(line.strip()) for line in head.splitlines() if line.strip())
    return sum(turn is not None for turn in turns) >= _FEWEST_TURNS
