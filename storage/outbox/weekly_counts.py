"""Counting for groups: what every member did in the last weeks, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, select, true, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.applications.activity import Activity
from bot.domain.applications.application import Application
from bot.domain.applications.history import fold
from bot.domain.groups.group import WEEK, Group, Member
from bot.domain.groups.group_week import check_in
from bot.domain.groups.week_results import LOOK_BACK, MemberWeeks
from bot.domain.groups.weekly_counts import SETTLES, counts_in
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import NudgeKind, NudgeState
from storage.repositories.activities import activity_from
from storage.repositories.group_rows import member_from
from storage.repositories.person_rows import people_with_addresses, person_from
from storage.tables import CHANGES_OTHERS, activities, members, nudges, people

DAY = timedelta(days=1)
_FOLLOW_UPS = (
    NudgeKind.FOLLOW_UP,
    NudgeKind.PICK_UP_THE_PHONE,
    NudgeKind.CHECK_IN,
    NudgeKind.AFTER_INTERVIEW,
)

_Histories = Mapping[int, Sequence[Application]]


async def read_members(
    connection: AsyncConnection, group: Group, which: ColumnElement[bool] | None = None
) -> tuple[Sequence[Member], Mapping[int, Person]]:
    """Reads the members of a group, or `which` of them, and their people."""
    wanted = true() if which is None else which
    rows = await connection.execute(
        select(members).where(members.c.group_id == group.id, wanted).order_by(members.c.id)
    )
    found = [member_from(row) for row in rows]
    known = await connection.execute(
        people_with_addresses()
        .join(members, members.c.person_id == people.c.id)
        .where(members.c.group_id == group.id, wanted)
    )
    return found, {row.id: person_from(row) for row in known}


async def count_weeks(
    connection: AsyncConnection,
    group: Group,
    everyone: Sequence[Member],
    persons: Mapping[int, Person],
    week: date,
    now: datetime,
) -> Mapping[int, MemberWeeks]:
    """Counts, by the member's id, what each did in that week and the few before it."""
    first = week - LOOK_BACK * WEEK
    who = [one.person for one in everyone]
    past = await _read_histories(connection, who, first - DAY, week + WEEK)
    due = await _read_due(connection, who, group.schedule.begin(first), now)
    zone = group.schedule.tz
    weeks = [week - back * WEEK for back in range(LOOK_BACK + 1)]
    found: dict[int, MemberWeeks] = {}
    for member in everyone:
        home = persons[member.person].tz
        mine = past.get(member.person, ())
        asked = [
            (_due_week(delivered, group), _is_settled(mine, application, moment))
            for application, moment, delivered in due.get(member.person, ())
        ]
        found[member.id] = MemberWeeks(
            {one: counts_in(mine, one, one + WEEK - DAY, zone, home, now) for one in weeks},
            {one: sum(of == one for of, _ in asked) for one in weeks},
            {one: asked.count((one, False)) for one in weeks},
        )
    return found


def _due_week(delivered: datetime, group: Group) -> date:
    """Returns the week in which a follow-up is due; after the check-in, the next.

    So no member loses a streak because of a late reminder.
    """
    week = group.schedule.week_of(delivered)
    closes = check_in(week, group.schedule)
    return week if closes is None or delivered <= closes else week + WEEK


async def _read_histories(
    connection: AsyncConnection, who: Sequence[int], first: date, last: date
) -> _Histories:
    """Reads people's applications, from their activities in those days and what changes them.

    An interview may have been booked long before, and a correction may move an
    old entry into these days; all that can do so is read too.
    """
    theirs = activities.c.person_id.in_(who)
    in_days = activities.c.on_day.between(first, last)
    which = union(
        select(activities.c.id).where(theirs, in_days),
        select(activities.c.id).where(theirs, CHANGES_OTHERS),
        select(activities.c.of).where(theirs, CHANGES_OTHERS, in_days),
    ).subquery()
    rows = await connection.execute(select(activities).join(which, which.c.id == activities.c.id))
    by: dict[tuple[int, int], list[Activity]] = defaultdict(list)
    for row in rows:
        by[row.person_id, row.application_id].append(activity_from(row))
    found: dict[int, list[Application]] = defaultdict(list)
    for (person, application), history in by.items():
        found[person].append(fold(application, history))
    return found


async def _read_due(
    connection: AsyncConnection, who: Sequence[int], first: datetime, now: datetime
) -> Mapping[int, Sequence[tuple[int, datetime, datetime]]]:
    """Reads the follow-ups delivered to each since then: application, due and settled times."""
    rows = await connection.execute(
        select(
            nudges.c.person_id, nudges.c.application_id, nudges.c.due, nudges.c.settled_at
        ).where(
            nudges.c.person_id.in_(who),
            nudges.c.kind.in_([kind.value for kind in _FOLLOW_UPS]),
            nudges.c.again.is_(False),
            nudges.c.state == NudgeState.DELIVERED.value,
            nudges.c.settled_at.between(first, now),
        )
    )
    found: dict[int, list[tuple[int, datetime, datetime]]] = defaultdict(list)
    for person, application, moment, delivered in rows:
        found[person].append((application, moment, delivered))
    return found


def _is_settled(mine: Sequence[Application], application: int, due: datetime) -> bool:
    """True if an outreach or a reply was logged for a follow-up that was due then."""
    return any(
        one.id == application and any(a.kind in SETTLES and a.logged >= due for a in one.history)
        for one in mine
    )
