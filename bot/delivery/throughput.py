"""How much may be claimed and not yet sent: about three seconds of what is being sent."""

from __future__ import annotations

SECONDS = 3.0
# What is expected before anything was measured, a second, and what is claimed at least.
EXPECTED, LEAST = 50.0, 24
# So often the measure is taken anew.
PERIOD = 2.0


class Throughput:
    """Measures what is sent a second, and tells how much to claim.

    `most` is what is claimed at once at most. `time` is in seconds, of a clock that is
    never set.
    """

    def __init__(self, most: int, time: float) -> None:
        self._most = most
        self._since = time
        self._sent = 0
        self._rate = EXPECTED

    def sent(self) -> None:
        """Notes that one more was sent, or was not to be."""
        self._sent += 1

    def room(self, unsent: int, time: float) -> int:
        """How many to claim now, while so many are claimed and not sent; 0 for not yet."""
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
