"""A work-search record as a table: the fields that offices ask for, one row an entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.work_search.entry import SearchEntry
from bot.domain.work_search.record import SearchRecord
from bot.texts.work_search_texts import LATE, say_kind, say_verdict

HEADER = (
    "Date",
    "Period ending",
    "Activity",
    "Employer",
    "Address",
    "Phone",
    "Email",
    "Website",
    "Job site",
    "Person",
    "Person's title",
    "Method",
    "Position",
    "Type of work",
    "Result",
    "Proof",
    "Counts",
    "Reason",
    "Notes",
    "Created",
    "Edited",
)


def work_search_rows(record: SearchRecord, zone: ZoneInfo) -> Iterator[Sequence[str]]:
    """Yields a row of strings for each entry, in the order of `HEADER`; times are of `zone`."""
    for entry in record.entries:
        yield (
            entry.on.isoformat(),
            record.period.last.isoformat(),
            say_kind(entry),
            entry.employer,
            entry.address,
            entry.phone,
            entry.email,
            entry.url,
            entry.site,
            entry.contact,
            entry.title,
            entry.method,
            entry.position,
            entry.work,
            entry.result,
            entry.proof,
            say_verdict(entry.verdict),
            entry.reason,
            _notes(entry),
            _moment(entry.logged, zone),
            _moment(entry.edited, zone) if entry.edited else "",
        )


def _notes(entry: SearchEntry) -> str:
    late = LATE if entry.late else ""
    return " · ".join(filter(None, (entry.text, entry.notes, late)))


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
