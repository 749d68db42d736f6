"""A small group for the rules' own tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.domain.groups.group import Channel, Group, Schedule

MONDAY = date(2026, 6, 1)
BERLIN = Schedule(zone="Europe/Berlin")
START = datetime(2026, 6, 1, 8, tzinfo=UTC)


def group(schedule: Schedule = BERLIN, pause_reason: str | None = None) -> Group:
    """A group in Berlin, started on Monday 1 June at 10:00."""
    return Group(
        1, Channel("console", "", "hunters", "hunters"), schedule, START, None, pause_reason
    )
