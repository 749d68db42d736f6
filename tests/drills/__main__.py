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
from tests.drills.scenarios import SCENARIOS, Scenario
from tests.drills.scene import CHANNEL, DUE, Scene, scene


async def _drill(scenario: Scenario, site: PostgresSite, *, short: bool) -> bool:
    """Runs one scenario and prints its line; True if nothing was lost or doubled."""
    with tempfile.TemporaryDirectory() as folder:
        async with scene(site, Path(folder), scenario.people, poisoned=scenario.poisoned) as made:
            await scenario.run(made, scenario.short_bursts if short else scenario.bursts)
            return await _judged(scenario, made)


async def _judged(scenario: Scenario, made: Scene) -> bool:
    """Counts by nudge what Slack took against what was owed, and against what is stored."""
    owed, shown = await made.owed(), made.slack.shown()
    refused = sum(state == "undeliverable" for state in owed.values())
    lost = sum(nudge not in shown for nudge in owed) - scenario.poisoned
    doubled = sum(len(moments) - 1 for moments in shown.values())
    untrue = sum((state == "delivered") != (id in shown) for id, state in owed.items())
    late = max((at for id in owed for at in shown.get(id, ())), default=DUE) - DUE
    stopped, posts = await made.stopped_groups(), made.slack.deliveries_to(CHANNEL)
    twice = len(posts) - len(set(posts))
    print(
        f"{scenario.name}: lost {lost} doubled {doubled} late {str(late).split('.')[0]}"
        f" refused {refused} untrue {untrue} stopped groups {stopped}"
        f" group posts {len(posts)} doubled {twice}",
        flush=True,
    )
    well = refused == scenario.poisoned and len(posts) > 0
    return well and not (lost or doubled or untrue or stopped or twice)


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
        passed = [await _drill(one, site, short=asked.short) for one in chosen]
    return 0 if passed and all(passed) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
