"""Linking: one person on two platforms, by a code that one side shows and the other enters.

A code alone opens nothing: whoever enters it is shown who offers it and agrees,
and then the one who offers it is shown who entered it and agrees too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.people.person import Address

CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
TRIES_COUNT_FOR = timedelta(hours=1)

# Without letters that are taken for figures; twelve of these are sixty random bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS, GROUP = 12, 4
_LOOKALIKES = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True)
class Side:
    """One place where somebody meets the bot; `label` says it as the other side knows it.

    Such as “Ada Lovelace (@ada) on Slack, in Hunters”.
    """

    address: Address
    label: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A code that somebody was shown, and who entered it, if somebody did."""

    id: int
    by: Side
    expires: datetime
    entered: Side | None = None
    agreed: bool = False


class Obstacle(StrEnum):
    """Why two cannot become one just now."""

    ON_ITS_WAY = "a reminder is on its way"
    SAME_GROUP = "both are members of the same group"
    TAKEN_BACK = "one of them does not agree any more"


def written(code: str) -> str:
    """A code as it is shown, in groups."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def typed(text: str) -> str | None:
    """A code as somebody typed it; None for what cannot be one."""
    code = "".join(letter for letter in text.upper() if letter.isalnum()).translate(_LOOKALIKES)
    fits = len(code) == LETTERS and all(letter in ALPHABET for letter in code)
    return code if fits else None
