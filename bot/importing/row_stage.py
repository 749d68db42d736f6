"""The stage of an application by its row: from its status, and from columns of events."""

from __future__ import annotations

from datetime import date, datetime

from bot.domain.applications.application import Stage
from bot.domain.imports.reading import Column, ColumnMeaning
from bot.frozen import frozen
from bot.importing.cells import says_yes
from bot.importing.days import is_no_date
from bot.importing.row_cells import RowCells, shorten
from bot.importing.statuses import ENDS, has_figures, merge_stages, read_status


@frozen
class RowStage:
    """The stage that a row names, the day of it, and the words of its status."""

    stage: Stage | None
    since: date | None
    words: str


@frozen
class _Events:
    """The events of a row: those with a day, by their stage, and those that only happened."""

    dated: dict[Stage, tuple[date, str]]
    undated: list[Stage]


def read_stage(row: RowCells) -> RowStage:
    """Reads the stage that the columns name; what is unclear about it is a problem of the row."""
    since, _ = row.day(ColumnMeaning.STATUS_DAY)
    stages, words = _statuses(row)
    said = "; ".join(words)
    if row.problems:
        return RowStage(None, None, said)
    events = _events(row)
    stages += events.undated
    if not words:  # a day alone says that it happened; beside a status it only dates it
        stages += [one for one, (day, _) in events.dated.items() if day <= row.days.today]
    stage = merge_stages(stages)
    if stages and stage is None:
        named = " and ".join(dict.fromkeys(str(one) for one in stages))
        row.problems.append(f"it says {named} at once")
    for one, (day, header) in events.dated.items():
        if one is stage and day <= row.days.today:
            since = day
        else:
            row.notes.append(f"{header}: {day.isoformat()}")
    return RowStage(stage, since, said)


def stage_without_status(
    row: RowCells, on: date | None, saved: date | None, *, unread: bool
) -> Stage | None:
    """Returns the stage of a row without a status: by a day it was applied, or saved, on."""
    if on is not None or unread:
        return Stage.APPLIED
    if saved is not None:
        return Stage.PLANNED
    row.problems.append("neither a day nor a status")
    return None


def interview_time(row: RowCells, stage: Stage | None) -> datetime | None:
    """Returns the time of an interview, as far as one with day and time is named."""
    for at, column, cell in row.of(ColumnMeaning.EVENT):
        if column.event is not Stage.INTERVIEWING or stage is not Stage.INTERVIEWING:
            continue
        day = row.days.read(cell, at)
        settled = row.days.settled(day) if day else None
        if day and settled and day.at:
            return datetime.combine(settled, day.at)
    return None


def _statuses(row: RowCells) -> tuple[list[Stage], list[str]]:
    stages: list[Stage] = []
    words: list[str] = []
    unknown: list[tuple[Column, str]] = []
    for _, column, cell in row.of(ColumnMeaning.STATUS):
        words.append(" ".join(cell.split()))
        stage = read_status(cell)
        if stage is None:
            unknown.append((column, cell))
        else:
            stages.append(stage)
            if has_figures(cell):
                row.notes.append(f"{column.header}: {words[-1]}")
    ended = any(stage in ENDS for stage in stages)
    for column, cell in unknown:
        if ended:  # one column says how it ended, the other in its own words that it did
            row.notes.append(f"{column.header}: {cell}")
        else:
            row.problems.append(f"status “{shorten(cell)}” is not one I know")
    return stages, words


def _events(row: RowCells) -> _Events:
    found = _Events({}, [])
    for at, column, cell in row.of(ColumnMeaning.EVENT):
        assert column.event is not None
        stage, day = _event(row, column, cell, at)
        if stage is not None and day is not None:
            found.dated[stage] = day, column.header
        elif stage is not None:
            found.undated.append(stage)
        elif says_yes(cell) is None and not is_no_date(cell):
            row.notes.append(f"{column.header}: {cell}")
    return found


def _event(row: RowCells, column: Column, cell: str, at: int) -> tuple[Stage | None, date | None]:
    said = says_yes(cell)
    if column.event is Stage.INTERVIEWING and cell.isdigit() and len(cell) < 3:
        said = int(cell) > 0  # how many there were
    if said is not None:
        return (column.event if said else None), None
    day = row.days.read(cell, at)
    if day is not None:
        settled = row.days.settled(day)
        if settled is None:
            row.notes.append(f"{column.header}: {cell}")
        return (column.event, settled) if settled else (None, None)
    return read_status(cell), None
