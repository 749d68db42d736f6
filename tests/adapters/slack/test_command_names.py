"""Answers name only commands that exist, in a workspace where other apps have the names."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.console.virtual_clock import VirtualClock
from adapters.slack.manifest import ConnectionMode, manifest
from bot.catalog import COMMANDS
from tests.adapters.slack.harness import MONDAY, Bot, Harness
from tests.fakes.slack.app import App
from tests.fakes.slack.client import Client
from tests.fakes.slack.message_reader import Page
from tests.fakes.slack.slack import Slack

OURS = "apply at /job or /link"
FEW = {"applied", "interview", "group", "followthrough"}
NAMED = re.compile(r"(?<![\w/])/([a-z][a-z-]*)")


@pytest.fixture
async def harness() -> AsyncIterator[Harness]:
    """Gives a Slack with the smaller manifest, and a bot set up for it."""
    clock = VirtualClock(MONDAY)
    app = App(manifest=manifest(COMMANDS, ConnectionMode.HTTP, few=True))
    async with Slack(app, clock.now).serving() as slack:
        harness = Harness(slack, clock)
        harness.settings = replace(harness.settings, few=True)
        yield harness
    slack.violations.check()


def words(page: Page) -> str:
    """Returns all text on a page, and the notification of it."""
    facts = (f"{part.title}\n{part.text}\n{part.facts}" for part in page.parts)
    return "\n".join([page.notification, *facts])


def shown(client: Client) -> str:
    """Returns all text on a user's screen."""
    return "\n".join(map(words, pages(client)))


def pages(client: Client) -> list[Page]:
    """Returns every page on a user's screen, as they read it."""
    return [client.page(posted) for posted in client.screen]


async def test_whatever_is_said_names_only_commands_that_slack_knows(bot: Bot, ada: Client) -> None:
    await ada.slash("/followthrough")
    await bot.settled()
    await ada.presses("All commands")
    await bot.settled()
    assert "/followthrough edit: " in shown(ada)
    await ada.slash("/followthrough thanked")
    await ada.slash("/applied Acme as Baker yesterday")
    await bot.settled()
    await ada.slash("/followthrough draft Acme")
    await ada.slash("/followthrough heard-back Acme")
    await bot.settled()
    await ada.slash("/followthrough delete Acme")
    for _ in range(3):
        await ada.says("undo")
        await bot.settled()
    assert set(NAMED.findall(shown(ada))) <= FEW


async def test_neither_does_what_is_wrong_with_a_form(bot: Bot, ada: Client) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.presses("Edit")
    await bot.settled()
    modal = ada.modal
    assert modal is not None
    await ada.says("delete Acme")
    await bot.settled()
    await ada.presses("Yes, delete it")
    await bot.settled()
    modal.fill({"Job title": "Baker"})
    await modal.submit()
    await bot.settled()
    assert "See what there is: /followthrough pipeline" in modal.page.whole.text


async def test_one_word_is_enough_and_help_is_asked_for_by_name(bot: Bot, ada: Client) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.slash("/followthrough undo")
    await bot.settled()
    assert "Acme" in words(ada.page(ada.screen[0]))
    assert "/followthrough undo" not in words(ada.page(ada.screen[0]))
    await ada.slash("/followthrough help undo")
    await bot.settled()
    assert ada.page(ada.screen[0]).whole.title == "/followthrough undo"


async def test_what_people_wrote_stays_as_they_wrote_it(bot: Bot, ada: Client) -> None:
    await ada.slash(f'/applied "{OURS}" as "Keeper of /undo" via "/stats"')
    await bot.settled()
    applied = ada.page(ada.screen[0])
    assert OURS in applied.whole.title
    assert OURS in applied.notification
    assert dict(applied.whole.facts)["Found via"] == "/stats"
    await ada.presses("Edit")
    await bot.settled()
    modal = ada.modal
    assert modal is not None
    assert modal.field("Company").value == OURS
    assert modal.field("Job title").value == "Keeper of /undo"
    await modal.close()
    await ada.slash("/followthrough heard-back apply we talked about /pipeline and /draft")
    await ada.slash("/followthrough draft apply")
    await ada.slash("/followthrough pipeline")
    await ada.slash("/followthrough job apply")
    await bot.settled()
    await bot.waits(days=15)
    assert shown(ada).count(OURS) >= 6
    assert "we talked about /pipeline and /draft" in shown(ada)
    letters = [one.text for page in pages(ada) for part in page.parts for one in part.copyables]
    assert any("Keeper of /undo" in letter for letter in letters)
    for word in ("job", "link", "undo", "stats", "pipeline", "draft"):
        assert f"/followthrough {word}" not in shown(ada)
