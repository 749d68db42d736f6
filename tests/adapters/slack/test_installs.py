"""Tokens of many workspaces: kept encrypted, renewed in time, thrown away when they end."""

from __future__ import annotations

import asyncio
import base64
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.slack.oauth.token_cipher import Secret, TokenCipher
from adapters.slack.oauth.workspace_tokens import WorkspaceTokens
from adapters.slack.outbound.errors import TokenRejected
from storage.repositories.installations import Installations
from storage.storage import open_storage
from tests.adapters.slack.harness import KEY, Harness
from tests.adapters.slack.installations import installed, installs_of

OTHER_KEY = base64.urlsafe_b64encode(b"another key of thirty-two bytes!").decode()


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_no_token_is_ever_in_clear_in_the_file(harness: Harness, tmp_path: Path) -> None:
    harness.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with installed(harness, rotates=True) as bot:
        install = harness.slack.installs.by_token(
            await installs_of(bot).token(harness.workspace.id)
        )
        assert install is not None
        assert install.refresh is not None
        await bot.waits(hours=11)
        renewed = await installs_of(bot).token(harness.workspace.id)
    content = everything_in(tmp_path)
    assert harness.workspace.id.encode() in content
    for secret in (install.token, install.refresh, renewed, "xoxe", "xoxb"):
        assert secret.encode() not in content


async def test_every_secret_is_brought_under_the_newest_key(harness: Harness) -> None:
    async with open_storage("sqlite+aiosqlite://") as storage:
        kept = Installations(storage.database)
        closed = TokenCipher([KEY]).encrypt(Secret("xoxb-1"))
        await kept.save("T1", enterprise=None, bot_user="U1", secret=closed, expires=None)

        async def never(refresh: str) -> dict[str, str]:
            raise AssertionError

        assert (
            await WorkspaceTokens(
                kept, TokenCipher([OTHER_KEY, KEY]), harness.clock, never
            ).reencrypt()
            == 1
        )
        after = WorkspaceTokens(kept, TokenCipher([OTHER_KEY]), harness.clock, never)
        assert await after.reencrypt() == 0
        assert await after.token("T1") == "xoxb-1"


async def test_a_nudge_renews_a_token_that_is_about_to_end(harness: Harness) -> None:
    async with installed(harness, rotates=True) as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        assert await bot.waits(days=8) == 1
    (renewed,) = harness.slack.called("oauth.v2.access")
    assert renewed.error is None


async def test_many_who_need_it_at_once_renew_it_once(harness: Harness) -> None:
    async with installed(harness, rotates=True) as bot:
        await bot.waits(hours=11)
        tenant = harness.workspace.id
        tokens = await asyncio.gather(*(installs_of(bot).token(tenant) for _ in range(10)))
    assert len(set(tokens)) == 1
    assert len(harness.slack.called("oauth.v2.access")) == 1


async def test_two_processes_renew_it_once(harness: Harness, tmp_path: Path) -> None:
    harness.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with installed(harness, rotates=True) as one, harness.running() as other:
        await one.waits(hours=11)
        tenant = harness.workspace.id
        tokens = await asyncio.gather(
            installs_of(one).token(tenant), installs_of(other).token(tenant)
        )
        await installs_of(one).token(tenant)
        await installs_of(other).token(tenant)
    assert len(harness.slack.called("oauth.v2.access")) == 1
    assert all(harness.slack.installs.problem(token) is None for token in tokens)


@pytest.mark.parametrize("is_down", [True, False])
async def test_while_slack_renews_none_the_old_token_is_used(
    harness: Harness, is_down: bool
) -> None:
    async with installed(harness, rotates=True) as bot:
        before = await installs_of(bot).token(harness.workspace.id)
        await bot.waits(hours=11)
        if is_down:
            harness.slack.faults.break_down("oauth.v2.access", 503)
        else:
            harness.slack.faults.refuse("oauth.v2.access", "ratelimited_for_now")
        assert await installs_of(bot).token(harness.workspace.id) == before
        await bot.waits(minutes=1)
        assert await installs_of(bot).token(harness.workspace.id) != before


async def test_an_ended_token_that_cannot_be_renewed_just_now_delays_a_nudge_and_loses_none(
    harness: Harness,
) -> None:
    async with installed(harness, rotates=True) as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        harness.slack.faults.break_down("oauth.v2.access", 503)
        assert await bot.waits(days=7) == 0
        assert await bot.waits(minutes=1) == 1


async def test_an_ended_token_that_slack_renews_no_more_is_reported_to_the_next_user(
    harness: Harness,
) -> None:
    async with installed(harness, rotates=True) as bot:
        await bot.waits(hours=13)
        harness.slack.faults.refuse("oauth.v2.access", "invalid_refresh_token")
        with pytest.raises(TokenRejected):
            await installs_of(bot).token(harness.workspace.id)


async def test_a_token_that_ends_with_nothing_to_renew_it_is_over(harness: Harness) -> None:
    async with installed(harness) as bot:
        await installs_of(bot).add(
            "T9",
            enterprise=None,
            bot_user="U9",
            secret=Secret("xoxb-9"),
            expires=bot.clock.now() + timedelta(minutes=1),
        )
        with pytest.raises(TokenRejected):
            await installs_of(bot).token("T9")
        assert not harness.slack.called("oauth.v2.access")


async def test_a_token_is_not_renewed_for_a_workspace_that_another_process_saw_go(
    harness: Harness, tmp_path: Path
) -> None:
    harness.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with installed(harness, rotates=True) as one, harness.running() as other:
        tenant = harness.workspace.id
        await installs_of(one).token(tenant)
        await installs_of(other).lost(tenant)
        harness.clock.move(harness.clock.now() + timedelta(hours=11))
        with pytest.raises(TokenRejected):
            await installs_of(one).token(tenant)
        assert not harness.slack.called("oauth.v2.access")


async def test_a_token_that_slack_refuses_early_is_renewed_and_the_call_repeated(
    harness: Harness,
) -> None:
    async with installed(harness, rotates=True) as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        harness.slack.faults.refuse("chat.postMessage", "token_expired")
        assert await bot.waits(days=7) == 1


async def test_an_ended_token_is_waited_for_while_another_renews_it(harness: Harness) -> None:
    async with installed(harness, rotates=True) as bot:
        await bot.waits(hours=13)
        kept = Installations(bot.storage.database)
        now, tenant = bot.clock.now(), harness.workspace.id
        row = await kept.find(tenant)
        assert row is not None
        assert row.secret is not None
        assert await kept.begin_renewing(tenant, row.secret, now, now + timedelta(seconds=30))
        waiting = asyncio.create_task(installs_of(bot).token(tenant))
        secret = TokenCipher([KEY]).encrypt(Secret("xoxe.xoxb-renewed", "xoxe-next"))
        later = now + timedelta(hours=12)
        assert await kept.replace_secret(tenant, row.secret, secret, later)
        assert await waiting == "xoxe.xoxb-renewed"
