"""A small group for the rules' own tests: people who join, choose, do things and leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.groups.group import (
    WEEK,
    Channel,
    Group,
    Member,
    Schedule,
    Visibility,
    WeekResult,
    new_member,
)
from bot.domain.groups.publication import MemberWeeks, Publication, publish_week
from bot.domain.groups.weekly_counts import NO_COUNTS, Counts

MONDAY = date(2026, 6, 1)
BERLIN = Schedule(zone="Europe/Berlin")
START = datetime(2026, 6, 1, 8, tzinfo=UTC)


def group(schedule: Schedule = BERLIN, trouble: str | None = None) -> Group:
    """A group in Berlin, started on Monday 1 June at 10:00."""
    return Group(1, Channel("console", "", "hunters", "hunters"), schedule, START, None, trouble)


@dataclass
class Table:
    """What a group's posts publish, week after week, as storage keeps it between them."""

    members: dict[int, Member] = field(default_factory=dict)
    did: dict[int, dict[date, Counts]] = field(default_factory=dict)
    ledgers: dict[int, dict[date, WeekResult]] = field(default_factory=dict)
    published: dict[date, Publication] = field(default_factory=dict)
    undone: dict[int, dict[date, int]] = field(default_factory=dict)

    def joins(self, person: int, shares: Visibility, week: date) -> None:
        """Somebody joins, or comes back."""
        before = self.members.get(person)
        if before is None or before.left:
            when = datetime.combine(week, START.timetz())
            one = new_member(person, f"p{person:03}", shares, when, week, before)
            self.members[person] = replace(one, id=person)

    def chooses(self, person: int, shares: Visibility, week: date) -> None:
        """Somebody changes what they share."""
        if person in self.members:
            self.members[person] = self.members[person].with_visibility(shares, week)

    def leaves(self, person: int, week: date) -> None:
        """Somebody leaves."""
        if person in self.members:
            self.members[person] = replace(self.members[person], left=True, from_week=week)

    def forgets(self, person: int) -> None:
        """Somebody is forgotten: nothing of them is left."""
        for kept in (self.members, self.did, self.ledgers):
            kept.pop(person, None)

    def does(self, person: int, week: date, counts: Counts) -> None:
        """Somebody's history says more, or less, of a week."""
        mine = self.did.setdefault(person, {})
        mine[week] = mine.get(week, NO_COUNTS) + counts

    def look(self, week: date, *, final: bool) -> Publication:
        """The check-in of a week, or the kick-off after it."""
        weeks: Mapping[int, MemberWeeks] = {
            one: MemberWeeks(self.did.get(one, {}), self.undone.get(one, {}))
            for one in self.members
        }
        publication, results, after = publish_week(
            week, final, [*self.members.values()], weeks, self.ledgers, self.published.get(week)
        )
        self.published[week] = publication
        for one, changed in results.items():
            self.ledgers.setdefault(one, {}).update(changed)
        self.members |= after
        if final:
            gone = [one for one, m in self.members.items() if m.left and m.from_week <= week + WEEK]
            for one in gone:
                self.members.pop(one)
                self.ledgers.pop(one, None)
        return publication

    def lines(self, week: date) -> Mapping[int, Counts]:
        """The figures in the lines that may be shown."""
        return {
            one: self.ledgers[one][week].shown
            for one, member in self.members.items()
            if member.shown_in(week) and week in self.ledgers.get(one, {})
        }


def weeks_from(first: date, count: int) -> list[date]:
    """Mondays, one after the other."""
    return [first + timedelta(weeks=n) for n in range(count)]
