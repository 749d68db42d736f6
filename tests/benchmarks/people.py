"""People in bulk, who applied for jobs and are owed what the rules say they are owed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.history import fold
from bot.domain.people.person import Address, Person, Preferences
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.nudge import NudgeState, PlannedNudge
from storage.outbox.queue import requeue
from storage.repositories.person_rows import settings_of
from storage.storage import Storage, open_storage
from storage.tables import activities, applications, changes, identities, nudges, people

ZONE = "Europe/Berlin"
APPLIED = date(2026, 6, 1)
LOGGED = datetime(2026, 6, 1, 8, tzinfo=UTC)
# Follow-ups of what was applied for on that Monday are due on the next, at nine.
JUST_BEFORE = datetime(2026, 6, 8, 6, 59, tzinfo=UTC)
DUE = datetime(2026, 6, 8, 7, 1, tzinfo=UTC)

_FIRST_WORDS = (
    "Amber Arctic Aspen Atlas Birch Bishop Blue Bramble Bright Canyon Cedar Cobalt Copper Coral "
    "Crimson Crown Delta Dover Eagle Echo Elm Ember Fable Falcon Fern Flint Forest Fox Garnet "
    "Glacier Golden Granite Harbor Hazel Heron Hollow Indigo Iron Ivory Jasper Juniper Kestrel "
    "Lantern Laurel Lilac Linden Lunar Maple Marble Meadow Mercury Mint Monarch North Nova Oak "
    "Ocean Olive Onyx Opal Orchid Osprey Otter Pearl Pine Plum Quarry Quartz Raven Redwood Ridge"
)
_SECOND_WORDS = (
    "Advisors Airways Analytics Apparel Architects Bakery Bank Batteries Bicycles Biotech Books "
    "Breweries Builders Capital Carpentry Ceramics Chemicals Clinics Clothing Coffee Consulting "
    "Cosmetics Couriers Dairy Design Diagnostics Education Electric Energy Engineering Farms "
    "Fashion Ferries Films Finance Fisheries Foods Foundry Furniture Games Gardens Glassworks "
    "Hardware Health Holidays Hospitals Hotels Insurance Jewellers Kitchens Laboratories Leather "
    "Libraries Lighting Logistics Machines Medical Metals Motors Museums Music Networks Optics "
    "Paper Pharmacy Plastics Press Printing Railways Robotics Security"
)
_FIRST, _SECOND = _FIRST_WORDS.split(), _SECOND_WORDS.split()
MOST_NAMES = len(_FIRST) * len(_SECOND)


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that does not move."""

    at: datetime

    def now(self) -> datetime:
        """Always the same."""
        return self.at


def company(number: int) -> str:
    """A name of two words; the first few thousand numbers have one each."""
    first, second = divmod(number % MOST_NAMES, len(_SECOND))
    return f"{_FIRST[first]} {_SECOND[second]}"


def address(number: int) -> Address:
    """Returns the address where one of the people is reached."""
    return Address("bench", "", f"person-{number}")


async def filled(
    url: str, count: int, each: int, *, named: Callable[[int], str] = company
) -> Sequence[int]:
    """Fills a new database with people who applied `each` times on the same day.

    Gives the ids of their nudges, one for every application.
    """
    async with open_storage(url) as storage:
        return await fill(storage, count, each, named=named)


async def fill(
    storage: Storage,
    count: int,
    each: int,
    *,
    named: Callable[[int], str] = company,
    at: Callable[[int], Address] = address,
) -> Sequence[int]:
    """The same in a database that is open."""
    person = Person(0, address(0), Preferences(zone=ZONE), known_since=LOGGED)
    async with storage.database.writing() as connection:
        settings = {"settings": settings_of(person), "known_since": LOGGED}
        who = await _add(connection, people, [settings] * count)
        where = [asdict(at(n)) | {"person_id": id} for n, id in enumerate(who)]
        await connection.execute(insert(identities), where)
        mine = [(id, named(n)) for n, id in enumerate(id for id in who for _ in range(each))]
        which = await _add(connection, applications, [_application(*one) for one in mine])
        what = await _add(connection, changes, [_change(*one) for one in mine])
        logged = [
            (
                owner,
                application,
                change,
                Activity(ActivityKind.APPLIED, APPLIED, LOGGED, company=name),
            )
            for (owner, name), application, change in zip(mine, which, what, strict=True)
        ]
        ids = await _add(connection, activities, [_activity(*one) for one in logged])
        planned = [
            _nudge(owner, application, one)
            for (owner, application, _, activity), id in zip(logged, ids, strict=True)
            for one in _planned(person.preferences, application, activity, id)
        ]
        made = await _add(connection, nudges, planned)
        await requeue(connection, who)
        return made


async def _add(
    connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]
) -> Sequence[int]:
    added = await connection.execute(
        insert(table).returning(table.c.id, sort_by_parameter_order=True), rows
    )
    ids: Sequence[int] = added.scalars().all()
    return ids


def _application(owner: int, name: str) -> dict[str, Any]:
    return {"person_id": owner, "company": name, "stage": "applied", "changed": LOGGED}


def _change(owner: int, name: str) -> dict[str, Any]:
    summary = f"logged your application to {name}"
    return {"person_id": owner, "at": LOGGED, "command": "applied", "summary": summary}


def _activity(owner: int, application: int, change: int, done: Activity) -> dict[str, Any]:
    return {
        "person_id": owner,
        "application_id": application,
        "change_id": change,
        "kind": done.kind.value,
        "on_day": done.on,
        "logged": done.logged,
        "details": {"company": done.company},
    }


def _planned(
    preferences: Preferences, application: int, done: Activity, id: int
) -> Sequence[PlannedNudge]:
    stored = Activity(done.kind, done.on, done.logged, id, company=done.company)
    return nudges_for(fold(application, (stored,)), preferences, {})


def _nudge(owner: int, application: int, planned: PlannedNudge) -> dict[str, Any]:
    row = {field.name: getattr(planned, field.name) for field in fields(PlannedNudge)}
    return row | {
        "person_id": owner,
        "application_id": application,
        "rank": planned.kind.rank,
        "ready_at": planned.due,
        "state": NudgeState.PENDING.value,
    }
