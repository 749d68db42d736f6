"""Limits what is claimed and not yet sent to about three seconds of sending."""

from __future__ import annotations

SECONDS = 3.0
# The rate before the first measurement, in sends a second, and the least to claim.
EXPECTED, LEAST = 50.0, 24
# Seconds between two measurements.
PERIOD = 2.0


class Throughput:
    """Measures the sends a second, and computes how many deliveries to claim.

    `most` is the most to claim at once. `time` is in seconds, of a monotonic clock.
    """

    def __init__(self, most: int, time: float) -> None:
        self._most = most
        self._since = time
        self._sent = 0
        self._rate = EXPECTED

    def note_sent(self) -> None:
        """Counts a delivery that was sent or dropped."""
        self._sent += 1

    def count_free(self, unsent: int, time: float) -> int:
        """Returns how many to claim now, with so many claimed and not sent; 0 for not yet."""
        self._measure(time)
        window = max(LEAST, min(int(SECONDS * self._rate), 3 * self._most))
        room = min(window - unsent, self._most)
        return room if room >= min(self._most, window // 3) else 0

    def _measure(self, time: float) -> None:
        passed = time - self._since
        if self._sent >= LEAST and passed > 0:
            rate = self._sent / passed
            self._rate = rate if passed >= PERIOD else max(self._rate, rate)
        elif passed >= PERIOD:
            self._rate = self._sent / passed
        if passed >= PERIOD:
            self._since, self._sent = time, 0
