"""What Slack's adapter asks of storage, and no more: installations, and keys seen before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Protocol


class Installation(Protocol):
    """One workspace or organisation as it is kept; `secret` is encrypted."""

    @property
    def tenant(self) -> str:
        """The team's id (T…), or the organisation's (E…) for an org-wide installation."""

    @property
    def secret(self) -> str | None:
        """The encrypted tokens; None once it is gone."""

    @property
    def expires(self) -> datetime | None:
        """When the token ends, if it ends."""


class Installations(Protocol):
    """Every installation there is."""

    async def find(self, tenant: str) -> Installation | None:
        """The installation of a tenant, gone or not."""

    async def all(self) -> Sequence[Installation]:
        """Every installation that is not gone."""

    async def save(
        self,
        tenant: str,
        *,
        enterprise: str | None,
        bot_user: str,
        secret: str,
        expires: datetime | None,
    ) -> None:
        """Keeps an installation, in place of an earlier one of the same tenant."""

    async def replace_secret(
        self, tenant: str, old: str, new: str, expires: datetime | None
    ) -> bool:
        """Puts a secret in place of another; False where that other is not there any more."""

    async def begin_renewing(
        self, tenant: str, secret: str, now: datetime, until: datetime
    ) -> bool:
        """Whether the caller may renew that secret now; nobody else may until that instant."""

    async def lose(self, tenant: str, now: datetime) -> None:
        """Throws the secret away: the bot is not welcome there any more."""

    async def erase(self, before: datetime) -> int:
        """Erases everything of the tenants that were gone before then; how many people went."""


class Seen(Protocol):
    """Keys of what came in or went out already, in every process."""

    async def first(self, key: str, now: datetime) -> bool:
        """Whether that key comes for the first time; of two at once only one is told so."""

    async def known(self, keys: Iterable[str]) -> Collection[str]:
        """Those of the keys that were seen."""

    async def forget(self, before: datetime) -> int:
        """Clears out what was seen before then; how many keys went."""
