"""The fake carries real bolt through an installation, rotation and an uninstall."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from adapters.console.virtual_clock import VirtualClock
from tests.fakes.slack.app_server import over_http
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.transport import OverHttp
from tests.fakes.slack.workspace import Workspace

# slack_sdk 3.47 still makes one for oauth.v2.access; aiohttp 3.14 warns of it.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
def store(tmp_path: Path) -> FileInstallationStore:
    return FileInstallationStore(base_dir=str(tmp_path / "installations"))


@asynccontextmanager
async def app(slack: Slack, store: FileInstallationStore, folder: Path) -> AsyncIterator[OverHttp]:
    """Gives an app for many workspaces; a redirected person comes back to it."""
    settings = AsyncOAuthSettings(
        client_id=slack.app.client_id,
        client_secret=slack.app.client_secret,
        scopes=["chat:write", "commands"],
        installation_store=store,
        state_store=FileOAuthStateStore(expiration_seconds=60, base_dir=str(folder)),
        authorization_url=slack.authorize_url,
        install_page_rendering_enabled=False,
    )
    bolt = AsyncApp(
        client=AsyncWebClient(base_url=slack.api_url),
        signing_secret=slack.app.signing_secret,
        oauth_settings=settings,
    )
    bolt.enable_token_revocation_listeners()

    async with over_http(slack, bolt.server().web_app) as transport:
        slack.app.redirect_urls = (transport.url.replace("events", "oauth_redirect"),)
        yield transport


async def installing(transport: OverHttp) -> int:
    """Follows *Add to Slack* to its end, as a browser does but over plain HTTP."""
    install = transport.url.replace("events", "install")
    browser = transport.browser
    async with browser.get(install, allow_redirects=False) as sent:
        authorize = sent.headers["Location"]
        cookie = sent.cookies["slack-app-oauth-state"].value
    async with browser.get(URL(authorize, encoded=True), allow_redirects=False) as agreed:
        back = agreed.headers["Location"]
    headers = {"Cookie": f"slack-app-oauth-state={cookie}"}  # it is for https alone
    async with browser.get(URL(back, encoded=True), headers=headers) as done:
        return done.status


async def test_an_installation_is_stored_and_its_state_is_good_once(
    slack: Slack, hunters: Workspace, store: FileInstallationStore, tmp_path: Path
) -> None:
    slack.agrees(hunters.user("ada"), hunters)
    async with app(slack, store, tmp_path / "state") as transport:
        assert await installing(transport) == 200
    bot = store.find_bot(enterprise_id=None, team_id=hunters.id)
    assert bot is not None
    assert slack.installs.problem(bot.bot_token) is None
    assert bot.bot_scopes == list(slack.app.scopes)


async def test_an_org_wide_installation_has_no_team(
    slack: Slack, store: FileInstallationStore, tmp_path: Path
) -> None:
    bakers = slack.workspace("bakers", "E1")
    cooks = slack.workspace("cooks", "E1")
    slack.agrees(bakers.user("ada"), bakers, cooks, org_wide=True)
    async with app(slack, store, tmp_path / "state") as transport:
        assert await installing(transport) == 200
    bot = store.find_bot(enterprise_id="E1", team_id=None, is_enterprise_install=True)
    assert bot is not None
    client = AsyncWebClient(token=bot.bot_token, base_url=slack.api_url)
    cook = cooks.user("cora")
    await client.chat_postMessage(channel=cook.id, text="Hi", team_id=cooks.id)
    assert len(cooks.visible_to(cook)) == 1


async def test_a_code_is_good_once_and_only_for_the_app(slack: Slack, hunters: Workspace) -> None:
    client = AsyncWebClient(base_url=slack.api_url)
    ours = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}
    with pytest.raises(SlackApiError, match="invalid_code"):
        await client.oauth_v2_access(**ours, code="made-up")
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        await client.oauth_v2_access(**{**ours, "client_secret": "guessed"}, code="made-up")


async def test_a_rotated_token_ends_after_twelve_hours_and_its_refresh_token_is_good_once(
    slack: Slack, hunters: Workspace, clock: VirtualClock
) -> None:
    slack.app.rotates_tokens = True
    install = slack.installed(hunters)
    first, refresh = install.token, install.refresh
    clock.move(clock.now() + timedelta(hours=11))
    client = AsyncWebClient(base_url=slack.api_url)
    ours = {"client_id": slack.app.client_id, "client_secret": slack.app.client_secret}
    rotated = await client.oauth_v2_access(
        **ours, grant_type="refresh_token", refresh_token=refresh
    )
    assert rotated["expires_in"] == 43_200
    with pytest.raises(SlackApiError, match="invalid_refresh_token"):
        await client.oauth_v2_access(**ours, grant_type="refresh_token", refresh_token=refresh)
    assert slack.installs.problem(first) is None
    clock.move(clock.now() + timedelta(hours=1))
    assert slack.installs.problem(first) == "token_expired"
    assert slack.installs.problem(rotated["access_token"]) is None


async def test_after_an_uninstall_the_app_is_no_longer_installed(
    slack: Slack, hunters: Workspace, store: FileInstallationStore, tmp_path: Path
) -> None:
    slack.agrees(hunters.user("ada"), hunters)
    async with app(slack, store, tmp_path / "state") as transport:
        await installing(transport)
        assert await slack.uninstalls(hunters, transport)
    assert store.find_bot(enterprise_id=None, team_id=hunters.id) is None
