"""A limit on one person's commands: enough for the busiest morning, too few for a runaway script.

Each process counts by itself, which costs nothing. Where several serve, it adds every fifth
command of an account to a count that all of them share.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.people.person import Address
from bot.message import Refused
from bot.ports.command_counts import CommandCounts

MOST = 60
SPAN = timedelta(minutes=1)
SHARED_AT_ONCE = 5
_MANY = 10_000


@dataclass(slots=True)
class _Lately:
    """The last commands of an account here, those not shared yet, and until when it waits."""

    moments: deque[datetime] = field(default_factory=lambda: deque(maxlen=MOST))
    unshared: int = 0
    waits_until: datetime | None = None


class CommandLimit:
    """Counts what everybody asks for; with `counts`, together with other processes."""

    def __init__(self, counts: CommandCounts | None = None) -> None:
        self._counts = counts
        self._lately: dict[Address, _Lately] = {}

    async def count(self, who: Address, now: datetime) -> None:
        """Counts one more. Raises Refused, and does not count, past the limit of a minute."""
        lately = self._lately.get(who)
        if lately is None:
            if len(self._lately) >= _MANY:
                self._forget(now - SPAN)
            lately = self._lately[who] = _Lately()
        moments, waits_until = lately.moments, lately.waits_until
        if len(moments) == MOST and now - moments[0] < SPAN:
            raise _refusal(moments[0] + SPAN - now)
        if waits_until is not None and timedelta() < waits_until - now <= SPAN:
            raise _refusal(waits_until - now)
        moments.append(now)
        if self._counts is not None:
            lately.unshared += 1
            if lately.unshared >= SHARED_AT_ONCE:
                await self._share(self._counts, who, lately, now)

    async def _share(
        self, counts: CommandCounts, who: Address, lately: _Lately, now: datetime
    ) -> None:
        commands, lately.unshared = lately.unshared, 0
        used, since = await counts.add(who, commands, now)
        if used >= MOST:
            lately.waits_until = since + SPAN

    def _forget(self, before: datetime) -> None:
        recent = {who: one for who, one in self._lately.items() if one.moments[-1] > before}
        self._lately = recent


def _refusal(wait: timedelta) -> Refused:
    seconds = min(wait, SPAN - timedelta(seconds=1)).seconds + 1
    return Refused(
        f"That was {MOST} commands in a minute, the most I can take. This one did "
        f"nothing: try it again in {seconds} s."
    )
