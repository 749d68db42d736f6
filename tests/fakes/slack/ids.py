"""Ids of the kind that Slack gives out: U0000000001, D0000000002, 1780300800.000003."""

from __future__ import annotations

from datetime import datetime
from itertools import count


class Ids:
    """Gives out ids; no two are the same in one fake."""

    def __init__(self) -> None:
        self._count = count(1)

    def next(self, letter: str) -> str:
        """A fresh id of a kind."""
        return f"{letter}{next(self._count):010d}"

    def ts(self, now: datetime) -> str:
        """Returns a fresh timestamp id; later ones are greater even if the clock does not move."""
        return f"{int(now.timestamp())}.{next(self._count):06d}"

    def hash(self, now: datetime) -> str:
        """A fresh hash of a view."""
        return f"{int(now.timestamp())}.{next(self._count):08x}"

    def secret(self, kind: str) -> str:
        """A fresh token, code or ticket."""
        return f"{kind}-{next(self._count)}-fake"
