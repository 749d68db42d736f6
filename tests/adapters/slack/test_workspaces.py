"""Workspaces that remove the app, come back, or are one of an organization's."""

from __future__ import annotations

import pytest

from adapters.slack.outbound.errors import TokenRejected
from tests.adapters.slack.harness import Harness
from tests.adapters.slack.installations import installed, installs_of, keep


async def test_an_uninstalled_workspace_is_sent_nothing_and_kept_for_thirty_days(
    harness: Harness,
) -> None:
    async with installed(harness) as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        await harness.slack.uninstalls(harness.workspace, bot.transport)
        await bot.settled()
        assert await bot.waits(days=8) == 0
        with pytest.raises(TokenRejected):
            await installs_of(bot).token(harness.workspace.id)
        await bot.waits(days=20)
        assert await installs_of(bot).erase_uninstalled() == 0
        assert await bot.person(harness.ada) is not None
        await bot.waits(days=3)
        assert await installs_of(bot).erase_uninstalled() == 1
        assert await bot.person(harness.ada) is None


async def test_a_workspace_that_comes_back_in_time_has_lost_nothing(harness: Harness) -> None:
    async with installed(harness) as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        await harness.slack.uninstalls(harness.workspace, bot.transport)
        await bot.settled()
        await bot.waits(days=29)
        await keep(bot, harness, harness.slack.installed(harness.workspace))
        await bot.waits(days=40)
        assert await installs_of(bot).erase_uninstalled() == 0
        assert await bot.person(harness.ada) is not None


async def test_a_removal_that_arrives_after_the_app_came_back_ends_nothing(
    harness: Harness,
) -> None:
    async with installed(harness) as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        await ada.slack_sends("app_uninstalled", {"type": "app_uninstalled"})
        await bot.settled()
        assert await bot.waits(days=8) == 1


async def test_a_workspace_without_the_bot_is_answered_so(harness: Harness) -> None:
    async with installed(harness) as bot:
        stranger = harness.slack.workspace("strangers")
        client = bot.client(stranger.user("sam"), stranger)
        await client.slash("/applied Acme")
        await bot.settled()
        assert "no longer installed" in client.page(client.screen[0]).whole.text


async def test_a_revoked_bot_token_ends_it_and_a_users_does_not(harness: Harness) -> None:
    async with installed(harness) as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slack_sends(
            "tokens_revoked", {"type": "tokens_revoked", "tokens": {"oauth": ["U9"]}}
        )
        await bot.settled()
        assert await installs_of(bot).has(harness.workspace.id)
        for install in harness.slack.installs.active(harness.workspace):
            harness.slack.installs.revoke(install)
        await ada.slack_sends(
            "tokens_revoked",
            {"type": "tokens_revoked", "tokens": {"bot": [harness.workspace.bot.id]}},
        )
        await bot.settled()
        assert not await installs_of(bot).has(harness.workspace.id)


async def test_org_wide_a_user_is_one_person_in_every_workspace(harness: Harness) -> None:
    bakers = harness.slack.workspace("bakers", "E1")
    cooks = harness.slack.workspace("cooks", "E1")
    cora = bakers.user("cora", "Europe/Berlin", "en-GB")
    cooks.users[cora.id] = cora
    async with installed(harness) as bot:
        install = harness.slack.installs.add(bakers, cooks, org_wide=True)
        await keep(bot, harness, install, "E1")
        await bot.client(cora, bakers).slash("/applied Acme")
        await bot.settled()
        await bot.client(cora, cooks).slash("/pipeline")
        await bot.settled()
        shown = bot.client(cora, cooks)
        assert "Acme" in shown.page(shown.screen[0]).entries[0].title
        assert await bot.waits(days=8) == 1


async def test_an_org_wide_installation_takes_over_the_people_of_its_workspaces(
    harness: Harness,
) -> None:
    bakers = harness.slack.workspace("bakers", "E1")
    cora = bakers.user("cora", "Europe/Berlin", "en-GB")
    async with installed(harness) as bot:
        alone = harness.slack.installs.add(bakers)
        alone.enterprise = "E1"
        await keep(bot, harness, alone, bakers.id)
        alone.enterprise = None
        await bot.client(cora, bakers).slash("/applied Acme")
        await bot.settled()
        await keep(bot, harness, harness.slack.installs.add(bakers, org_wide=True), "E1")
        client = bot.client(cora, bakers)
        await client.slash("/pipeline")
        await bot.settled()
        assert "Acme" in client.page(client.screen[0]).entries[0].title
        assert await bot.waits(days=8) == 1
