"""Groups, members and results as rows and as the core has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Row

from bot.domain.groups.group import (
    Channel,
    Group,
    Member,
    MemberPause,
    Schedule,
    Visibility,
    WeekResult,
)
from bot.domain.groups.weekly_counts import Counts


def schedule_json(schedule: Schedule) -> dict[str, Any]:
    """Returns a group's schedule as JSON."""
    at = {"kick_off_at": schedule.kick_off_at, "check_in_at": schedule.check_in_at}
    return asdict(schedule) | {name: value.isoformat() for name, value in at.items()}


def group_from(row: Row[*tuple[Any, ...]]) -> Group:
    """Returns the group of a row of `groups`."""
    times = {
        name: time.fromisoformat(row.schedule[name]) for name in ("kick_off_at", "check_in_at")
    }
    return Group(
        row.id,
        Channel(row.platform, row.tenant, row.channel, row.name),
        Schedule(**{**row.schedule, **times}),
        row.since,
        row.starter_id,
        row.pause_reason,
    )


def member_columns(member: Member) -> dict[str, Any]:
    """Returns the columns of a member that may change."""
    pause = member.pause
    return {
        "name": member.name,
        "visibility": member.visibility.value,
        "from_week": member.from_week,
        "joined": member.joined,
        "goal": list(member.goal.all) if member.goal else None,
        "streak": member.streak,
        "pause": pause
        and {
            "since": pause.since.isoformat(),
            "until": pause.until.isoformat() if pause.until else None,
        },
    }


def pause_from(written: Mapping[str, Any] | None) -> MemberPause | None:
    """Returns the pause of a member from its JSON."""
    if not written:
        return None
    until = written["until"]
    since = datetime.fromisoformat(written["since"])
    return MemberPause(since, date.fromisoformat(until) if until else None)


def member_from(row: Row[*tuple[Any, ...]]) -> Member:
    """Returns the member of a row of `members`."""
    return Member(
        row.id,
        row.person_id,
        row.name,
        Visibility(row.visibility),
        row.from_week,
        row.joined,
        Counts(*row.goal) if row.goal else None,
        row.streak,
        pause_from(row.pause),
    )


def result_columns(result: WeekResult) -> dict[str, Any]:
    """Returns the columns of a result."""
    return {
        "counted": list(result.counted.all),
        "kept": result.kept,
        "streak": result.streak,
        "reached": result.reached,
        "final": result.final,
    }


def result_from(row: Row[*tuple[Any, ...]]) -> WeekResult:
    """Returns the result of a row of `results`."""
    return WeekResult(
        Counts(*row.counted),
        row.kept,
        row.streak,
        row.reached,
        row.final,
    )
