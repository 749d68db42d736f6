"""The ports of Slack's adapter to storage: installations, keys of events, and presence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from bot.domain.people.person import Address


class Installation(Protocol):
    """One stored workspace or organization; `secret` is encrypted."""

    @property
    def tenant(self) -> str:
        """Returns the team's id (T…), or the organization's (E…) for an org-wide installation."""

    @property
    def secret(self) -> str | None:
        """Returns the encrypted tokens; None once it is uninstalled."""

    @property
    def expires(self) -> datetime | None:
        """Returns when the token expires, if it does."""


class Installations(Protocol):
    """Stores installations."""

    async def find(self, tenant: str) -> Installation | None:
        """Returns the installation of a tenant, removed or not."""

    async def all(self) -> Sequence[Installation]:
        """Returns all installations that were not removed."""

    async def save(
        self,
        tenant: str,
        *,
        enterprise: str | None,
        bot_user: str,
        secret: str,
        expires: datetime | None,
    ) -> None:
        """Stores an installation, in place of an earlier one of the same tenant."""

    async def replace_secret(
        self, tenant: str, old: str, new: str, expires: datetime | None
    ) -> bool:
        """Replaces a secret; False if it was replaced meanwhile."""

    async def begin_renewing(
        self, tenant: str, secret: str, now: datetime, until: datetime
    ) -> bool:
        """Takes the right to renew a secret until an instant; False if another process has it."""

    async def mark_uninstalled(self, tenant: str, now: datetime) -> None:
        """Erases the secret of a tenant that removed the app."""

    async def erase(self, before: datetime) -> int:
        """Erases all data of tenants that removed the app before then; returns how many people."""


class IdempotencyKeys(Protocol):
    """Keys of what came in or went out already, in all processes."""

    async def claim(self, key: str, now: datetime) -> bool:
        """Claims a key; False if it was claimed before, also by another process just now."""

    async def claimed(self, keys: Iterable[str]) -> Collection[str]:
        """Returns those of the keys that were claimed."""

    async def erase_before(self, before: datetime) -> int:
        """Erases keys that were claimed before then; returns how many."""


class Presence(Protocol):
    """The last day on which each person opened their Home tab."""

    async def record(self, address: Address, today: date) -> None:
        """Records that a person opened it; the second time on a day writes nothing."""

    async def since(self, day: date, addresses: Collection[Address]) -> Collection[Address]:
        """Returns those of the addresses that opened it on that day or later."""
