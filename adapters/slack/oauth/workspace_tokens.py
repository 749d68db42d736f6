"""Tokens of the workspaces that installed the app: stored encrypted, renewed in time."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from adapters.slack.oauth.token_cipher import Secret, TokenCipher
from adapters.slack.outbound.errors import ApiError, ErrorResponse, TokenRejected
from adapters.slack.ports import Installation, Installations
from adapters.slack.rendering.limits import Json
from bot.ports.clock import Clock

KEPT = timedelta(days=30)
EARLY = timedelta(hours=2)
_RENEWING = timedelta(seconds=30)
_LOOKS, _BETWEEN_LOOKS = 20, 0.25
_SECONDS_CACHED = 60.0

Renew = Callable[[str], Awaitable[Json]]


@dataclass(frozen=True, slots=True)
class DecryptedInstallation:
    """The app in one tenant, with its secret decrypted."""

    tenant: str
    secret: Secret
    encrypted: str
    expires: datetime | None


class WorkspaceTokens:
    """Every workspace's token (`adapters.slack.outbound.tokens.Tokens`).

    A tenant is the organization (E…) where the app is installed org-wide, so
    that a user is one person in all its workspaces, else the workspace (T…).
    """

    def __init__(
        self, kept: Installations, cipher: TokenCipher, clock: Clock, renew: Renew
    ) -> None:
        self._kept = kept
        self._cipher = cipher
        self._clock = clock
        self._renew = renew
        self._cache: dict[str, tuple[DecryptedInstallation, float]] = {}
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def has(self, tenant: str) -> bool:
        """True if the app is installed there."""
        return await self.find(tenant) is not None

    async def find(self, tenant: str) -> DecryptedInstallation | None:
        """Returns the app in a tenant, if it is installed there."""
        cached = self._cache.get(tenant)
        if cached and cached[1] > monotonic():
            return cached[0]
        return await self._load(tenant)

    async def token(self, tenant: str) -> str:
        """Returns a token that is valid now. Raises TokenRejected where there is none."""
        install = await self.find(tenant)
        if install is None:
            raise TokenRejected("app_uninstalled")
        if self._ends_within(install, EARLY):
            # Losing Slack's answer would lose the workspace: the old token is used up.
            install = await asyncio.shield(self._renewed(tenant))
        return install.secret.token

    async def another(self, tenant: str, refused: str) -> str | None:
        """Returns a token that replaced one that Slack refused, if there is one."""
        install = await self._load(tenant)
        if install is not None and install.secret.token == refused and install.secret.refresh:
            try:
                install = await asyncio.shield(self._renewed(tenant, refused))
            except TokenRejected:
                return None
        return install.secret.token if install and install.secret.token != refused else None

    async def lost(self, tenant: str) -> None:
        """Forgets a token that Slack refuses for good."""
        self._cache.pop(tenant, None)
        await self._kept.mark_uninstalled(tenant, self._clock.now())

    async def add(
        self,
        tenant: str,
        *,
        enterprise: str | None,
        bot_user: str,
        secret: Secret,
        expires: datetime | None,
    ) -> None:
        """Stores a new installation."""
        await self._kept.save(
            tenant,
            enterprise=enterprise,
            bot_user=bot_user,
            secret=self._cipher.encrypt(secret),
            expires=expires,
        )
        self._cache.pop(tenant, None)

    async def reencrypt(self) -> int:
        """Encrypts every secret with the newest key; returns how many. Raises MissingKey."""
        changed = 0
        for one in await self._kept.all():
            if one.secret and (again := self._cipher.reencrypted(one.secret)):
                changed += await self._kept.replace_secret(
                    one.tenant, one.secret, again, one.expires
                )
        return changed

    async def erase_uninstalled(self) -> int:
        """Erases all people of workspaces that removed the app 30 days ago."""
        return await self._kept.erase(self._clock.now() - KEPT)

    async def _load(self, tenant: str) -> DecryptedInstallation | None:
        install = self._decrypted(await self._kept.find(tenant))
        if install is None:
            self._cache.pop(tenant, None)
        else:
            self._cache[tenant] = install, monotonic() + _SECONDS_CACHED
        return install

    def _decrypted(self, kept: Installation | None) -> DecryptedInstallation | None:
        if kept is None or kept.secret is None:
            return None
        secret = self._cipher.decrypt(kept.secret)
        return DecryptedInstallation(kept.tenant, secret, kept.secret, kept.expires)

    def _ends_within(self, install: DecryptedInstallation, span: timedelta) -> bool:
        return install.expires is not None and install.expires <= self._clock.now() + span

    async def _renewed(self, tenant: str, refused: str | None = None) -> DecryptedInstallation:
        """Renews a token; one process at a time asks Slack."""
        async with self._turns[tenant]:
            for _ in range(_LOOKS):
                install = await self._load(tenant)
                if install is None:
                    raise TokenRejected("app_uninstalled")
                if not self._ends_within(install, EARLY) and install.secret.token != refused:
                    return install
                now = self._clock.now()
                if await self._kept.begin_renewing(tenant, install.encrypted, now, now + _RENEWING):
                    return await self._ask(install)
                if not self._ends_within(install, timedelta()) and refused is None:
                    return install  # another process is at it, and this one still does
                await asyncio.sleep(_BETWEEN_LOOKS)
            raise TokenRejected("token_expired")

    async def _ask(self, install: DecryptedInstallation) -> DecryptedInstallation:
        if install.secret.refresh is None:
            raise TokenRejected("token_expired")
        try:
            answer = await self._renew(install.secret.refresh)
        except ErrorResponse as refusal:
            if self._ends_within(install, timedelta()):
                raise TokenRejected(refusal.error) from None
            return install
        except ApiError:
            if self._ends_within(install, timedelta()):
                raise
            return install  # the next one who needs it tries again
        secret = Secret(str(answer["access_token"]), answer.get("refresh_token"))
        expires = self._clock.now() + timedelta(seconds=int(answer["expires_in"]))
        encrypted = self._cipher.encrypt(secret)
        await self._kept.replace_secret(install.tenant, install.encrypted, encrypted, expires)
        renewed = DecryptedInstallation(install.tenant, secret, encrypted, expires)
        self._cache[install.tenant] = renewed, monotonic() + _SECONDS_CACHED
        return renewed
