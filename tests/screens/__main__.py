"""`python -m tests.screens FOLDER [slack|discord]` lives a hunt at each platform and draws it.

Every screen is drawn as wide as a phone and as a desktop's column.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import resvg_py

from bot.charts.text_width import WIDTHS
from tests.screens import discord, slack
from tests.screens.discord_hunt import discord_screens
from tests.screens.slack_hunt import slack_screens

Json = dict[str, Any]
PHONE, DESKTOP = 375, 680
FONTS = [str(font) for font in WIDTHS.parent.glob("*.ttf")]


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
