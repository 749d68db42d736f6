"""Draws the pictures that the documentation shows, from the program as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from adapters.app.setup.init import init
from adapters.app.setup.prompts import Prompts
from adapters.console.app import App
from adapters.console.cards import show_card
from adapters.console.view_model import View
from adapters.console.virtual_clock import VirtualClock
from adapters.slack.manifest import ConnectionMode, manifest
from adapters.slack.settings import API_URL
from bot.catalog import COMMANDS
from bot.charts.draw import draw
from bot.charts.theme import ColorScheme
from bot.texts.picture_texts import funnel_picture
from storage.storage import open_storage
from tests.bot.charts.funnels import many
from tests.fakes.slack.app import App as SlackApp
from tests.fakes.slack.slack import Slack
from tests.golden_pictures import answers

ROOT = Path(__file__).parents[1]
FUNNEL = ROOT / "docs" / "pictures" / "funnel.svg"
ANSWERS = ROOT / "docs" / "pictures" / "answers.svg"
WIDTH = 88
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
# Lines as they are typed; what a line in brackets shows is not in the picture.
HUNT = ("/applied Acme as Baker via referral", ".wait until 2026-06-08T09:00")
GROUP = (
    "(.channel hunters coach ada bea)",
    "(.as coach)",
    "(.in hunters)",
    "/group start",
    "(.as ada)",
    "(.in hunters)",
    '(.press Join share="share my numbers")',
    "(/group goal 2)",
    "(.in dm)",
    "(/applied Acme as Baker)",
    "(/applied Globex as Cook)",
    "(.as bea)",
    "(.in hunters)",
    '(.press Join share="share my numbers")',
    "(/group goal 3)",
    "(.in dm)",
    "(/applied Initech)",
    "(.in hunters)",
    ".wait until 2026-06-05T16:00",
)
HOME_OF_A_COACH = "/home/coach/followthrough"


async def hunt() -> str:
    """Returns the picture of a terminal in which a user logs an application and is nudged."""
    return await _lived(HUNT, datetime(2026, 6, 1, 8, 0, tzinfo=UTC))


async def group() -> str:
    """A channel that becomes a group, and its check-in on Friday."""
    return await _lived(GROUP, datetime(2026, 6, 1, 8, 0, tzinfo=UTC))


async def setting_up() -> str:
    """`followthrough init`, as a coach answers it."""
    slack_app = SlackApp(manifest=manifest(COMMANDS, ConnectionMode.SOCKET))
    async with Slack(slack_app).serving() as slack:
        token = slack.installed(slack.workspace("job club")).token
        with TemporaryDirectory() as folder:
            typed = ("slack", "one", "few", slack_app.app_token, token, "", "")
            answers, printed = StringIO("\n".join(typed)), StringIO()
            questions = Prompts(Console(file=printed, highlight=False), answers)
            await init(questions, {API_URL: slack.api_url}, Path(folder), "followthrough serve")
    screen = _screen()
    for line in printed.getvalue().replace(folder, HOME_OF_A_COACH).splitlines():
        screen.print(Text(line, _style(line)))
    return _drawn(screen, "followthrough init")


def _style(line: str) -> str:
    return "bold green" if line.startswith("All is well") else ""


async def _lived(lines: Sequence[str], begin: datetime) -> str:
    """A terminal at which these lines are typed."""
    screen, seen = _screen(), list[View]()
    async with open_storage("sqlite+aiosqlite://") as storage:
        clock = VirtualClock(begin, running=False)
        app = App(storage, COMMANDS, clock, "Europe/Berlin", seen.append)
        for line in lines:
            seen.clear()
            await app.take_line(line.strip("()"))
            if line.startswith("("):
                continue
            screen.print(Text(f"› {line}", "bold"))
            for one in seen:
                # A terminal breaks a draft's long lines by itself; so does this one.
                screen.print(Text.from_ansi(_card(one)))
    return _drawn(screen, "followthrough chat")


def _card(seen: View) -> str:
    paper = StringIO()
    show_card(Console(file=paper, width=WIDTH, force_terminal=True, color_system="standard"), seen)
    return paper.getvalue()


def _screen() -> Console:
    return Console(
        file=StringIO(), record=True, width=WIDTH, color_system="truecolor", highlight=False
    )


def _drawn(screen: Console, title: str) -> str:
    return screen.export_svg(title=title, theme=THEME, code_format=FRAME)


async def pictures() -> Mapping[Path, str]:
    """Every picture by its file."""
    return {
        ROOT / "manifests" / "chat.svg": await hunt(),
        ROOT / "docs" / "pictures" / "init.svg": await setting_up(),
        ROOT / "docs" / "pictures" / "group.svg": await group(),
        FUNNEL: draw(funnel_picture(many(100)), ColorScheme.LIGHT),
        ANSWERS: draw(answers(), ColorScheme.LIGHT),
    }
