"""Histories for the rules' own tests, in the words of a person who logs things."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application
from bot.domain.applications.history import fold
from bot.domain.calendar.local_time import to_utc
from bot.domain.people.person import Preferences
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.nudge import PlannedNudge

BERLIN = Preferences(zone="Europe/Berlin")


def day(text: str) -> date:
    """`1 Jun` of 2026, or an ISO date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return datetime.strptime(f"{text} 2026", "%d %b %Y").date()  # noqa: DTZ007  # a day alone


@dataclass
class Hunt:
    """One application's history, logged step by step."""

    preferences: Preferences = BERLIN
    hour: int = 8
    activities: list[Activity] = field(default_factory=list)
    delivered_at: dict[str, datetime] = field(default_factory=dict)

    def at(self, when: str) -> datetime:
        """`Thu 4 Jun 14:00`-like local time as an instant: `4 Jun 14:00` or ISO."""
        text, _, clock = when.rpartition(" ") if ":" in when else (when, "", f"{self.hour}:00")
        hour, minute = map(int, clock.split(":"))
        wall = datetime.combine(day(text), datetime.min.time()).replace(hour=hour, minute=minute)
        return to_utc(wall, self.preferences.tz)

    def did(
        self, kind: ActivityKind, on: str, logged: str | None = None, **details: Any
    ) -> Activity:
        """Logs an activity, by default in the morning of its own day."""
        stored = Activity(
            kind, day(on), self.at(logged or on), id=len(self.activities) + 1, **details
        )
        self.activities.append(stored)
        return stored

    def applied(self, on: str, logged: str | None = None) -> Activity:
        """Logs the application."""
        return self.did(ActivityKind.APPLIED, on, logged, company="Acme")

    def booked(self, start: str, end: str | None = None, *, logged: str = "1 Jun") -> Activity:
        """Books an interview, an hour long by default."""
        begins = self.at(start)
        ends = self.at(end) if end else begins + timedelta(hours=1)
        return self.did(
            ActivityKind.BOOKED, logged, start=begins, end=ends, zone=self.preferences.zone
        )

    @property
    def application(self) -> Application:
        """The application that the history amounts to."""
        return fold(1, self.activities)

    def owed(self, preferences: Preferences | None = None) -> tuple[PlannedNudge, ...]:
        """The nudges that ought to exist, delivered ones included."""
        return nudges_for(self.application, preferences or self.preferences, self.delivered_at)

    def delivered(self, name: str, at: str) -> None:
        """Delivers the pending nudge of that name."""
        one = next(o for o in self.owed() if o.name == name and o.key not in self.delivered_at)
        self.delivered_at[one.key] = self.at(at)

    def pending(self) -> dict[str, str]:
        """Each pending nudge's name and local time, such as `Mon 08 Jun 09:00`."""
        return {
            one.name: f"{one.wall:%a %d %b %H:%M}"
            for one in self.owed()
            if one.key not in self.delivered_at
        }

    def settles(self, name: str) -> str:
        """Returns the reference by which an activity settles the nudge of that name."""
        return next(one.about for one in self.owed() if one.name == name)


def preferences(**changes: Any) -> Preferences:
    """Berlin's preferences with some parts changed."""
    return replace(BERLIN, **changes)


def utc(moment: datetime) -> datetime:
    """The same instant in UTC."""
    return moment.astimezone(UTC)
