"""The words of a work-search record on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bot.domain.people.person import Person
from bot.domain.work_search.entry import SearchEntry
from bot.domain.work_search.paper import Paper, Row
from bot.domain.work_search.period import PeriodKind
from bot.domain.work_search.record import SearchRecord
from bot.texts.plain_text import clean
from bot.texts.work_search_texts import JOURNAL, LATE, say_kind, say_office, say_verdict

_HEADER = (
    "Date",
    "Activity, method",
    "Employer and how to reach it",
    "Person",
    "Position, type of work",
    "Result",
    "Counts, proof, notes",
)
_LETTER_COUNTRIES = ("US", "CA")  # where Letter is the paper in use
_US_STATES = ("NY", "NC", "WI", "PA", "CT", "NE", "WA", "MA")
_LONGEST = 300


def paper_of(record: SearchRecord, person: Person) -> Paper:
    """Returns the page of a record, with all that an office's form asks for."""
    profile, progress = record.profile, record.progress
    period = f"{_day(record.period.first)} to {_day(record.period.last)}"
    kind = {PeriodKind.WEEK: "Week", PeriodKind.MONTH: "Month"}.get(profile.rule.kind, "Four weeks")
    facts = [(f"{kind} ending", _day(record.period.last)), ("Period", period)]
    if person.name:
        facts.insert(0, ("Name", clean(person.name)))
    if profile.is_chosen:
        facts.append(("Office or rule", say_office(profile)))
        check = f" ({progress.to_check} to check with the office)" if progress.to_check else ""
        facts.append(("Logged", f"{progress.have} of {progress.need}{check}"))
    office = profile.office
    notes = [office.note] if office.note else []
    if office.source and office.read:
        notes.append(f"Rules as read on {_day(office.read)}: {office.source}")
    country = (person.preferences.country or "")[:2]
    return Paper(
        "Work-search record",
        tuple(facts),
        _HEADER,
        tuple(_row(entry) for entry in record.entries),
        (*notes, JOURNAL),
        letter=office.code in _US_STATES or country in _LETTER_COUNTRIES,
    )


def _row(entry: SearchEntry) -> Row:
    late = f"{LATE}." if entry.late else ""
    proof = f"Proof: {entry.proof}" if entry.proof else ""
    verdict = f"{say_verdict(entry.verdict)}."
    return (
        _day(entry.on),
        _lines([say_kind(entry), entry.method]),
        _lines([entry.employer, entry.address, entry.phone, entry.email, entry.url, entry.site]),
        _lines([entry.contact, entry.title]),
        _lines([entry.position, entry.work]),
        clean(entry.result, _LONGEST),
        _lines([verdict, entry.reason, proof, entry.text, entry.notes, late]),
    )


def _lines(parts: Iterable[str]) -> str:
    """Returns what is known, a line each."""
    return "\n".join(filter(None, (clean(part, _LONGEST) for part in parts)))


def _day(day: date) -> str:
    """Returns a day as a form has it, which nobody reads in another order: *23 Nov 2026*."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
