"""The clock of a drill, which its processes read from a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path


@dataclass
class Clock:
    """A clock that processes follow by a file, and that goes on from where it is put."""

    file: Path

    def now(self) -> datetime:
        """Returns what its processes take for the time."""
        return datetime.now(UTC) + timedelta(seconds=float(self.file.read_text()))

    def put(self, at: datetime) -> None:
        """Puts it to an instant."""
        new = self.file.with_suffix(".new")
        new.write_text(str((at - datetime.now(UTC)).total_seconds()))
        new.replace(self.file)

    def move(self, span: timedelta) -> None:
        """Moves it."""
        self.put(self.now() + span)
