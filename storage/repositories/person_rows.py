"""People as rows: their settings as JSON, and how they are found or created by an address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import Row, ScalarSelect, Select, Table, bindparam, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar.local_time import QuietHours
from bot.domain.people.person import Address, MailApp, Pause, Person, Preferences, ZoneGuess
from storage.repositories.repository import insert_if_new
from storage.tables import identities, linked_accounts, people

_WINDOWS = ("first_follow_up", "next_follow_up", "after_interview")


def people_with_addresses() -> Select[Any]:
    """Selects people with the address to which reminders go, as `person_from` reads them."""
    return select(people, identities).join_from(people, identities)


def person_from(row: Row[*tuple[Any, ...]]) -> Person:
    """Returns the person of a row of `people_with_addresses`."""
    address = Address(row.platform, row.tenant, row.user)
    return Person(row.id, address, known_since=row.known_since, **read_settings(row.settings))


def _there(table: Table) -> ScalarSelect[int]:
    fields = ("platform", "tenant", "user")
    return (
        select(table.c.person_id)
        .where(*(table.c[field] == bindparam(f"at_{field}") for field in fields))
        .scalar_subquery()
    )


# The person who gets reminders at an address, or is linked to it.
_AT = people_with_addresses().where(
    people.c.id == func.coalesce(_there(linked_accounts), _there(identities))
)
# Not against a writer who only names them in a row of its own, as a group's post for them does:
# that one has the group, which their own command may be waiting for.
_LOCKED = _AT.with_for_update(of=people, key_share=True)


def _at(address: Address) -> dict[str, str]:
    return {f"at_{field}": value for field, value in asdict(address).items()}


async def find_person(connection: AsyncConnection, address: Address) -> Person | None:
    """Returns the person at an address, if they are known."""
    row = (await connection.execute(_AT, _at(address))).one_or_none()
    return person_from(row) if row else None


def transient(
    address: Address,
    zone: str,
    now: datetime,
    language: str,
    name: str = "",
    zone_guessed: bool = False,
) -> Person:
    """Returns a person who is not stored, with the id 0."""
    guess = ZoneGuess() if zone_guessed else None
    preferences = Preferences(zone=zone)
    return Person(0, address, preferences, language, name=name, known_since=now, zone_guess=guess)


async def find_or_create_person(
    connection: AsyncConnection, newcomer: Person, now: datetime
) -> Person:
    """Returns the person at a newcomer's address, locked; the newcomer if nobody was there.

    Two who meet the same newcomer at once agree on one person.
    """
    address = newcomer.address
    while (row := (await connection.execute(_LOCKED, _at(address))).one_or_none()) is None:
        made = await connection.execute(
            insert(people)
            .values(settings=settings_of(newcomer), known_since=now)
            .returning(people.c.id)
        )
        id = made.scalar_one()
        known_here = await connection.execute(
            insert_if_new(connection, identities).values(person_id=id, **asdict(address))
        )
        if known_here.rowcount:
            return replace(newcomer, id=id)
        await connection.execute(delete(people).where(people.c.id == id))
    return person_from(row)


def settings_of(person: Person) -> dict[str, Any]:
    """Returns the settings of a person as JSON."""
    preferences = person.preferences
    return {
        "preferences": asdict(preferences)
        | {
            "nudge_hour": preferences.nudge_hour.isoformat(),
            "quiet": [preferences.quiet.begin.isoformat(), preferences.quiet.end.isoformat()],
        },
        "language": person.language,
        "name": person.name,
        "mail_app": str(person.mail_app),
        "pause": _pause_json(person.pause) if person.pause else None,
        "zone_guess": _guess_json(person.zone_guess) if person.zone_guess else None,
    }


def read_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Reads settings from JSON, by the names that they have in a person."""
    return {
        "preferences": _preferences(orjson.dumps(settings["preferences"])),
        "language": settings["language"],
        "name": settings["name"],
        "mail_app": MailApp(settings.get("mail_app", MailApp.GMAIL)),
        "pause": _pause(settings["pause"]) if settings["pause"] else None,
        "zone_guess": _guess(guess) if (guess := settings.get("zone_guess")) else None,
    }


# Most people have one of a few: the default ones of their zone.
@lru_cache(maxsize=4096)
def _preferences(stored: bytes) -> Preferences:
    written = orjson.loads(stored)
    begin, end = map(time.fromisoformat, written["quiet"])
    read = {
        "nudge_hour": time.fromisoformat(written["nudge_hour"]),
        "quiet": QuietHours(begin, end),
        **{window: tuple(written[window]) for window in _WINDOWS},
    }
    return Preferences(**{**written, **read})


def _guess_json(guess: ZoneGuess) -> dict[str, Any]:
    return {"said": guess.said.isoformat() if guess.said else None, "asked": guess.asked}


def _guess(written: Mapping[str, Any]) -> ZoneGuess:
    said = written["said"]
    return ZoneGuess(date.fromisoformat(said) if said else None, written["asked"])


def _pause_json(pause: Pause) -> dict[str, str | None]:
    return {
        "since": pause.since.isoformat(),
        "until": pause.until.isoformat() if pause.until else None,
        "resumed": pause.resumed.isoformat() if pause.resumed else None,
    }


def _pause(written: Mapping[str, str | None]) -> Pause:
    since, until, resumed = written["since"], written["until"], written["resumed"]
    assert since is not None
    return Pause(
        datetime.fromisoformat(since),
        date.fromisoformat(until) if until else None,
        datetime.fromisoformat(resumed) if resumed else None,
    )
