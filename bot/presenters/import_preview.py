"""An import before it is saved: how each column was read, and which rows need the person."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from datetime import date

from bot.conversation.context import MOST_APPLICATIONS
from bot.conversation.pending_import import ImportMatch, PendingImport, match_import
from bot.conversation.read_context import ReadContext
from bot.domain.imports.export_reading import ExportReading
from bot.domain.imports.reading import (
    Column,
    ColumnMeaning,
    DateOrder,
    ImportedRow,
    TableReading,
)
from bot.domain.work_search.entry import MOST_SEARCH_ACTIVITIES, SearchActivity
from bot.exporting.json_file import owner_hash
from bot.importing.days import read_day
from bot.message import LONGEST_LABEL, Button, ButtonStyle, Fact, Invocation, Message, Tone
from bot.presenters.import_rows import RowItems, every_row
from bot.texts import labels
from bot.texts.date_formats import say_day
from bot.texts.plain_text import clip

IMPORTS = "import"
SAVE, CANCEL, CHANGE, SET_ORDER = "save-import", "cancel-import", "change-column", "date-order"
TO_FIX, FIX, LEAVE_OUT = "rows-to-fix", "fix-row", "leave-row-out"
MOST_NAMED = 10
_MOST_COLUMNS = 4
_EXAMPLE = 40
_REASON = 120
_KEPT_IN_NOTE = (ColumnMeaning.NOTE,)
TOO_MANY_ACTIVITIES = (
    f"I keep up to {MOST_SEARCH_ACTIVITIES:,} activities of a work search, and with those of this "
    "file you would have more. Nothing was saved."
)


async def show_import(ctx: ReadContext, pending: PendingImport) -> Message:
    """Shows what a file says; nothing is saved before a button is pressed."""
    found = await match_import(ctx, pending)
    if isinstance(pending.reading, ExportReading):
        return await _show_export(ctx, found, pending.reading)
    return await _show_table(ctx, found, pending.reading)


async def _show_table(ctx: ReadContext, found: ImportMatch, reading: TableReading) -> Message:
    odd = reading.doubtful
    understood = len(reading.rows) - len(odd)
    full = await _too_many(ctx, found)
    lines = [full or "Nothing is saved yet."]
    if _lacks_company(reading):
        lines.append("I can't tell which column names the company. Which one is it?")
    else:
        lines += _name_rows(odd)
    if reading.asks_order and not full:
        lines.insert(1, "Two orders of day and month fit its dates. Which one is it?")
    return Message(
        "\n".join(lines),
        title=f"{count_of(len(reading.rows), 'row')}: {understood:,} understood, "
        f"{len(odd):,} need{'s' * (len(odd) == 1)} you",
        facts=tuple(_facts(ctx, found, reading)),
        buttons=tuple(_buttons(ctx, found, reading, full=bool(full))),
        file=await asyncio.to_thread(every_row, reading),
        rows=RowItems(reading),
        tone=Tone.CAREFUL,
    )


def _lacks_company(reading: TableReading) -> bool:
    """True if no column was read as the companies: then no row can be saved."""
    return not {ColumnMeaning.COMPANY, ColumnMeaning.BOTH} & {
        column.meaning for column in reading.columns
    }


async def _show_export(ctx: ReadContext, found: ImportMatch, reading: ExportReading) -> Message:
    mine = owner_hash(ctx.person.address) == reading.owner
    whose = "your export" if mine else "an export that another person made"
    made = say_day(ctx.person.wall(reading.exported).date(), ctx.person, ctx.now)
    facts = [Fact("Exported", made)]
    if found.known:
        facts.append(Fact("You have already", f"{found.known:,}; they stay as they are"))
    if theirs := reading.search_activities:
        known = len(theirs) - len(found.activities)
        also = f"; {known:,} of them you have already" if known else ""
        facts.append(Fact("Work search", f"{count_activities(len(theirs))}{also}"))
    if found.settings:
        facts.append(Fact("Settings", "come back too, such as your zone and nudge hour"))
    full = await _too_many(ctx, found)
    lines = [full or "Nothing is saved yet."]
    if not mine:
        lines.append(
            "It isn't your own: if you save it, their applications join yours, with what "
            "they wrote about them."
        )
    return Message(
        "\n".join(lines),
        title=f"{_say_contents(reading)} of {whose}",
        facts=tuple(facts),
        buttons=tuple(_ends(found, full=bool(full))),
        tone=Tone.CAREFUL,
    )


def _say_contents(reading: ExportReading) -> str:
    if not reading.applications and reading.search_activities:
        return count_activities(len(reading.search_activities))
    return count_of(len(reading.applications), "application")


async def _too_many(ctx: ReadContext, found: ImportMatch) -> str:
    """Returns why a file cannot be saved: more applications than are kept."""
    have = await ctx.uow.applications.count()
    if have + len(found.new) <= MOST_APPLICATIONS:
        return "" if await has_room_for(ctx, found.activities) else TOO_MANY_ACTIVITIES
    room = MOST_APPLICATIONS - have
    return (
        f"I keep up to {MOST_APPLICATIONS:,} applications, so there is room for {room:,} more, "
        f"and this file has {len(found.new):,} new ones. Nothing was saved: send part of it."
    )


def _facts(ctx: ReadContext, found: ImportMatch, reading: TableReading) -> Iterator[Fact]:
    columns = reading.columns
    for column in columns:
        if column.meaning not in (ColumnMeaning.NOTE, ColumnMeaning.LEFT_OUT):
            yield Fact(_say_meaning(column).capitalize(), _say_column(column))
    if kept := [column.header for column in columns if column.meaning in _KEPT_IN_NOTE]:
        yield Fact("Kept as a note", clip(", ".join(filter(None, kept)), 300))
    if left := [column.header for column in columns if column.meaning is ColumnMeaning.LEFT_OUT]:
        yield Fact("Left out", f"{', '.join(left)} (private, or your own)")
    if said := _say_order(ctx, reading):
        yield Fact("Dates", said)
    if found.known:
        yield Fact(
            "You have already", f"{found.known:,}, or twice in the file; none is added twice"
        )
    undated = sum(1 for row in reading.understood if row.on is None)
    if undated:
        yield Fact("Without a day", f"{undated:,}; they get no reminder on their own")
    for note in reading.table.notes:
        yield Fact("Note", note)


def _say_meaning(column: Column) -> str:
    if column.meaning is ColumnMeaning.EVENT and column.event is not None:
        return f"{column.event}?"
    return str(column.meaning)


def _say_column(column: Column) -> str:
    header = f"“{column.header}”" if column.header else "a column without a header"
    example = clip(" ".join(column.example.split()), _EXAMPLE)
    return f"{header}, such as {example}" if example else header


def _say_order(ctx: ReadContext, reading: TableReading) -> str:
    """Says in which order day and month were read, with an example."""
    if reading.order is None:
        return ""
    day = _open_day(reading, ctx)
    return f"{reading.order}: {day[0]} is {_say(day[1], ctx)}" if day else str(reading.order)


def _open_day(reading: TableReading, ctx: ReadContext) -> tuple[str, date] | None:
    """Returns the first date that is one in both orders, and its day in the settled one."""
    for text, one in _open_days(reading, ctx):
        if day := one.get(reading.order or DateOrder.DAY_FIRST):
            return text, day
    return None


def _open_days(
    reading: TableReading, ctx: ReadContext
) -> Iterator[tuple[str, dict[DateOrder, date]]]:
    at = [
        number for number, one in enumerate(reading.columns) if one.meaning is ColumnMeaning.APPLIED
    ] or [
        number for number, one in enumerate(reading.columns) if one.meaning is ColumnMeaning.SAVED
    ]
    for _, cells in reading.table.rows:
        for number in at:
            found = read_day(cells[number], ctx.person.preferences.zone)
            if found and found.is_open and found.day_first and found.month_first:
                yield (
                    cells[number],
                    {
                        DateOrder.DAY_FIRST: found.day_first,
                        DateOrder.MONTH_FIRST: found.month_first,
                    },
                )


def _say(day: date, ctx: ReadContext) -> str:
    return say_day(day, ctx.person, ctx.now)


def _name_rows(odd: Sequence[ImportedRow]) -> Iterator[str]:
    for row in odd[:MOST_NAMED]:
        yield name_row(row)
    if len(odd) > MOST_NAMED:
        yield f"and {len(odd) - MOST_NAMED:,} more; the file names each"


def name_row(row: ImportedRow) -> str:
    """Names a row that needs the person: its number, its company, and why."""
    company = f", {clip(row.company, _EXAMPLE)}" if row.company else ""
    return f"Row {row.number}{company}: {clip(row.problem, _REASON)}"


def _buttons(
    ctx: ReadContext, found: ImportMatch, reading: TableReading, *, full: bool
) -> Iterator[Button]:
    token = found.pending.token
    if _lacks_company(reading):
        yield from _company_buttons(token, reading)
        yield from _ends(found, change=True, full=True)
        return
    if reading.asks_order:
        _, days = next(_open_days(reading, ctx), ("", {}))
        for order in DateOrder:
            example = f": {_say(days[order], ctx)}" if order in days else ""
            yield Button(
                f"{str(order).capitalize()}{example}",
                Invocation(SET_ORDER, {"file": token, "order": order}),
            )
    yield from _ends(found, change=True, full=full)


def _company_buttons(token: str, reading: TableReading) -> Iterator[Button]:
    """The columns that may name the companies: of words, in which nothing else was read."""
    may_be = [
        (number, column)
        for number, column in enumerate(reading.columns, 1)
        if column.meaning is ColumnMeaning.NOTE and any(map(str.isalpha, column.example))
    ]
    for number, column in may_be[:_MOST_COLUMNS]:
        named = {"file": token, "column": str(number), "holds": str(ColumnMeaning.COMPANY)}
        label = clip(f"{column.header or number}: {column.example}", LONGEST_LABEL)
        yield Button(label, Invocation(CHANGE, named))


def _ends(found: ImportMatch, *, change: bool = False, full: bool = False) -> Iterator[Button]:
    bound = {"file": found.pending.token}
    if (found.new or found.known or found.pending.has_more) and not full:
        yield Button(labels.SAVE_ALL, Invocation(SAVE, bound), ButtonStyle.PRIMARY)
    if change:
        yield Button(labels.CHANGE_A_COLUMN, Invocation(CHANGE, bound))
    yield Button(labels.CANCEL, Invocation(CANCEL, bound))


async def has_room_for(ctx: ReadContext, activities: Sequence[SearchActivity]) -> bool:
    """True if so many search activities are not more than are kept."""
    if not activities:
        return True
    return await ctx.uow.work_search.count() + len(activities) <= MOST_SEARCH_ACTIVITIES


def count_activities(number: int) -> str:
    """Returns a number of search activities in words."""
    return f"{number:,} activit{'y' if number == 1 else 'ies'} of your work search"


def count_of(number: int, noun: str) -> str:
    """Returns a number with its noun, such as *1 row* or *2 rows*."""
    return f"{number:,} {noun}{'s' * (number != 1)}"
