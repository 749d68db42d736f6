"""A clock that is set by hand: stopped, or running from there; waiting moves it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic


class VirtualClock:
    """The console's clock: stopped, or running in real time. It never goes back."""

    def __init__(self, start: datetime, *, running: bool = False) -> None:
        self._at = start.astimezone(UTC)
        self._since = monotonic() if running else None

    @property
    def running(self) -> bool:
        """True if time passes by itself."""
        return self._since is not None

    def now(self) -> datetime:
        """Returns the current instant, aware and in UTC."""
        if self._since is None:
            return self._at
        return self._at + timedelta(seconds=monotonic() - self._since)

    def move(self, moment: datetime) -> None:
        """Moves to an instant; one in the past changes nothing."""
        self._at = max(moment.astimezone(UTC), self.now())
        if self._since is not None:
            self._since = monotonic()

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Stops a running clock for the block, so that deliveries come at their exact due time."""
        running = self.running
        self._at, self._since = self.now(), None
        try:
            yield
        finally:
            self._since = monotonic() if running else None
