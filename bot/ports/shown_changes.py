"""Records which changes people have seen the answers to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol


class ShownChanges(Protocol):
    """Notes the changes whose answers were shown, and stores that soon, many at once."""

    def add(self, changes: Collection[int]) -> None:
        """Notes that the answers that name these changes were shown."""

    def __contains__(self, change: int) -> bool:
        """True if an answer that names the change was shown, and that is not stored yet."""
