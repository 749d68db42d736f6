"""Moves the clock: reads how far, and delivers everything that comes due on the way."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from adapters.console.ports import ConsoleStorage
from adapters.console.virtual_clock import VirtualClock
from bot.delivery.worker import Worker
from bot.domain.calendar.local_time import to_utc
from bot.domain.people.person import Person
from bot.message import Refused

FURTHEST = timedelta(days=3660)
LAST_YEAR = 2199
_UNITS = {
    "w": timedelta(weeks=1),
    "d": timedelta(days=1),
    "h": timedelta(hours=1),
    "m": timedelta(minutes=1),
}
_SPAN = re.compile(
    r"(\d{1,6})\s*(w(?:eeks?)?|d(?:ays?)?|h(?:ours?)?|m(?:in(?:ute)?s?)?)(?![a-z])\s*",
    re.IGNORECASE,
)
_HOW = "Try “.wait 8d”, “.wait 1h30m” or “.wait until 2026-06-08T09:00”"
_TOO_FAR = "That is further than I can travel: at most ten years at once, and not past 2199."


def parse_destination(words: str, person: Person, now: datetime) -> datetime:
    """Returns the instant that `.wait` moves to.

    Weeks and days are counted in local time, hours and minutes in elapsed time. Raises
    Refused for words that are no time, are past, or are too far away.
    """
    words = words.strip()
    how, _, when = words.partition(" ")
    try:
        if how.casefold() == "until":
            target = _until(when.strip(), person)
            if target < now:
                raise Refused("That has passed, and time here only moves forward.")
        else:
            target = _after(words, person, now)
        if target - now > FURTHEST or person.wall(target).year > LAST_YEAR:
            raise Refused(_TOO_FAR)
    except OverflowError:
        raise Refused(_TOO_FAR) from None
    return target


def _until(when: str, person: Person) -> datetime:
    try:
        moment = datetime.fromisoformat(when)
    except ValueError:
        raise Refused(f"I can't read “{when[:40]}” as a time. {_HOW}.") from None
    return moment.astimezone(UTC) if moment.tzinfo else to_utc(moment, person.tz)


def _after(words: str, person: Person, now: datetime) -> datetime:
    by_wall, elapsed, at = timedelta(), timedelta(), 0
    while found := _SPAN.match(words, at):
        unit = found[2][0].lower()
        span = int(found[1]) * _UNITS[unit]
        if unit in "wd":
            by_wall += span
        else:
            elapsed += span
        at = found.end()
    if not words or at < len(words):
        raise Refused(f"I can't tell how long to wait from “{words[:40]}”. {_HOW}.")
    start = to_utc(person.wall(now) + by_wall, person.tz) if by_wall else now
    return start + elapsed


async def advance_clock(
    target: datetime, storage: ConsoleStorage, worker: Worker, clock: VirtualClock
) -> None:
    """Moves the clock, and delivers everything on the way at its due time."""
    with clock.hold():
        while (ready := await storage.outbox.next_ready()) is not None and ready <= target:
            clock.move(ready)
            await storage.console_clock.reached(clock.now())
            await worker.tick()
            if await storage.outbox.next_ready() == ready:
                break  # another process holds the claim; do not wait for it
        clock.move(target)
        await storage.console_clock.reached(target)
        await worker.tick()
