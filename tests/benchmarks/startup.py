"""Starting: how long `--help` takes, and how much storage a session of fifty lines needs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from tests.benchmarks.databases import Site
from tests.benchmarks.harness import Row, Scale, alternate, ms, seconds, times

SECONDS = 0.3
MEGABYTES = 100.0
LINES = 50
PROGRAM = str(Path(sys.executable).with_name("followthrough"))
BARE = (sys.executable, "-c", "pass")
# A child's peak counts what its parent held when it was forked, so that a big
# parent hides a small child. This one holds next to nothing.
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdin=sys.stdin, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_UNIT = 1 if sys.platform == "darwin" else 1_024
_EVERY_FIVE = (
    "/applied {} as Baker yesterday via referral",
    "/job {}",
    "/interview {} at thursday 2pm for 45m",
    ".wait 1d",
    "/pipeline",
)


async def help_rows(_site: Site, scale: Scale) -> AsyncIterator[Row]:
    """`followthrough --help` beside an interpreter that does nothing."""

    async def ours() -> None:
        _run(PROGRAM, "--help")

    async def bare() -> None:
        _run(*BARE)

    took, least = await alternate(scale.starts, lambda: seconds(ours), lambda: seconds(bare))
    yield Row(
        "followthrough --help",
        "—",
        ms(took),
        "bare Python",
        ms(least),
        times(took / least),
        f"≤ {ms(SECONDS)}",
        took <= SECONDS,
    )


async def memory_rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """`followthrough chat` with a script at its pipe beside an interpreter that does nothing."""

    async def ours() -> float:
        url = await site.empty()
        chat = (PROGRAM, "chat", "--clock", "2026-06-01T10:00", "--zone", "Europe/Berlin")
        try:
            return _peak(*chat, "--database", url, script=script())
        finally:
            await site.drop(url)

    async def bare() -> float:
        return _peak(*BARE)

    peak, least = await alternate(min(scale.starts, 3), ours, bare)
    yield Row(
        f"memory of {LINES} lines of chat",
        site.name,
        f"{peak:.0f} MB",
        "bare Python",
        f"{least:.0f} MB",
        times(peak / least),
        f"≤ {MEGABYTES:.0f} MB",
        peak <= MEGABYTES,
    )


def script() -> str:
    """Fifty lines of a job hunt."""
    companies = ("Acme", "Globex", "Initech", "Umbrella", "Hooli", "Stark", "Wonka", "Vandelay")
    done = [
        line.format(companies[turn % len(companies)])
        for turn in range(LINES // len(_EVERY_FIVE))
        for line in _EVERY_FIVE
    ]
    return "\n".join(done) + "\n"


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _peak(*command: str, script: str = "") -> float:
    """The most memory that a command held, in megabytes."""
    measure = (sys.executable, "-c", _PEAK, *command)
    done = subprocess.run(measure, check=True, input=script, capture_output=True, text=True)
    return int(done.stdout) * _UNIT / 1_000_000
