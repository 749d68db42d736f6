"""The names of what is sent: under one of them Discord takes a message once, for minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import chain, count

LONGEST = 25


def nonce(name: str) -> str:
    """A name as Discord takes it."""
    return hashlib.sha256(name.encode()).hexdigest()[:LONGEST]


def message_names(delivery: str) -> Iterator[str]:
    """What the messages of one delivery are called, the first of them as it is."""
    return chain([delivery], (f"{delivery}/{number}" for number in count(2)))
