"""`make bench`: one table of ratios, each beside a yardstick measured in the same run."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.benchmarks import (
    applying,
    delivering,
    discord,
    finding,
    grouping,
    reading,
    slack,
    slack_messenger,
    slow_messenger,
    starting,
    waiting,
)
from tests.benchmarks.databases import Site, SqliteSite, postgres
from tests.benchmarks.harness import FULL, QUICK, Row, Rows, Scale

BOTH: Mapping[str, Rows] = {
    "deliver": delivering.rows,
    "slow messenger": slow_messenger.rows,
    "tick": waiting.rows,
    "applied": applying.rows,
    "find": finding.rows,
    "group": grouping.rows,
}
ON_A_FILE: Mapping[str, Rows] = {
    "slack": slack.rows,
    "slack nudges": slack_messenger.rows,
    "read": reading.rows,
    "help": starting.help_rows,
    "memory": starting.memory_rows,
    "discord": discord.rows,
}
WIDTH = 146  # also where the table goes to a file
SYNCS = 200
BLOCK = bytes(4_096)


def main() -> None:
    """Measures what was asked for and shows it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    names = ", ".join((*BOTH, *ON_A_FILE))
    parser.add_argument("only", nargs="?", default="", help=f"a part of one of: {names}")
    parser.add_argument("--quick", action="store_true", help="less of everything")
    options = parser.parse_args()
    console = Console()
    console.width = max(console.width, WIDTH)
    rows = asyncio.run(_measure(console, options.only, QUICK if options.quick else FULL))
    if not rows:
        parser.error(f"nothing is called “{options.only}”: there are {names}")
    console.print(rows)


async def _measure(console: Console, only: str, scale: Scale) -> Table | None:
    """The table of everything whose name has `only` in it; None where nothing has."""
    both = {name: rows for name, rows in BOTH.items() if only in name}
    on_a_file = {name: rows for name, rows in ON_A_FILE.items() if only in name}
    if not both and not on_a_file:
        return None
    table = _table()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with (
        tempfile.TemporaryDirectory() as folder,
        Progress(*columns, console=console, transient=True, refresh_per_second=1) as progress,
    ):
        task = progress.add_task("")

        async def add(name: str, rows: Rows, site: Site) -> None:
            progress.update(task, description=f"{name} on {site.name}")
            async for row in rows(site, scale):
                _add(table, row)
            table.add_section()

        files = SqliteSite(Path(folder))
        before = _sync(Path(folder))
        if both:
            async with postgres(Path(folder)) as server:
                for name, rows in both.items():
                    for site in (files, server):
                        await add(name, rows, site)
        for name, rows in on_a_file.items():
            await add(name, rows, files)
        table.caption = _where(before, _sync(Path(folder)))
    return table


def _table() -> Table:
    table = Table(title="What it costs, beside a yardstick")
    # Where the room is short, these two give way: the figures have to be seen.
    table.add_column("What")
    table.add_column("On", no_wrap=True)
    table.add_column("Measured", justify="right", no_wrap=True)
    table.add_column("Beside")
    for heading in ("Yardstick", "Ratio", "Aim"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    return table


def _add(table: Table, row: Row) -> None:
    said = {True: "[green]met[/]", False: "[red]missed[/]", None: ""}[row.met]
    figures = (row.measured, row.beside, row.yardstick, row.ratio, row.aim)
    table.add_row(row.what, row.where, *figures, said)


def _where(before: float, after: float) -> str:
    """The machine: how fast its disk is decides how much of a commit is ours."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"Medians of rounds taken in turn. Python {platform.python_version()}, "
        f"{os.cpu_count()} cores{busy}; "
        f"the disk keeps 4 KB in {before * 1_000:.2f} to {after * 1_000:.2f} ms."
    )


def _sync(folder: Path) -> float:
    """How long the disk takes to keep a block, in the middle of many tries."""
    took = []
    with (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(SYNCS):
            begin = perf_counter()
            file.write(BLOCK)
            os.fsync(file.fileno())
            took.append(perf_counter() - begin)
    return median(took)


if __name__ == "__main__":
    main()
