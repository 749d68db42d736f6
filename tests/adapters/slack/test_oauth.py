"""Workspaces install the bot themselves: begun and finished in one browser, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from yarl import URL

from adapters.slack.oauth.flow import INSTALL, REDIRECT
from adapters.slack.scopes import BOT_SCOPES
from storage.repositories.installations import Installations
from tests.adapters.slack.harness import Bot, Harness
from tests.fakes.slack.screen import ScreenEvent

# slack_sdk 3.47 still makes one for oauth.v2.access; aiohttp 3.14 warns of it.
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
COOKIE = "slack-app-oauth-state"


@pytest.fixture
async def open_bot(harness: Harness) -> AsyncIterator[Bot]:
    """Gives a bot that any workspace can install."""
    harness.settings = harness.for_many()
    harness.slack.app.redirect_urls = (f"https://followthrough.example{REDIRECT}",)
    async with harness.running() as bot:
        yield bot


class Browser:
    """A browser whose user presses *Add to Slack*."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.cookie = ""
        self.page = ""

    def url(self, path: str) -> URL:
        return URL(self.bot.http.url).with_path(path)

    async def begins(self, **query: str) -> str:
        """Opens the page; gives where its button leads."""
        url = self.url(INSTALL).with_query(query)
        async with self.bot.http.browser.get(url) as answer:
            self.cookie = answer.cookies[COOKIE].value
            assert answer.cookies[COOKIE]["secure"]
            assert answer.cookies[COOKIE]["httponly"]
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            self.page = await answer.text()
        return self.page.partition('href="')[2].partition('"')[0].replace("&amp;", "&")

    async def agrees(self, authorize: str) -> URL:
        """Agrees at Slack; gives where Slack sends them back."""
        url = URL(authorize, encoded=True)
        async with self.bot.http.browser.get(url, allow_redirects=False) as answer:
            return URL(answer.headers["Location"], encoded=True)

    async def sends(self, path: str, body: bytes) -> int:
        """Sends what nobody has asked for along with the page's address."""
        headers = {"Content-Type": "application/json"}
        url = self.url(path)
        async with self.bot.http.browser.get(url, data=body, headers=headers) as answer:
            return answer.status

    async def comes_back(self, to: URL, cookie: str | None = None) -> int:
        """Comes back with the code."""
        kept = self.cookie if cookie is None else cookie
        headers = {"Cookie": f"{COOKIE}={kept}"} if kept else {}
        url = self.url(REDIRECT).with_query(to.query)
        async with self.bot.http.browser.get(url, headers=headers) as answer:
            self.page = await answer.text()
            return answer.status


@pytest.fixture
def browser(open_bot: Bot, harness: Harness) -> Browser:
    harness.slack.agrees(harness.ada, harness.workspace)
    return Browser(open_bot)


async def test_it_asks_for_exactly_what_it_uses(browser: Browser) -> None:
    asked = URL(await browser.begins()).query
    assert set(asked["scope"].split(",")) == set(BOT_SCOPES)
    assert asked.get("user_scope", "") == ""


async def test_an_installation_works_from_the_first_command_on(
    browser: Browser, open_bot: Bot, harness: Harness
) -> None:
    assert await browser.comes_back(await browser.agrees(await browser.begins())) == 200
    assert "is installed" in browser.page
    ada = open_bot.client(harness.ada, harness.workspace)
    await ada.slash("/applied Acme")
    await open_bot.settled()
    assert await open_bot.waits(days=8) == 1


async def test_a_state_is_good_once(browser: Browser) -> None:
    back = await browser.agrees(await browser.begins())
    assert await browser.comes_back(back) == 200
    assert await browser.comes_back(back) == 401
    assert "already finished it" in browser.page


async def test_a_state_works_in_the_browser_it_was_begun_in_only(browser: Browser) -> None:
    back = await browser.agrees(await browser.begins())
    assert await browser.comes_back(back, cookie="") == 400
    assert await browser.comes_back(back, cookie="someone-elses") == 400
    assert "different browser" in browser.page


async def test_a_made_up_state_is_refused(browser: Browser) -> None:
    back = (await browser.agrees(await browser.begins())).update_query(state="made-up")
    assert await browser.comes_back(back, cookie="made-up") == 401


async def test_a_made_up_state_in_any_letters_is_refused(browser: Browser) -> None:
    back = (await browser.agrees(await browser.begins())).update_query(state="Grüße")
    assert await browser.comes_back(back, cookie="Grüße") == 401


async def test_the_button_leads_to_our_own_app_whatever_the_address_adds(browser: Browser) -> None:
    usual = URL(await browser.begins()).query
    asked = URL(await browser.begins(team="T1&client_id=666&user_scope=admin")).query
    assert asked.getall("client_id") == usual.getall("client_id")
    assert asked.getall("user_scope") == usual.getall("user_scope")


@pytest.mark.parametrize("body", [b"\xff", b"{[", b'{"a":' * 50_000])
async def test_what_nobody_asked_for_is_not_read(browser: Browser, body: bytes) -> None:
    assert await browser.sends(INSTALL, body) == 200
    assert await browser.sends(REDIRECT, body) == 400


async def test_a_person_who_says_no_has_installed_nothing(browser: Browser, open_bot: Bot) -> None:
    await browser.begins()
    assert await browser.comes_back(URL("https://x.example/?error=access_denied")) == 200
    assert "as you wished" in browser.page
    assert await Installations(open_bot.storage.database).all() == []


async def test_a_page_never_repeats_what_its_address_says(browser: Browser) -> None:
    await browser.begins()
    await browser.comes_back(URL("https://x.example/").with_query(error="<script>alert(1)"))
    assert "script" not in browser.page


async def test_org_wide_it_is_kept_for_the_organization(
    browser: Browser, open_bot: Bot, harness: Harness
) -> None:
    bakers = harness.slack.workspace("bakers", "E1")
    harness.slack.agrees(bakers.user("cora"), bakers, org_wide=True)
    assert await browser.comes_back(await browser.agrees(await browser.begins())) == 200
    (kept,) = await Installations(open_bot.storage.database).all()
    assert (kept.tenant, kept.enterprise) == ("E1", "E1")


async def test_a_rotating_token_is_kept_with_its_end_by_our_own_clock(
    browser: Browser, open_bot: Bot, harness: Harness
) -> None:
    harness.slack.app.rotates_tokens = True
    assert await browser.comes_back(await browser.agrees(await browser.begins())) == 200
    (kept,) = await Installations(open_bot.storage.database).all()
    assert kept.expires is not None
    assert abs(kept.expires - harness.clock.now() - timedelta(hours=12)) < timedelta(minutes=1)


async def test_installing_again_replaces_the_token(
    browser: Browser, open_bot: Bot, harness: Harness
) -> None:
    for _ in range(2):
        assert await browser.comes_back(await browser.agrees(await browser.begins())) == 200
    assert len(await Installations(open_bot.storage.database).all()) == 1
    ada = open_bot.client(harness.ada, harness.workspace)
    await ada.slash("/applied Acme")
    await open_bot.settled()
    assert [one.what for one in harness.workspace.shown if one.what is ScreenEvent.POSTED]


@pytest.mark.usefixtures("logged")
async def test_a_slack_that_hangs_up_is_said_on_the_page(
    browser: Browser, harness: Harness
) -> None:
    back = await browser.agrees(await browser.begins())
    harness.slack.faults.drop("oauth.v2.access", after=False)
    assert await browser.comes_back(back) == 500
    assert "Start again" in browser.page
    assert await browser.comes_back(await browser.agrees(await browser.begins())) == 200
