"""A person's sides on several platforms."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.people.account_link import Obstacle, Offer, Side
from bot.domain.people.person import Address


class Links(Protocol):
    """What a person offers, enters, and is linked to."""

    async def sides(self) -> tuple[Side, ...]:
        """Every side of a person who is linked, in a fixed order; none for one who is not."""

    async def offer_link(self, side: Side, expires: datetime) -> str:
        """A new code, in place of one offered before."""

    async def offered(self) -> Offer | None:
        """What the person offers, while it lasts."""

    async def entered(self, offer: int) -> Offer | None:
        """An offer whose code the person entered, while it lasts."""

    async def enter_code(self, code: str, side: Side, until: datetime) -> Offer | None:
        """Uses a code up, and gives its offer until then; None for a code that opens nothing."""

    async def agree_to_link(self, offer: int) -> None:
        """The one who entered the code agrees."""

    async def drop_offer(self, offer: int) -> None:
        """Ends an offer that the person made or entered."""

    async def tries(self, since: datetime) -> int:
        """How many codes the person entered, right or wrong; older ones are cleared out."""

    async def count_try(self) -> None:
        """Notes that the person entered a code."""

    async def absorb(self, offer: Offer) -> Obstacle | None:
        """Takes everything of the one who entered the code, unless something is in the way."""

    async def tell_at(self, address: Address) -> None:
        """Makes one of the person's sides the one where they are told."""

    async def part(self, keep: Address) -> None:
        """Leaves everything with one side; the others are nobody's any more."""
