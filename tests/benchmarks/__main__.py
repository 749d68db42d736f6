"""`make bench`: one table of ratios, each beside a yardstick measured in the same run."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

import psutil
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from tests.benchmarks import (
    applied_command,
    backlog,
    charts,
    deliveries,
    discord,
    group_board,
    idle_ticks,
    imports,
    lookups,
    mail,
    parsing,
    processes,
    slack,
    slack_messenger,
    slow_messenger,
    startup,
)
from tests.benchmarks.databases import Site, SqliteSite, postgres
from tests.benchmarks.harness import FULL, QUICK, Row, Rows, Scale

BOTH: Mapping[str, Rows] = {
    "deliver": deliveries.rows,
    "processes": processes.rows,
    "slow messenger": slow_messenger.rows,
    "tick": idle_ticks.rows,
    "applied": applied_command.rows,
    "find": lookups.rows,
    "group": group_board.rows,
    "import": imports.rows,
    "backlog": backlog.rows,
}
ON_A_FILE: Mapping[str, Rows] = {
    "slack": slack.rows,
    "slack nudges": slack_messenger.rows,
    "read": parsing.rows,
    "mail": mail.rows,
    "pictures": charts.rows,
    "help": startup.help_rows,
    "memory": startup.memory_rows,
    "discord": discord.rows,
}
BUDGET = 1_800.0  # seconds, for all the rows of one name on one database
TEN_MILLION = 10_000_000
WIDTH = 146  # also where the table goes to a file
SYNCS = 200
BLOCK = bytes(4_096)


def main() -> None:
    """Measures what was asked for and shows it."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    names = ", ".join((*BOTH, *ON_A_FILE))
    parser.add_argument("only", nargs="?", default="", help=f"a part of one of: {names}")
    parser.add_argument("--quick", action="store_true", help="less of everything")
    parser.add_argument(
        "--ten-million",
        action="store_true",
        help="10 M pending, too; on PostgreSQL 10 M settled beside them",
    )
    options = parser.parse_args()
    console = Console()
    console.width = max(console.width, WIDTH)
    scale = QUICK if options.quick else FULL
    if options.ten_million:
        scale = replace(scale, pending=(*scale.pending, TEN_MILLION), backlog=TEN_MILLION)
    failed: list[str] = []
    rows = asyncio.run(_measure(console, options.only, scale, failed))
    if not rows:
        parser.error(f"nothing is called “{options.only}”: there are {names}")
    console.print(rows)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


async def _measure(console: Console, only: str, scale: Scale, failed: list[str]) -> Table | None:
    """Returns the table of all benchmarks whose name contains `only`; None if there are none.

    The names of what failed are added to `failed`.
    """
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
            try:
                async with asyncio.timeout(BUDGET):
                    async for row in rows(site, scale):
                        _add(table, row)
            except Exception as error:  # the others' rows are there all the same
                _add(table, Row(name, site.name, "failed", f"{type(error).__name__}: {error}"))
                failed.append(name)
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
        table.caption = _where(Path(folder), before, _sync(Path(folder)))
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


def _where(folder: Path, before: float, after: float) -> str:
    """The machine: how fast its disk is decides how much of a commit is ours."""
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"Medians of rounds taken in turn. {_processor()}, Python {platform.python_version()}, "
        f"{os.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GB{busy}; "
        f"the disk ({_kind_of_disk(folder)}) keeps 4 KB in "
        f"{before * 1_000:.2f} to {after * 1_000:.2f} ms."
    )


def _processor() -> str:
    """The name of the processor; Linux tells it in a file of its own."""
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else ()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _kind_of_disk(folder: Path) -> str:
    """The file system that the folder is on."""
    every = psutil.disk_partitions(all=True)
    holding = (one for one in every if folder.is_relative_to(one.mountpoint))
    longest = max(holding, key=lambda one: len(one.mountpoint), default=None)
    return longest.fstype if longest else "unknown"


def _sync(folder: Path) -> float:
    """Returns the median time of many disk syncs of one block."""
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
