"""A person's accounts on several platforms, linked by a code."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.people.account_link import Account, LinkObstacle, LinkRequest
from bot.domain.people.person import Address


class AccountLinkQueries(Protocol):
    """Reads the accounts that a person has linked, and the codes that they created or entered."""

    async def accounts(self) -> tuple[Account, ...]:
        """Returns all accounts of a linked person, in a fixed order; none if nothing is linked."""

    async def created(self) -> LinkRequest | None:
        """Returns the request under the person's own code, until it expires."""

    async def entered(self, request: int) -> LinkRequest | None:
        """Returns the request whose code the person entered, until it expires."""


class AccountLinks(AccountLinkQueries, Protocol):
    """Reads and changes the links between a person's accounts."""

    async def create_code(self, account: Account, expires: datetime) -> str:
        """Creates a code in place of an earlier one."""

    async def enter_code(self, code: str, account: Account, until: datetime) -> LinkRequest | None:
        """Uses a code up, and extends its request until then; None for a code that fits nothing."""

    async def agree(self, request: int) -> None:
        """Records that the person who entered the code agrees."""

    async def drop(self, request: int) -> None:
        """Ends a request whose code the person created or entered."""

    async def count_attempts(self, since: datetime) -> int:
        """Counts the codes that the person entered, right or wrong, and erases older attempts."""

    async def record_attempt(self) -> None:
        """Records that the person entered a code."""

    async def merge(self, request: LinkRequest) -> LinkObstacle | None:
        """Takes over everything of the person who entered the code, unless an obstacle is found."""

    async def deliver_to(self, address: Address) -> None:
        """Makes one of the person's accounts the one to which reminders go."""

    async def unlink(self, keep: Address) -> None:
        """Leaves everything with one account; the others belong to no person any more."""
