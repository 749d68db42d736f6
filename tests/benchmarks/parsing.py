"""Reading lines that are as long as they may be and made to be hard, beside an ordinary one.

Hard lines are of a kind that was slow once, random, or searched for: hypothesis makes
a line ever slower to read, starting from words that mean something.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import suppress
from random import Random
from statistics import median

from hypothesis import HealthCheck, Phase, given, settings, strategies, target

from bot.catalog import COMMANDS
from bot.command import Command
from bot.conversation.router import LONGEST_LINE, ROOT, understand
from bot.message import Refused
from bot.parsing.arguments import read_line
from bot.parsing.parse_context import ParseContext, ParseError
from tests.benchmarks.databases import Site
from tests.benchmarks.harness import Row, Run, Scale, alternate, ms, seconds, times
from tests.benchmarks.people import DUE, ZONE
from tests.bot.parsing.hostile_lines import WORDS, hostile_line
from tests.corpus.cases import cases

SECONDS = 0.1
ORDINARY = "Acme "
HARD = (
    *("a", "as ", "on ", '"a ', "' ", '" ', 'as "" ', "3 May ", "at fri 3pm ", "on 3 May as x "),
    *("<http://", "<https://a.co|", "\u200d", "é", "/", "1.", ",;:", "“a” ", "\n", "a\n", '",'),
    *("31 Feb ", "until ", "\U000e0041", "\U0001f3f4\U000e0067"),
)
HOSTILE_LINES = 10_000
SEARCHED_LINES = 2_000
WORST, MIDDLE = 0.05, 0.001  # seconds of processor time
_AGAIN = 50  # of the slowest, measured three times
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
    middle = median(_processor_time(case.text) for case in cases())
    yield _row("read a line of the corpus, the median, processor time", middle, MIDDLE)
    random = Random(DUE.toordinal())  # noqa: S311  # no secret
    tried_lines = sorted((hostile_line(random) for _ in range(HOSTILE_LINES)), key=_processor_time)
    worst = max(_least(line) for line in tried_lines[-_AGAIN:])
    yield _row(f"read the worst of {HOSTILE_LINES:,} hostile lines, processor time", worst, WORST)
    line = _slowest_found()
    what = f"read the slowest of {SEARCHED_LINES:,} lines searched for, {line[:40]!r}"
    yield _row(what, _least(line), WORST)


def _row(what: str, took: float, most: float) -> Row:
    return Row(what, "—", ms(took), "", "", "", f"≤ {ms(most)}", took <= most)


def _processor_time(line: str) -> float:
    context = ParseContext(DUE, ZONE, names=NAMES)
    began = time.process_time()
    with suppress(Refused):
        understand(line, COMMANDS, context)
    return time.process_time() - began


def _least(line: str) -> float:
    return min(_processor_time(line) for _ in range(3))


def _slowest_found() -> str:
    """The slowest line that hypothesis finds when it aims at the time of reading."""
    found: dict[str, float] = {}

    @settings(
        max_examples=SEARCHED_LINES,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.target),
        suppress_health_check=tuple(HealthCheck),
    )
    @given(strategies.lists(strategies.sampled_from(WORDS), max_size=60))
    def search(words: list[str]) -> None:
        line = " ".join(words)[:LONGEST_LINE]
        found[line] = _processor_time(line)
        target(found[line])

    search()
    slow = sorted(found, key=found.__getitem__)[-_AGAIN:]
    return max(slow, key=_least)


def _read(command: Command, part: str) -> Run:
    line = (part * LONGEST_LINE)[:LONGEST_LINE]
    context = ParseContext(DUE, ZONE, names=NAMES)

    async def read() -> None:
        try:
            read_line(command, line, context)
        except ParseError:
            return

    return lambda: seconds(read)
