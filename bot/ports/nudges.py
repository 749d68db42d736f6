"""A person's nudges, as a command finds and changes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.reminders.nudge import Nudge, PlannedNudge


class Reminders(Protocol):
    """A person's nudges."""

    async def told(self, application: int) -> Mapping[str, datetime]:
        """By key, when each of an application's nudges was delivered or given up."""

    async def reconcile(
        self, application: int, owed: Sequence[PlannedNudge], *, new: bool = False
    ) -> None:
        """Makes the stored nudges agree (`bot.domain.agreement`); `new` has none yet."""

    async def plan_anew(self) -> None:
        """Makes all the person's nudges and midweek lines agree with the rhythm they have now."""

    async def pending(self, limit: int) -> Sequence[Nudge]:
        """The person's pending nudges, the next due first."""

    async def told_lately(self, limit: int) -> Sequence[Nudge]:
        """The person's nudges that were delivered or given up, the latest first."""

    async def nudge(self, id: int) -> Nudge | None:
        """One of the person's nudges."""

    async def delivered_together(self, delivery: str) -> Sequence[Nudge]:
        """The members of one of the person's deliveries, in the order of their ids."""

    async def hold(self, until: datetime | None, *, release: datetime | None = None) -> None:
        """Holds all pending nudges until an instant, or without one until released.

        With `release` given instead: those pending are ready at their due time,
        but not before `release`.
        """

    async def unseen_failures(self) -> Sequence[Nudge]:
        """Undeliverable nudges that no answer has mentioned yet; they are mentioned now."""
