"""Reading is fast, and stays linear however a line is made."""

from __future__ import annotations

import contextlib
import time
from random import Random
from statistics import median

import pytest

from bot.catalog import COMMANDS
from bot.conversation.router import LONGEST_LINE, understand
from bot.message import Refused
from tests.bot.parsing.contexts import context
from tests.bot.parsing.hostile_lines import FOUND, hostile_line
from tests.corpus.cases import cases

NAMES = tuple(f"Acme {number}" for number in range(50))
CONTEXT = context(names=NAMES)
HOSTILE_LINES = 1_000
# Processor time. What is aimed at, 1 ms and 50 ms, with room for a slow machine.
MOST_OF_MEDIAN = 0.005
MOST_OF_WORST = 0.25


def seconds(line: str) -> float:
    began = time.process_time()
    with contextlib.suppress(Refused):
        understand(line, COMMANDS, CONTEXT)
    return time.process_time() - began


def least(line: str) -> float:
    """The time of a line without what the process did besides, such as collecting garbage."""
    return min(seconds(line) for _ in range(3))


@pytest.mark.parametrize("part", FOUND)
@pytest.mark.parametrize("begin", ["", "/applied ", "applied to "])
def test_a_line_made_to_be_slow_costs_what_its_length_costs(part: str, begin: str) -> None:
    assert least((begin + part * LONGEST_LINE)[:LONGEST_LINE]) < MOST_OF_WORST


def test_ordinary_lines_take_about_a_millisecond() -> None:
    seconds("applied to Acme today")
    middle = median(seconds(case.text) for case in cases())
    print(f"\nmedian of the corpus: {middle * 1_000:.2f} ms of processor time")
    assert middle < MOST_OF_MEDIAN


def test_no_hostile_line_takes_long() -> None:
    random = Random(20_260_601)  # noqa: S311  # no secret
    lines = [hostile_line(random) for _ in range(HOSTILE_LINES)]
    slow = sorted(lines, key=seconds)[-20:]
    worst, line = max((least(line), line) for line in slow)
    print(f"\nworst of {HOSTILE_LINES:,} hostile lines: {worst * 1_000:.0f} ms, {line[:60]!r}")
    assert worst < MOST_OF_WORST
