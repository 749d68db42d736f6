"""Reading lines that are as long as they may be and made to be hard, beside an ordinary one."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.catalog import COMMANDS
from bot.command import Command
from bot.conversation.router import LONGEST_LINE, ROOT
from bot.parsing.arguments import read_line
from bot.parsing.parse_context import ParseContext, ParseError
from tests.benchmarks.databases import Site
from tests.benchmarks.harness import Row, Run, Scale, alternate, ms, seconds, times
from tests.benchmarks.people import DUE, ZONE

SECONDS = 0.1
ORDINARY = "Acme "
HARD = (
    *("a", "as ", "on ", '"a ', "' ", '" ', 'as "" ', "3 May ", "at fri 3pm ", "on 3 May as x "),
    *("<http://", "<https://a.co|", "\u200d", "é", "/", "1.", ",;:", "“a” ", "\n", "a\n", '",'),
    *("31 Feb ", "until ", "\U000e0041", "\U0001f3f4\U000e0067"),
)
NAMES = tuple(f"{ORDINARY}{number}" for number in range(50))


async def rows(_site: Site, scale: Scale) -> AsyncIterator[Row]:
    """The slowest of all commands and kinds, beside ordinary words for the same command."""
    visible = [one for one in COMMANDS if not one.hidden and one.name != ROOT]
    tried = {(one, part): await _read(one, part)() for one in visible for part in HARD}
    command, part = max(tried, key=tried.__getitem__)
    slowest, least = await alternate(scale.turns, _read(command, part), _read(command, ORDINARY))
    yield Row(
        f"read {LONGEST_LINE:,} characters of {part!r} for /{command.name}, the slowest of all",
        "—",
        ms(slowest),
        "ordinary words",
        ms(least),
        times(slowest / least),
        f"≤ {ms(SECONDS)}",
        slowest <= SECONDS,
    )


def _read(command: Command, part: str) -> Run:
    line = (part * LONGEST_LINE)[:LONGEST_LINE]
    frame = ParseContext(DUE, ZONE, names=NAMES)

    async def read() -> None:
        try:
            read_line(command, line, frame)
        except ParseError:
            return

    return lambda: seconds(read)
