"""Starts the program with every clock of its process moved by what a file says.

    python -m tests.drills.shifted_clock FILE serve

The program itself has no setting for that. What a process measures within itself, such as
how long a request takes, is not moved.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import apscheduler.schedulers.base as scheduling

from adapters.app import process
from adapters.app.cli import main


def _shifted(file: Path) -> type[datetime]:
    """Returns a `datetime` whose `now` is shifted by the seconds in a file."""

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Shifted:
            at = datetime.now(tz) + timedelta(seconds=float(file.read_text()))
            return cls.combine(at.date(), at.timetz())

    return Shifted


if __name__ == "__main__":
    moved = _shifted(Path(sys.argv.pop(1)))
    # What a module has imported is none of its own names to the type checker.
    process.datetime = moved  # type: ignore[attr-defined]
    scheduling.datetime = moved
    main()
