"""Reading stays linear, however a line is made."""

from __future__ import annotations

import contextlib
import time

import pytest

from bot.catalog import COMMANDS
from bot.conversation.router import LONGEST_LINE, understand
from bot.message import Refused
from tests.bot.parsing.sample import frame

NAMES = tuple(f"Acme {number}" for number in range(50))
# Each took longer than a second, or grew with the square of its length, when it was found.
FOUND = ("on ", "and ", "- ", "x | ", "Acme, ", "Acme and ", "; ", "on 3 May as x ", "next ", "a ")


def seconds(line: str) -> float:
    began = time.process_time()
    with contextlib.suppress(Refused):
        understand(line, COMMANDS, frame(names=NAMES))
    return time.process_time() - began


@pytest.mark.parametrize("part", FOUND)
@pytest.mark.parametrize("begin", ["", "/applied ", "applied to "])
def test_a_line_made_to_be_slow_costs_what_its_length_costs(part: str, begin: str) -> None:
    long = (begin + part * LONGEST_LINE)[:LONGEST_LINE]
    seconds(long)
    assert min(seconds(long) for _ in range(3)) < 0.5
