"""A person's nudges, as a command finds and changes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.reminders.nudge import Nudge, PlannedNudge


class NudgeQueries(Protocol):
    """Reads a person's nudges."""

    async def get(self, id: int) -> Nudge | None:
        """Returns one of the person's nudges."""

    async def pending(self, limit: int) -> Sequence[Nudge]:
        """Returns the person's pending nudges, the next due first."""

    async def recently_delivered(self, limit: int) -> Sequence[Nudge]:
        """Returns the nudges that were delivered or given up, the latest first."""

    async def of_delivery(self, delivery: str) -> Sequence[Nudge]:
        """Returns the members of one of the person's deliveries, in the order of their ids."""

    async def delivered_at(self, application: int) -> Mapping[str, datetime]:
        """Returns, by key, when each nudge of an application was delivered or given up."""

    async def delivered_at_each(
        self, applications: Sequence[int]
    ) -> Mapping[int, Mapping[str, datetime]]:
        """Returns the same for each of several applications, by its id."""

    async def unmentioned_failures(self) -> Sequence[Nudge]:
        """Returns undeliverable nudges that no answer to a writing command has mentioned yet."""


class Nudges(NudgeQueries, Protocol):
    """Reads and changes a person's nudges."""

    async def reconcile(
        self, application: int, planned: Sequence[PlannedNudge], *, new: bool = False
    ) -> None:
        """Makes the stored nudges agree with the rules; a `new` application has none yet."""

    async def replan(self) -> None:
        """Plans all of the person's nudges and midweek lines by their present preferences."""

    async def hold(self, until: datetime | None, *, release: datetime | None = None) -> None:
        """Holds all pending nudges until an instant, or without one until released.

        With `release` given instead: those pending are ready at their due time,
        but not before `release`.
        """

    async def mention_failures(self) -> Sequence[Nudge]:
        """Marks undeliverable nudges as mentioned; returns those that were not until now."""
