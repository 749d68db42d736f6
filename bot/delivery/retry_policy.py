"""Decides when a delivery that could not be sent is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta
from zlib import crc32

FIRST_WAIT = timedelta(seconds=30)
SHORTEST_WAIT, LONGEST_WAIT = timedelta(seconds=1), timedelta(minutes=10)
JITTER = 0.25
MOST_DOUBLINGS = 5


def next_try_after_failure(now: datetime, name: str, tries: int) -> datetime:
    """Returns the next try after `tries` earlier failures: the wait doubles, up to ten minutes.

    Up to a quarter of the wait is taken off, by the name of what is tried, so that
    deliveries which failed together are not tried together.
    """
    doubled: int = 2 ** min(tries, MOST_DOUBLINGS)
    wait = min(FIRST_WAIT * doubled, LONGEST_WAIT)
    share = crc32(f"{name} {tries}".encode()) / 2**32
    return now + wait * (1 - JITTER * share)


def next_try_after_request(now: datetime, seconds: float) -> datetime:
    """Returns the next try after the platform asked to wait: one second to ten minutes from now."""
    wait = timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))
    return now + max(wait, SHORTEST_WAIT)
