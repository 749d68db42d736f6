"""A clock that stands where it is put, or runs on from there; waiting moves it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic


class VirtualClock:
    """The console's clock: still, or running as the real one does. It never goes back."""

    def __init__(self, start: datetime, *, running: bool = False) -> None:
        self._at = start.astimezone(UTC)
        self._since = monotonic() if running else None

    @property
    def running(self) -> bool:
        """Whether time passes by itself."""
        return self._since is not None

    def now(self) -> datetime:
        """The instant, aware and in UTC."""
        if self._since is None:
            return self._at
        return self._at + timedelta(seconds=monotonic() - self._since)

    def move(self, moment: datetime) -> None:
        """Goes to an instant; one that is past changes nothing."""
        self._at = max(moment.astimezone(UTC), self.now())
        if self._since is not None:
            self._since = monotonic()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Holds a running clock, so that what comes due on a way is told at its very second."""
        running = self.running
        self._at, self._since = self.now(), None
        try:
            yield
        finally:
            self._since = monotonic() if running else None
