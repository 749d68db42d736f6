"""A person's accounts on several platforms, linked by a code."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.people.account_link import Obstacle, Offer, Side
from bot.domain.people.person import Address


class AccountLinkQueries(Protocol):
    """Reads the accounts that a person has linked, and the codes that they created or entered."""

    async def accounts(self) -> tuple[Side, ...]:
        """Returns all accounts of a linked person, in a fixed order; none if nothing is linked."""

    async def created(self) -> Offer | None:
        """Returns the link that the person's own code offers, until it expires."""

    async def entered(self, offer: int) -> Offer | None:
        """Returns the link whose code the person entered, until it expires."""


class AccountLinks(AccountLinkQueries, Protocol):
    """Reads and changes the links between a person's accounts."""

    async def create_code(self, side: Side, expires: datetime) -> str:
        """Creates a code in place of an earlier one."""

    async def enter_code(self, code: str, side: Side, until: datetime) -> Offer | None:
        """Uses a code up, and extends its offer until then; None for a code that fits nothing."""

    async def agree(self, offer: int) -> None:
        """Records that the person who entered the code agrees."""

    async def drop(self, offer: int) -> None:
        """Ends an offer whose code the person created or entered."""

    async def count_attempts(self, since: datetime) -> int:
        """Counts the codes that the person entered, right or wrong, and erases older attempts."""

    async def record_attempt(self) -> None:
        """Records that the person entered a code."""

    async def merge(self, offer: Offer) -> Obstacle | None:
        """Takes over everything of the person who entered the code, unless an obstacle is found."""

    async def deliver_to(self, address: Address) -> None:
        """Makes one of the person's accounts the one to which reminders go."""

    async def unlink(self, keep: Address) -> None:
        """Leaves everything with one account; the others belong to nobody any more."""
