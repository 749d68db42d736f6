"""Rounds, medians, percentiles, and what a row of the table says."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

from tests.benchmarks.databases import Site

Run = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Scale:
    """The amount that is measured; rounds are counted without the one that warms up.

    Slow benchmarks run `rounds` times; fast ones take that many `turns`.
    """

    rounds: int
    turns: int
    nudges: int
    pending: tuple[int, ...]
    ticks: int
    commands: int
    applications: int
    look_ups: int
    starts: int
    typed: int
    reminders: int
    commands_at_once: int
    # Pending nudges, and as many settled, in a database beside a small one; 0: not measured.
    backlog: int = 0


FULL = Scale(
    rounds=5,
    turns=21,
    nudges=5_000,
    pending=(10_000, 100_000, 1_000_000),
    ticks=50,
    commands=50,
    applications=5_000,
    look_ups=25,
    starts=9,
    typed=250,
    reminders=2_000,
    commands_at_once=500,
)
QUICK = Scale(
    rounds=2,
    turns=5,
    nudges=500,
    pending=(1_000, 10_000, 100_000),
    ticks=50,
    commands=20,
    applications=5_000,
    look_ups=10,
    starts=3,
    typed=100,
    reminders=500,
    commands_at_once=200,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `met` is None where there is nothing to hold it to."""

    what: str
    where: str
    measured: str
    beside: str
    yardstick: str = "—"
    ratio: str = "—"
    aim: str = "—"
    met: bool | None = None


Rows = Callable[[Site, Scale], AsyncIterator[Row]]


async def alternate(rounds: int, *runs: Run) -> list[float]:
    """Returns the median of each run, all of them taken in turn; the first round only warms up.

    A different run begins each round, and garbage is collected before each, so that
    none pays for what another has left behind.
    """
    figures: list[list[float]] = [[] for _ in runs]
    for turn in range(rounds + 1):
        for place in range(len(runs)):
            at = (place + turn) % len(runs)
            gc.collect()
            figure = await runs[at]()
            if turn:
                figures[at].append(figure)
    return [median(each) for each in figures]


async def seconds(call: Callable[[], Awaitable[object]]) -> float:
    """Returns how long one call takes."""
    begin = perf_counter()
    await call()
    return perf_counter() - begin


class Repetitions:
    """Something done again and again, many times in a row; the first row only warms up."""

    def __init__(self, call: Callable[[int], Awaitable[object]], many: int) -> None:
        self._call = call
        self._many = many
        self._took: list[float] = []

    async def several(self) -> float:
        """Does it so many times; how many a second."""
        begin = perf_counter()
        for _ in range(self._many):
            one = perf_counter()
            await self._call(len(self._took))
            self._took.append(perf_counter() - one)
        return self._many / (perf_counter() - begin)

    def percentile(self, part: float) -> float:
        """Returns the time that a fraction of the calls does not exceed, such as 0.99 of them."""
        return percentile(self._took[self._many :], part)


def percentile(figures: Sequence[float], part: float) -> float:
    """Returns the value that a fraction of the cases does not exceed, such as 0.99 of them."""
    ordered = sorted(figures)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)]


def ms(figure: float) -> str:
    """Seconds as milliseconds, as exactly as they can be trusted."""
    thousandths = figure * 1_000
    return f"{thousandths:,.2f} ms" if thousandths < 10 else f"{thousandths:,.0f} ms"


def times(figure: float) -> str:
    """A ratio."""
    return f"{figure:.2f} ×"
