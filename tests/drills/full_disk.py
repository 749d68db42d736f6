"""Runs a drill on a disk of its own, small enough to be filled.

    python -m tests.drills.full_disk FOLDER

in a name space of its own in which FOLDER is that disk: `command` says how.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.databases import SqliteSite
from tests.drills.drill_result import has_passed
from tests.drills.drill_run import drill_run
from tests.drills.scenarios import FULL_DISK

_MEGABYTES = 8


async def run_on_a_disk(folder: Path) -> bool | None:
    """Runs the drill; True if nothing was lost or doubled, None where no disk can be mounted."""
    if await _run(f"mount -t tmpfs none {folder}", quiet=True):
        return None
    mount = f"mount -t tmpfs -o size={_MEGABYTES}m none {folder}"
    return not await _run(f"{mount} && exec {sys.executable} -m tests.drills.full_disk {folder}")


async def _run(command: str, *, quiet: bool = False) -> int:
    output = asyncio.subprocess.DEVNULL if quiet else None
    try:
        process = await asyncio.create_subprocess_exec(
            "unshare", "-Urm", "sh", "-c", command, stdout=output, stderr=output
        )
    except FileNotFoundError:
        return 1
    return await process.wait()


async def _main(folder: Path) -> int:
    with tempfile.TemporaryDirectory() as elsewhere:
        people = FULL_DISK.people
        async with drill_run(SqliteSite(folder), Path(elsewhere), people) as made:
            await FULL_DISK.run(made, 0)
            return 0 if await has_passed(FULL_DISK, made) else 1


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(_main(Path(sys.argv[1]))))
