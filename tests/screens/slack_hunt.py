"""A hunt at Slack, of which every screen that a person meets is kept as it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import aclosing
from typing import Any

from adapters.console.virtual_clock import VirtualClock
from adapters.shared.child_process import ChildProcess
from adapters.shared.picture_renderer import PictureRenderer
from tests.adapters.slack.harness import MONDAY, Bot, Harness, registered
from tests.bot.mails import NO
from tests.fakes.slack.client import Client
from tests.fakes.slack.message import Posted
from tests.fakes.slack.people import Channel
from tests.fakes.slack.slack import Slack
from tests.screens.story import COMPANIES

Json = dict[str, Any]


class Album:
    """The screens of one person, by name."""

    def __init__(self, bot: Bot, client: Client) -> None:
        self.screens = dict[str, Json]()
        self._bot, self._client = bot, client

    async def types(self, line: str, channel: Channel | None = None) -> None:
        """Types a command, and waits until it is done."""
        await self._client.slash(f"/{line}", channel)
        await self._bot.settled()

    async def presses(self, label: str, on: str | None = None) -> None:
        """Presses a button, and waits until it is done."""
        await self._client.presses(label, on=on)
        await self._bot.settled()

    def keep(self, name: str, message: Posted | None = None) -> None:
        """Keeps a message, or the newest."""
        kept = message or self._client.screen[0]
        self.screens[name] = {"blocks": list(kept.revision.blocks)}

    async def keep_form(self, name: str) -> None:
        """Keeps the form that is open, and closes it."""
        assert self._client.modal is not None
        self.screens[name] = self._client.modal.view.made
        await self._client.modal.close()

    def keep_with_picture(self, name: str, channel: Channel | None = None) -> None:
        """Keeps the newest message, of a channel if one is named, with the newest picture."""
        seen = [one for one in self._client.screen if channel in (None, one.channel)]
        self.keep(name, next(one for one in seen if one.revision.blocks))
        file = next(id for one in self._client.screen for id in one.files)
        upload = self._bot.slack.uploads.get(file)
        assert upload is not None
        self.screens[name]["picture"] = upload.content

    async def keep_home(self, name: str) -> None:
        """Keeps the Home tab."""
        await self._client.opens_home()
        await self._bot.settled()
        self.screens[name] = self._client.workspace.open.homes[self._client.user.id].made


async def slack_screens() -> Mapping[str, Json]:
    """The screens as Slack gets them."""
    clock = VirtualClock(MONDAY)
    async with (
        Slack(registered(), clock.now).serving() as here,
        aclosing(ChildProcess()) as child,
    ):
        harness = Harness(here, clock, renderer=PictureRenderer(child))
        async with harness.running() as bot:
            client = bot.client(harness.ada, harness.workspace)
            await client.opens_home("messages")
            await bot.settled()
            album = Album(bot, client)
            await _alone(bot, client, album)
            await _in_a_group(bot, harness, album)
            return album.screens


async def _alone(bot: Bot, client: Client, album: Album) -> None:
    album.keep("01 welcome")
    await album.types("applied Acme as Baker via referral contact Dana Weiss")
    album.keep("02 applied")
    await album.types("applied")
    await album.keep_form("03 a form")
    await bot.waits(days=7)
    album.keep("04 a nudge")
    await album.presses("I sent it")
    album.keep("05 a nudge after a press")
    for company in COMPANIES[1:]:
        await album.types(f'applied "{company}" as Data Analyst')
    await bot.waits(days=7)
    album.keep("06 twelve due")
    queue = client.screen[0]
    await album.presses("Draft", on="Globex")
    album.keep("07 the letter of a line")
    await album.presses("Snooze", on="Initech")
    await album.keep_form("08 snooze")
    await album.presses("Show the rest")
    await album.presses("Snooze", on="Vandelay")
    await album.keep_form("08b a long name")
    await album.presses("I sent it", on="Umbrella (Data Analyst)")
    await album.presses("They replied", on="Hooli (Data Analyst)")
    album.keep("09 twelve due after two presses", queue)
    await album.types("interview Acme at 2026-06-26 14:00 for 60m with Sam Lee")
    album.keep("10 interview")
    await album.types("job Acme")
    album.keep("11 job")
    await album.types("phone Wonka")
    album.keep("12 call sheet")
    await album.types("pipeline")
    album.keep("13 pipeline")
    await album.types("nudges")
    album.keep("14 nudges")
    await album.keep_home("15 home")
    await album.types("stats")
    album.keep_with_picture("16 numbers")
    await album.types("applied Acme on 31 February")
    album.keep("17a a date that is none")
    await album.types("followthrough thanked Zork")
    album.keep("17b a company that is not there")
    await client.says("the quick brown fox")
    await bot.settled()
    album.keep("18 not understood")
    await client.says(NO)
    await bot.settled()
    album.keep("19 mail")
    await album.types("debrief Acme")
    await album.keep_form("20 debrief")


async def _in_a_group(bot: Bot, harness: Harness, album: Album) -> None:
    ada, bea = harness.ada, harness.bea
    cyd = harness.workspace.user("cyd", "Europe/Berlin")
    hunters = harness.workspace.channel("hunters", [ada, bea, cyd, harness.workspace.bot])
    await album.types("group start", hunters)
    await bot.worker.tick()
    album.keep("21 group start")
    await album.types("group join my numbers", hunters)
    await album.types("group goal 2 follow-ups 3", hunters)
    for user in (bea, cyd):
        theirs = Album(bot, bot.client(user, harness.workspace))
        await theirs.types("group join my numbers", hunters)
        await theirs.types("group goal 1", hunters)
        for company in COMPANIES[: 2 if user is bea else 1]:
            await theirs.types(f"applied {company}", hunters)
    await album.types("applied Soylent as Cook", hunters)
    await album.types("group board", hunters)
    album.keep_with_picture("22 group board")
    await bot.waits(days=4, hours=7)
    album.keep_with_picture("23 check-in", hunters)
    await album.types("win First interview in months", hunters)
    album.keep("24 win")
