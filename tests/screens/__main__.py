"""`python -m tests.screens FOLDER [slack|discord]` lives a hunt at each platform and draws it.

Every screen is drawn as wide as a phone and as a desktop's column.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import resvg_py

from adapters.console.virtual_clock import VirtualClock
from bot.charts.text_width import WIDTHS
from tests.adapters.discord.harness import Bot as DiscordBot
from tests.adapters.discord.harness import Harness as DiscordHarness
from tests.adapters.discord.screen import days, shown, written_back
from tests.adapters.slack.harness import MONDAY, Harness, registered
from tests.bot.mails import NO
from tests.fakes.discord.client import Client as DiscordClient
from tests.fakes.discord.server import FakeDiscord, discord_here
from tests.fakes.slack.slack import Slack
from tests.screens import discord, slack

Json = dict[str, Any]
PHONE, DESKTOP = 375, 680
FONTS = [str(font) for font in WIDTHS.parent.glob("*.ttf")]
COMPANIES = (
    *("Acme", "Globex", "Initech", "Umbrella", "Hooli", "Wonka", "Stark", "Wayne"),
    *("Cyberdyne", "Tyrell", "Aperture", "Vandelay Import and Export of Northern Europe"),
)


async def slack_screens() -> Mapping[str, Json]:
    """Twelve screens as Slack gets them."""
    clock, seen = VirtualClock(MONDAY), dict[str, Json]()
    async with Slack(registered(), clock.now).serving() as here:
        harness = Harness(here, clock)
        async with harness.running() as bot:
            client = bot.client(harness.ada, harness.workspace)

            async def keep(name: str) -> None:
                await bot.settled()
                seen[name] = {"blocks": list(client.screen[0].look.blocks)}

            async def keep_form(name: str) -> None:
                await bot.settled()
                assert client.modal is not None
                seen[name] = client.modal.view.made
                await client.modal.close()

            await client.opens_home("messages")
            await keep("01 welcome")
            await client.slash("/applied Acme as Baker via referral contact Dana Weiss")
            await keep("02 applied")
            await client.slash("/applied")
            await keep_form("10 form")
            await bot.waits(days=7)
            await keep("03 nudge")
            await client.presses("I sent it")
            await keep("05 after a press")
            for company in COMPANIES[1:]:
                await client.slash(f'/applied "{company}" as Data Analyst')
                await bot.settled()
            await bot.waits(days=7)
            await keep("04 queue")
            await client.presses("Draft", on="Globex")
            await keep("04b draft of a line")
            await client.presses("Snooze", on="Initech")
            await keep_form("06 snooze")
            await client.slash("/interview Acme at 2026-06-26 14:00 for 60m with Sam Lee")
            await bot.settled()
            await client.slash("/job Acme")
            await keep("07 job")
            await client.slash("/pipeline")
            await keep("08 pipeline")
            await client.opens_home()
            await bot.settled()
            seen["09 home"] = client.workspace.open.homes[client.user.id].made
            hunters = client.workspace.channel("hunters", [client.workspace.bot, client.user])
            for line in ("group start", "group join my numbers", "group goal 3", "group board"):
                await client.slash(f"/{line}", hunters)
                await bot.settled()
            await keep("11 board")
            await client.says(NO)
            await keep("12 mail")
    return seen


async def discord_screens() -> Mapping[str, Json]:
    """Twelve screens as Discord gets them."""
    clock = VirtualClock(datetime.fromisoformat("2026-06-01T10:00:00+02:00"))
    with TemporaryDirectory() as folder:
        async with discord_here(clock.now) as fake:
            harness = DiscordHarness(fake, clock, f"sqlite+aiosqlite:///{folder}/f.sqlite3")
            await harness.register()
            async with harness.running() as bot:
                ada = DiscordClient(fake, fake.world.new_user("ada", locale="de"))
                return await _discord_hunt(fake, bot, clock, ada)


async def _discord_hunt(
    fake: FakeDiscord, bot: DiscordBot, clock: VirtualClock, ada: DiscordClient
) -> dict[str, Json]:
    seen = dict[str, Json]()
    seen["01 welcome"] = shown(await ada.types("followthrough")).payload()
    applied = await ada.types("applied", company="Acme", role="Baker", contact="Dana Weiss")
    seen["02 applied"] = shown(applied).payload()
    seen["10 form"] = (await ada.types("settings")).modal or {}
    await days(bot, clock, 7)
    nudge = ada.sees()[-1]
    seen["03 nudge"] = nudge.payload()
    await ada.presses("I sent it", nudge)
    seen["05 after a press"] = nudge.payload()
    for company in COMPANIES[1:]:
        await ada.types("applied", company=company, role="Data Analyst")
    await days(bot, clock, 7)
    queue = ada.sees()[-1]
    seen["04 queue"] = queue.payload()
    line = shown(await ada.presses("Follow up with Globex (Data Analyst)", queue))
    seen["04b draft of a line"] = line.payload()
    seen["06 snooze"] = (await ada.presses("Snooze", line)).modal or {}
    await ada.presses("I sent it", line)
    seen["04c queue after a press"] = queue.payload()
    await ada.types("interview", company="Acme", at="2026-06-26 14:00")
    seen["07 job"] = shown(await ada.types("job", company="Acme")).payload()
    seen["08 pipeline"] = shown(await ada.types("pipeline")).payload()
    seen["09 nudges"] = shown(await ada.types("nudges")).payload()
    await ada.says(NO)
    seen["12 mail"] = (await written_back(fake, ada)).payload()
    return seen


def draw(
    folder: Path, platform: str, screens: Mapping[str, Json], how: Callable[[Json, int], str]
) -> None:
    """Writes every screen at both widths."""
    for name, payload in screens.items():
        for wide in (PHONE, DESKTOP):
            png = resvg_py.svg_to_bytes(svg_string=how(payload, wide), font_files=FONTS)
            (folder / f"{platform} {name} {wide}.png").write_bytes(bytes(png))


def main(folder: Path, platforms: list[str]) -> None:
    """Draws the screens of the platforms."""
    folder.mkdir(parents=True, exist_ok=True)
    if "slack" in platforms:
        draw(folder, "slack", asyncio.run(slack_screens()), slack.draw)
    if "discord" in platforms:
        draw(folder, "discord", asyncio.run(discord_screens()), discord.draw)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or ["slack", "discord"])
