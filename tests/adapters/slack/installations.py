"""The bot where many workspaces install it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.slack.oauth.token_cipher import Secret
from adapters.slack.oauth.workspace_tokens import WorkspaceTokens
from tests.adapters.slack.harness import Bot, Harness
from tests.fakes.slack.installs import TOKEN_LASTS, Install


@asynccontextmanager
async def installed(harness: Harness, *keys: str, rotates: bool = False) -> AsyncIterator[Bot]:
    """The bot in one workspace that installed it itself."""
    harness.slack.app.rotates_tokens = rotates
    harness.settings = harness.for_many(*keys)
    async with harness.running() as bot:
        assert bot.running.workspace_tokens is not None
        await keep(bot, harness, harness.slack.installed(harness.workspace))
        yield bot


async def keep(bot: Bot, harness: Harness, install: Install, tenant: str | None = None) -> None:
    """Keeps an installation that Slack knows."""
    assert bot.running.workspace_tokens is not None
    await bot.running.workspace_tokens.add(
        tenant or harness.workspace.id,
        enterprise=install.enterprise,
        bot_user=harness.workspace.bot.id,
        secret=Secret(install.token, install.refresh),
        expires=bot.clock.now() + TOKEN_LASTS if install.refresh else None,
    )


def installs_of(bot: Bot) -> WorkspaceTokens:
    """Its installations."""
    assert bot.running.workspace_tokens is not None
    return bot.running.workspace_tokens
