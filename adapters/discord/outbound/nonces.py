"""Makes nonces: for minutes, Discord takes a message under one of them only once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import chain, count

LONGEST = 25


def nonce(name: str) -> str:
    """Returns a name as a nonce that Discord takes."""
    return hashlib.sha256(name.encode()).hexdigest()[:LONGEST]


def message_names(delivery: str) -> Iterator[str]:
    """Names the messages of one delivery, the first of them as the delivery itself."""
    return chain([delivery], (f"{delivery}/{number}" for number in count(2)))
