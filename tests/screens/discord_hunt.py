"""A hunt at Discord, of which every screen that a person meets is kept as it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import aclosing
from datetime import datetime
from tempfile import TemporaryDirectory
from typing import Any

from adapters.console.virtual_clock import VirtualClock
from adapters.shared.child_process import ChildProcess
from adapters.shared.picture_renderer import PictureRenderer
from bot.charts.theme import ColorScheme
from tests.adapters.discord.harness import Bot, Harness
from tests.adapters.discord.screen import days, shown, written_back
from tests.bot.mails import NO
from tests.fakes.discord.client import Client
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.messages import Message
from tests.fakes.discord.server import FakeDiscord, discord_here
from tests.screens.story import COMPANIES

Json = dict[str, Any]
LOCALE = "en-GB"


class Album:
    """The screens of one person, by name."""

    def __init__(self) -> None:
        self.screens = dict[str, Json]()

    def keep(self, name: str, seen: Message | Interaction) -> Message:
        """Keeps a message, or the one in which a command ended."""
        message = shown(seen) if isinstance(seen, Interaction) else seen
        pictures = [one.file.content for one in message.attached if one.file.name.endswith(".png")]
        self.screens[name] = {**message.payload(), "picture": next(iter(pictures), None)}
        return message

    def keep_form(self, name: str, opened: Interaction) -> None:
        """Keeps the form that was opened."""
        assert opened.modal is not None
        self.screens[name] = opened.modal


async def discord_screens() -> Mapping[str, Json]:
    """The screens as Discord gets them."""
    clock = VirtualClock(datetime.fromisoformat("2026-06-01T12:00:00+02:00"))
    with TemporaryDirectory() as folder:
        async with discord_here(clock.now) as fake, aclosing(ChildProcess()) as child:
            database = f"sqlite+aiosqlite:///{folder}/f.sqlite3"
            renderer = PictureRenderer(child, ColorScheme.DARK)
            harness = Harness(fake, clock, database, renderer=renderer)
            await harness.register()
            async with harness.running() as bot:
                ada = Client(fake, fake.directory.new_user("ada", locale=LOCALE))
                album = Album()
                await _alone(fake, bot, clock, ada, album)
                await _in_a_group(fake, bot, clock, ada, album)
                return album.screens


async def _alone(
    fake: FakeDiscord, bot: Bot, clock: VirtualClock, ada: Client, album: Album
) -> None:
    album.keep("01 welcome", await ada.types("followthrough"))
    applied = await ada.types("applied", company="Acme", role="Baker", contact="Dana Weiss")
    album.keep("02 applied", applied)
    album.keep_form("03 a form", await ada.types("settings"))
    await days(bot, clock, 7)
    nudge = album.keep("04 a nudge", ada.sees()[-1])
    await ada.presses("I sent it", nudge)
    album.keep("05 a nudge after a press", nudge)
    for company in COMPANIES[1:]:
        await ada.types("applied", company=company, role="Data Analyst")
    await days(bot, clock, 7)
    queue = album.keep("06 twelve due", ada.sees()[-1])
    opened = await ada.presses("Follow up with Globex (Data Analyst)", queue)
    line = album.keep("07 the letter of a line", opened)
    album.keep_form("08 snooze", await ada.presses("Snooze", line))
    long = shown(await ada.presses("Show the rest", queue))
    album.keep_form("08b a long name", await ada.presses("Snooze", long, on="Vandelay"))
    await ada.presses("I sent it", line)
    hooli = shown(await ada.presses("Draft", queue, on="Hooli"))
    await ada.presses("They replied", hooli)
    album.keep("09 twelve due after two presses", queue)
    booked = await ada.types("interview", company="Acme", at="2026-06-26 14:00")
    album.keep("10 interview", booked)
    album.keep("11 job", await ada.types("job", company="Acme"))
    album.keep("12 call sheet", await ada.types("phone", company="Wonka"))
    album.keep("13 pipeline", await ada.types("pipeline"))
    album.keep("14 nudges", await ada.types("nudges"))
    album.keep("15 home", await ada.types("followthrough"))
    album.keep("16 numbers", await ada.types("stats"))
    wrong = await ada.types("applied", company="Acme", on="31 February")
    album.keep_form("17a a date that is none", wrong)
    album.keep("17b a company that is not there", await ada.types("thanked", company="Zork"))
    await ada.says("the quick brown fox")
    album.keep("18 not understood", await written_back(fake, ada))
    await ada.says(NO)
    album.keep("19 mail", await written_back(fake, ada))
    album.keep_form("20 debrief", await ada.types("debrief", company="Acme"))


async def _in_a_group(
    fake: FakeDiscord, bot: Bot, clock: VirtualClock, ada: Client, album: Album
) -> None:
    bea, cyd = (Client(fake, fake.directory.new_user(one, locale=LOCALE)) for one in ("bea", "cyd"))
    guild = fake.directory.new_guild("Hunters", ada.user, bea.user, cyd.user)
    hunters = fake.directory.new_channel(guild, "hunters")
    for one in (ada, bea, cyd):
        one.opens_channel(hunters)
    await ada.types("group start", zone="Europe/Berlin")
    await bot.worker.tick()
    start = album.keep("21 group start", [one for one in bea.sees() if one.audience is None][-1])
    for one, goal, companies in ((ada, 2, 1), (bea, 1, 2), (cyd, 1, 1)):
        await one.submits(await one.presses("Join", start), {"share": "share my numbers"})
        await one.types("group goal", applications=goal)
        for company in COMPANIES[-companies:]:
            await one.types("applied", company=f"{company} {companies}")
    album.keep("22 group board", await ada.types("group board"))
    await days(bot, clock, 5)
    posts = [one for one in bea.sees() if one.audience is None]
    album.keep("23 check-in", posts[-1])
    album.keep("24 win", await ada.types("win", text="First interview in months"))
