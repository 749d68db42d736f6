"""Who watches deliveries: metrics, and tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol


class DeliveryObserver(Protocol):
    """Is told how deliveries go. Nobody's name is among it."""

    def delivered(self, kind: str, late: timedelta) -> None:
        """A nudge or post of that kind was delivered so long after it was due."""

    def missed(self, kind: str) -> None:
        """A nudge or post of that kind came to its deadline."""

    def claimed(self) -> None:
        """What is due was looked for."""

    def outages(self, platforms: Mapping[str, int]) -> None:
        """How many outages this worker knows of, by platform."""


class Unobserved:
    """Watches nothing (`DeliveryObserver`)."""

    def delivered(self, kind: str, late: timedelta) -> None:
        """Notes nothing."""

    def missed(self, kind: str) -> None:
        """Notes nothing."""

    def claimed(self) -> None:
        """Notes nothing."""

    def outages(self, platforms: Mapping[str, int]) -> None:
        """Notes nothing."""
