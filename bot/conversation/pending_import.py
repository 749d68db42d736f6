"""The import that waits for a person's word: as it is stored, and what saving it would add."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.conversation.read_context import ReadContext
from bot.domain.applications.application import Application
from bot.domain.imports.export_reading import ExportReading
from bot.domain.imports.reading import ImportedRow, TableReading
from bot.domain.imports.reading_json import read_reading, reading_to_text
from bot.domain.people.person import Person
from bot.domain.work_search.entry import SearchActivity
from bot.exporting.json_file import owner_hash
from bot.frozen import frozen
from bot.importing.histories import from_export, from_rows
from bot.importing.matching import MatchKey, key_of, key_of_application, match, new_activities
from bot.importing.own_export import read_own_export
from bot.ports.applications import NewApplication
from bot.ports.imports import ImportState

WAITS = timedelta(hours=24)
LET_GO = (
    "I no longer have that file, or another one came after it. Nothing was saved: bring "
    "it again, and I'll read it again."
)
_BYTES = 8


@frozen
class PendingImport:
    """An import read from a file, under the token that its buttons carry; `name` is the file's."""

    token: str
    name: str
    reading: TableReading | ExportReading

    @property
    def has_more(self) -> bool:
        """True for an export with search activities, and for a list with rows to fix."""
        if isinstance(self.reading, ExportReading):
            return bool(self.reading.search_activities)
        return bool(self.reading.doubtful)


@frozen
class ImportMatch:
    """An import beside what the person has: what is new in it, and how many are known already.

    `changes` is how many changes the person had made by then, `settings` the person with those
    that come back: those of their own export, where nothing was logged yet. `activities` are the
    new search activities.
    """

    pending: PendingImport
    new: Sequence[ImportedRow] | Sequence[NewApplication]
    known: int
    changes: int
    settings: Person | None
    activities: Sequence[SearchActivity] = ()


@frozen
class ImportPlan:
    """The additions that saving an import makes."""

    match: ImportMatch
    new: Sequence[NewApplication]


def new_token() -> str:
    """Returns the token of an import."""
    return secrets.token_urlsafe(_BYTES)


def write_pending(pending: PendingImport) -> str:
    """Returns a pending import as a line of JSON, and below it what was read, as it was written."""
    reading = pending.reading
    is_export = isinstance(reading, ExportReading)
    about = {"token": pending.token, "name": pending.name, "export": is_export}
    written = reading.written
    if not written and isinstance(reading, TableReading):
        written = reading_to_text(reading)
    return f"{json.dumps(about)}\n{written}"


def read_pending(text: str) -> PendingImport:
    """Returns the pending import that was written so."""
    head, _, written = text.partition("\n")
    about = json.loads(head)
    reading = read_own_export(written) if about["export"] else read_reading(written)
    return PendingImport(about["token"], about["name"], reading)


async def find_pending(ctx: ReadContext, token: str) -> PendingImport | None:
    """Returns the import that waits under a token; None once it is saved, cancelled or gone."""
    stored = await ctx.uow.imports.get(ImportState.PENDING)
    if stored is None:
        return None
    found = await asyncio.to_thread(read_pending, stored)
    return found if found.token == token else None


async def named_import(ctx: ReadContext) -> PendingImport | None:
    """Returns the import whose button was pressed; None once it is saved, cancelled or gone."""
    return await find_pending(ctx, ctx.invocation.args["file"])


async def match_import(ctx: ReadContext, pending: PendingImport) -> ImportMatch:
    """Compares an import with what the person has."""
    existing = await ctx.uow.applications.find_all()
    changes = await ctx.uow.changes.count()
    person, settings = ctx.person, None
    activities: Sequence[SearchActivity] = ()
    if isinstance(pending.reading, ExportReading):
        mine = await ctx.uow.work_search.find_all()
        activities = new_activities(pending.reading.search_activities, mine)
        if not existing and not mine:
            settings = _settings_of(person, pending.reading)
    new, known = await asyncio.to_thread(_match, pending.reading, existing, settings or person)
    return ImportMatch(pending, new, known, changes, settings, activities)


def _settings_of(person: Person, reading: ExportReading) -> Person | None:
    """Returns the person with the settings of their own export; None for another's."""
    mine = owner_hash(person.address) == reading.owner
    return with_settings(person, reading) if mine and reading.preferences else None


async def plan_import(ctx: ReadContext, pending: PendingImport) -> ImportPlan:
    """Plans all that saving an import adds, without writing anything."""
    found = await match_import(ctx, pending)
    return ImportPlan(found, await asyncio.to_thread(_plan, found.new, ctx.person, ctx.now))


def plan_row(
    row: ImportedRow, existing: Sequence[Application], person: Person, now: datetime
) -> Sequence[NewApplication]:
    """Returns the application of one row; none if the person has it already."""
    fresh, _ = _fresh([row], [key_of_application(one) for one in existing])
    return from_rows(fresh, person, now)


def _match(
    reading: TableReading | ExportReading, existing: Sequence[Application], person: Person
) -> tuple[Sequence[ImportedRow] | Sequence[NewApplication], int]:
    mine = [key_of_application(one) for one in existing]
    if isinstance(reading, TableReading):
        return _fresh(reading.understood, mine)
    everything = from_export(reading.applications, person)
    known = match([key_of_application(one.application) for one in everything], mine)
    new = [one for one, is_known in zip(everything, known, strict=True) if not is_known]
    return new, sum(known)


def _fresh(
    rows: Sequence[ImportedRow], mine: Sequence[MatchKey]
) -> tuple[Sequence[ImportedRow], int]:
    known = match([key_of(row.company, row.role, row.on, row.link) for row in rows], mine)
    return [row for row, is_known in zip(rows, known, strict=True) if not is_known], sum(known)


def _plan(
    new: Sequence[ImportedRow] | Sequence[NewApplication], person: Person, now: datetime
) -> Sequence[NewApplication]:
    rows = [one for one in new if isinstance(one, ImportedRow)]
    return from_rows(rows, person, now) or [one for one in new if isinstance(one, NewApplication)]


def with_settings(person: Person, reading: ExportReading) -> Person:
    """Returns the person with the settings that an export holds."""
    return replace(
        person,
        preferences=reading.preferences or person.preferences,
        zone_guess=None if reading.preferences else person.zone_guess,
        language=reading.language or person.language,
    )
