"""Workspaces that remove the app, come back, or are one of an organisation's."""

from __future__ import annotations

import pytest

from adapters.slack.outbound.errors import Gone
from tests.adapters.slack.harness import Home
from tests.adapters.slack.installations import installed, installs_of, keep


async def test_an_uninstalled_workspace_is_told_nothing_and_kept_for_thirty_days(
    home: Home,
) -> None:
    async with installed(home) as bot:
        ada = bot.client(home.ada, home.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        await home.slack.uninstalls(home.workspace, bot.transport)
        await bot.settled()
        assert await bot.waits(days=8) == 0
        with pytest.raises(Gone):
            await installs_of(bot).token(home.workspace.id)
        await bot.waits(days=20)
        assert await installs_of(bot).erase_uninstalled() == 0
        assert await bot.person(home.ada) is not None
        await bot.waits(days=3)
        assert await installs_of(bot).erase_uninstalled() == 1
        assert await bot.person(home.ada) is None


async def test_a_workspace_that_comes_back_in_time_has_lost_nothing(home: Home) -> None:
    async with installed(home) as bot:
        ada = bot.client(home.ada, home.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        await home.slack.uninstalls(home.workspace, bot.transport)
        await bot.settled()
        await bot.waits(days=29)
        await keep(bot, home, home.slack.installed(home.workspace))
        await bot.waits(days=40)
        assert await installs_of(bot).erase_uninstalled() == 0
        assert await bot.person(home.ada) is not None


async def test_that_it_was_removed_ends_nothing_where_it_is_told_after_the_app_came_back(
    home: Home,
) -> None:
    async with installed(home) as bot:
        ada = bot.client(home.ada, home.workspace)
        await ada.slash("/applied Acme")
        await bot.settled()
        await ada.told("app_uninstalled", {"type": "app_uninstalled"})
        await bot.settled()
        assert await bot.waits(days=8) == 1


async def test_a_stranger_to_the_bot_is_told_so(home: Home) -> None:
    async with installed(home) as bot:
        stranger = home.slack.workspace("strangers")
        client = bot.client(stranger.user("sam"), stranger)
        await client.slash("/applied Acme")
        await bot.settled()
        assert "not installed" in client.page(client.screen[0]).whole.text


async def test_a_revoked_bot_token_ends_it_and_a_users_does_not(home: Home) -> None:
    async with installed(home) as bot:
        ada = bot.client(home.ada, home.workspace)
        await ada.told("tokens_revoked", {"type": "tokens_revoked", "tokens": {"oauth": ["U9"]}})
        await bot.settled()
        assert await installs_of(bot).has(home.workspace.id)
        for install in home.slack.installs.standing(home.workspace):
            home.slack.installs.revoke(install)
        await ada.told(
            "tokens_revoked",
            {"type": "tokens_revoked", "tokens": {"bot": [home.workspace.bot.id]}},
        )
        await bot.settled()
        assert not await installs_of(bot).has(home.workspace.id)


async def test_org_wide_somebody_is_one_person_in_every_workspace(home: Home) -> None:
    bakers = home.slack.workspace("bakers", "E1")
    cooks = home.slack.workspace("cooks", "E1")
    cora = bakers.user("cora", "Europe/Berlin", "en-GB")
    cooks.users[cora.id] = cora
    async with installed(home) as bot:
        install = home.slack.installs.add(bakers, cooks, org_wide=True)
        await keep(bot, home, install, "E1")
        await bot.client(cora, bakers).slash("/applied Acme")
        await bot.settled()
        await bot.client(cora, cooks).slash("/pipeline")
        await bot.settled()
        shown = bot.client(cora, cooks)
        assert "Acme" in shown.page(shown.screen[0]).entries[0].title
        assert await bot.waits(days=8) == 1


async def test_an_org_wide_installation_takes_over_the_people_of_its_workspaces(
    home: Home,
) -> None:
    bakers = home.slack.workspace("bakers", "E1")
    cora = bakers.user("cora", "Europe/Berlin", "en-GB")
    async with installed(home) as bot:
        alone = home.slack.installs.add(bakers)
        alone.enterprise = "E1"
        await keep(bot, home, alone, bakers.id)
        alone.enterprise = None
        await bot.client(cora, bakers).slash("/applied Acme")
        await bot.settled()
        await keep(bot, home, home.slack.installs.add(bakers, org_wide=True), "E1")
        client = bot.client(cora, bakers)
        await client.slash("/pipeline")
        await bot.settled()
        assert "Acme" in client.page(client.screen[0]).entries[0].title
        assert await bot.waits(days=8) == 1
