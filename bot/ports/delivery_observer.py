"""Observers of deliveries: metrics, and tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol


class DeliveryObserver(Protocol):
    """Receives how deliveries go, without any personal data."""

    def delivered(self, kind: str, late: timedelta) -> None:
        """Notes that a nudge or post of that kind was delivered, so long after it was due."""

    def missed(self, kind: str) -> None:
        """Notes that a nudge or post of that kind passed its deadline undelivered."""

    def claimed(self) -> None:
        """Notes that a claim was made."""

    def outages(self, platforms: Mapping[str, int]) -> None:
        """Notes the number of outages that this worker knows of, by platform."""


class Unobserved:
    """Ignores everything (`DeliveryObserver`)."""

    def delivered(self, kind: str, late: timedelta) -> None:
        """Does nothing."""

    def missed(self, kind: str) -> None:
        """Does nothing."""

    def claimed(self) -> None:
        """Does nothing."""

    def outages(self, platforms: Mapping[str, int]) -> None:
        """Does nothing."""
