"""Runs the drills: a line for each, and a failure if a reminder was lost or doubled.

python -m tests.drills [--short] [NAME …]
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from tests.benchmarks.databases import PostgresSite, postgres
from tests.drills.drill_result import has_passed
from tests.drills.drill_run import drill_run
from tests.drills.full_disk import run_on_a_disk
from tests.drills.other_version import unpack_version_before
from tests.drills.scenarios import FULL_DISK, SCENARIOS, Scenario


async def _drill(scenario: Scenario, site: PostgresSite, *, short: bool) -> bool:
    """Runs one scenario and prints its line; True if nothing was lost or doubled."""
    with tempfile.TemporaryDirectory() as folder:
        if scenario is FULL_DISK:
            on_disk = await run_on_a_disk(Path(folder))
            if on_disk is None:
                print(f"{scenario.name}: not run, no disk can be mounted here", flush=True)
            return on_disk is not False
        before = None
        if scenario.beside_the_version_before:
            before = await unpack_version_before(Path(folder, "before"))
            if before is None:
                print(f"{scenario.name}: not run, its history is not here", flush=True)
                return True
        async with drill_run(
            site,
            Path(folder),
            scenario.short_people or scenario.people if short else scenario.people,
            platform=scenario.platform,
            poisoned=scenario.poisoned,
            before=before,
        ) as made:
            await scenario.run(made, scenario.short_bursts if short else scenario.bursts)
            return await has_passed(scenario, made)


async def main() -> int:
    """Runs what was asked for; 1 if a drill failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("names", nargs="*")
    asked = parser.parse_args()
    chosen = [
        one
        for one in SCENARIOS
        if (one.in_short or not asked.short)
        and (not asked.names or any(name in one.name for name in asked.names))
    ]
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pg")))
        site = await stack.enter_async_context(postgres(folder))
        outcomes = [await _drill(one, site, short=asked.short) for one in chosen]
    return 0 if outcomes and all(outcomes) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
