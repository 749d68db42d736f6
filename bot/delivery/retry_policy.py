"""When something that could not be told is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

MOST_ATTEMPTS = 8
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(hours=1)
SHORTEST_WAIT, LONGEST_WAIT = timedelta(seconds=1), timedelta(days=1)


def after_failure(now: datetime, attempts: int) -> datetime:
    """The next try after one that failed: later each time, up to an hour."""
    wait: timedelta = FIRST_RETRY * 2**attempts
    return now + min(wait, LONGEST_RETRY)


def after_asking(now: datetime, seconds: float) -> datetime:
    """The next try where the platform asked to wait: never at once, nor in years."""
    wait = timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()))
    return now + max(wait, SHORTEST_WAIT)
