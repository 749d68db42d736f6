"""How much one person may ask for: enough for the busiest morning, too little for a runaway script.

It is counted in memory, by each process for itself: the limit keeps one person
from taking the others' time, and guards nothing else.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from bot.domain.people.person import Address
from bot.message import Refused

MOST = 60
SPAN = timedelta(minutes=1)
_MANY = 10_000


class CommandLimit:
    """Counts what everybody asks for."""

    def __init__(self) -> None:
        self._lately: dict[Address, deque[datetime]] = {}

    def count(self, who: Address, now: datetime) -> None:
        """Counts one more. Raises Refused, and does not count, past the limit of a minute."""
        lately = self._lately.get(who)
        if lately is None:
            if len(self._lately) >= _MANY:
                self._forget(now - SPAN)
            lately = self._lately[who] = deque(maxlen=MOST)
        if len(lately) == MOST and now - lately[0] < SPAN:
            seconds = (SPAN - (now - lately[0])).seconds + 1
            raise Refused(
                f"Those were {MOST} commands within a minute, which is as many as I take. "
                f"This one did nothing: try it again in {seconds} s."
            )
        lately.append(now)

    def _forget(self, before: datetime) -> None:
        self._lately = {who: lately for who, lately in self._lately.items() if lately[-1] > before}
