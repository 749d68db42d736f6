"""Links between a person's accounts, by a code that one shows and the other enters.

A code alone links nothing: the person who enters it is shown its owner and agrees,
and then the one who offers it is shown who entered it and agrees too.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.people.person import Address
from bot.frozen import frozen

CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
TRIES_COUNT_FOR = timedelta(hours=1)

# Without letters that are taken for figures; twelve of these are sixty random bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS, GROUP = 12, 4
_LOOKALIKES = str.maketrans("OIL", "011")


@frozen
class Account:
    """An account at which a person meets the bot; `label` names it for another person.

    Such as “Ada Lovelace (@ada) on Slack, in Hunters”.
    """

    address: Address
    label: str


@frozen
class LinkRequest:
    """A request to link two accounts: the one that shows the code, and the one that entered it."""

    id: int
    by: Account
    expires: datetime
    entered: Account | None = None
    agreed: bool = False


class LinkObstacle(StrEnum):
    """The obstacle that keeps two people from being merged at present."""

    ON_ITS_WAY = "a reminder is on its way"
    SAME_GROUP = "both are members of the same group"
    TAKEN_BACK = "one of them does not agree any more"


def format_code(code: str) -> str:
    """Returns a code as it is shown, in groups."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def read_code(text: str) -> str | None:
    """Reads a code as it was typed; None for text that cannot be one."""
    code = "".join(letter for letter in text.upper() if letter.isalnum()).translate(_LOOKALIKES)
    fits = len(code) == LETTERS and all(letter in ALPHABET for letter in code)
    return code if fits else None
