"""Writes what is generated and committed; the tests compare it with what it would write today."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from adapters.console.app import App
from adapters.console.cards import show_card
from adapters.console.view_model import Seen
from adapters.console.virtual_clock import VirtualClock
from bot.catalog import COMMANDS
from bot.command import Command
from storage.storage import open_storage
from tests.conformance import hunt, month
from tests.conformance.console import at_the_console

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PICTURE = ROOT / "manifests" / "chat.svg"

WIDTH = 88
BEGIN = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
SCENE = ("/applied Acme as Baker via referral", ".wait until 2026-06-08T09:00")
THEME = TerminalTheme(
    (250, 249, 246),
    (46, 52, 64),
    [(46, 52, 64), (180, 60, 60), (60, 120, 70), (150, 105, 20), (50, 90, 150), (120, 70, 130),
     (30, 120, 130), (120, 125, 135)],
)  # fmt: skip
# Rich's own frame would fetch a font from elsewhere; this one uses what the reader has.
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def table() -> str:
    """The table of commands, from their declarations."""
    rows = ["| type | to |", "|---|---|"]
    rows += [f"| {_typed(one)} | {one.summary} |" for one in COMMANDS if not one.hidden]
    return "\n".join(rows)


def _typed(command: Command) -> str:
    usage = f"/{command.name} {command.usage}".strip()
    return f"`{usage}`"


def readme() -> str:
    """The README with its table renewed."""
    return re.sub(
        r"(<!-- commands -->\n).*?(<!-- end -->)",
        lambda found: f"{found[1]}{table()}\n{found[2]}",
        README.read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )


async def picture() -> str:
    """A terminal in which somebody logs an application and is nudged a week later."""
    screen = Console(file=StringIO(), record=True, width=WIDTH, color_system="truecolor")
    for line, seen in await _lived():
        screen.print(Text(f"› {line}", "bold"))
        for one in seen:
            # A terminal breaks a draft's long lines by itself; so does this one.
            screen.print(Text.from_ansi(_drawn(one)))
    return screen.export_svg(title="followthrough chat", theme=THEME, code_format=FRAME)


def _drawn(seen: Seen) -> str:
    paper = StringIO()
    show_card(Console(file=paper, width=WIDTH, force_terminal=True, color_system="standard"), seen)
    return paper.getvalue()


async def _lived() -> list[tuple[str, list[Seen]]]:
    """What each line of the scene shows."""
    seen: list[Seen] = []
    lived: list[tuple[str, list[Seen]]] = []
    async with open_storage("sqlite+aiosqlite://") as storage:
        clock = VirtualClock(BEGIN, running=False)
        app = App(storage, COMMANDS, clock, "Europe/Berlin", seen.append)
        for line in SCENE:
            await app.types(line)
            lived.append((line, seen[:]))
            seen.clear()
    return lived


async def transcript() -> str:
    """The whole hunt as it is lived at the console."""
    async with at_the_console() as platform:
        return await hunt.live(platform.person("ada"))


async def boards() -> str:
    """A group's month as it is lived there."""
    async with at_the_console() as platform:
        return await month.live(platform)


def write() -> None:
    """Writes the README's table, the picture and the transcripts."""
    README.write_text(readme(), encoding="utf-8")
    PICTURE.write_text(asyncio.run(picture()), encoding="utf-8")
    hunt.TRANSCRIPT.write_text(asyncio.run(transcript()), encoding="utf-8")
    month.TRANSCRIPT.write_text(asyncio.run(boards()), encoding="utf-8")


if __name__ == "__main__":
    write()
