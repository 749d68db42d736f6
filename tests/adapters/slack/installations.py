"""The bot where many workspaces install it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.slack.oauth.installs import Installs
from adapters.slack.oauth.token_cipher import Secret
from tests.adapters.slack.harness import Bot, Home
from tests.fakes.slack.installs import TOKEN_LASTS, Install


@asynccontextmanager
async def installed(home: Home, *keys: str, rotates: bool = False) -> AsyncIterator[Bot]:
    """The bot in one workspace that installed it itself."""
    home.slack.app.rotates_tokens = rotates
    home.settings = home.for_many(*keys)
    async with home.running() as bot:
        assert bot.running.installs is not None
        await keep(bot, home, home.slack.installed(home.workspace))
        yield bot


async def keep(bot: Bot, home: Home, install: Install, tenant: str | None = None) -> None:
    """Keeps an installation that Slack knows."""
    assert bot.running.installs is not None
    await bot.running.installs.add(
        tenant or home.workspace.id,
        enterprise=install.enterprise,
        bot_user=home.workspace.bot.id,
        secret=Secret(install.token, install.refresh),
        expires=bot.clock.now() + TOKEN_LASTS if install.refresh else None,
    )


def installs_of(bot: Bot) -> Installs:
    """Its installations."""
    assert bot.running.installs is not None
    return bot.running.installs
