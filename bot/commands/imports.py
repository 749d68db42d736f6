"""Imports: a list of applications is previewed, changed, saved at once, and taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.conversation.context import MOST_APPLICATIONS, Context
from bot.conversation.pending_import import (
    TO_FIX_FOR,
    WAITS,
    ImportPlan,
    PendingImport,
    add_to_fix,
    find_pending,
    plan_import,
    plan_row,
    read_to_fix,
    with_settings,
    write_pending,
    write_to_fix,
)
from bot.conversation.read_context import ReadContext
from bot.domain.applications.application import Stage
from bot.domain.imports.export_reading import ExportReading
from bot.domain.imports.reading import (
    Choices,
    DateOrder,
    ImportContext,
    ImportedRow,
    Meaning,
    TableReading,
)
from bot.importing.rows import read_rows
from bot.message import (
    Button,
    CommandRef,
    Fact,
    Form,
    Invocation,
    Item,
    Message,
    Refused,
    Style,
    Text,
    Tone,
)
from bot.parsing.words import fold
from bot.ports.imports import ImportState
from bot.presenters import application_card
from bot.presenters.import_preview import (
    CANCEL,
    CHANGE,
    IMPORTS,
    MOST_NAMED,
    SAVE,
    SET_ORDER,
    brings_settings,
    rows_to_fix,
    show_import,
)
from bot.texts import labels
from bot.texts.plain_text import clip

TO_FIX, FIX, LEAVE_OUT = "rows-to-fix", "fix-row", "leave-row-out"
_LET_GO = (
    "I have let go of that file, or another one came after it. Nothing was saved just now: "
    "bring it once more, and I read it again."
)
_File = Annotated[str, Arg(hidden=True)]
_Row = Annotated[int, Arg(kind=ArgKind.ID, hidden=True)]
_MEANINGS = tuple((str(one), str(one)) for one in Meaning if one is not Meaning.EVENT)
_TITLE = 75


@command(
    IMPORTS,
    "Bring your list of applications",
    subject=Subject.DATA,
    examples=("import",),
    readonly=True,
    separate_answer=True,
)
async def import_list(
    ctx: ReadContext,
    file: Annotated[
        str | None, Arg("Which file?", kind=ArgKind.LONG_TEXT, bare=True, hint="FILE")
    ] = None,
) -> Message:
    """Says how a list is brought here; one that is brought is read before any command."""
    waiting = await ctx.uow.imports.get(ImportState.TO_FIX)
    return Message(
        "Drop your list here as a file: CSV, a spreadsheet, the archive that LinkedIn gives you, "
        "or my own export. I show how I read each column and every row, and save nothing before "
        "you press Save all.",
        title="Bring your list of applications",
        buttons=(Button(labels.ROWS_TO_FIX, Invocation(TO_FIX)),) if waiting else (),
    )


async def _pending(ctx: ReadContext) -> PendingImport | None:
    return await find_pending(ctx, ctx.invocation.args["file"])


async def _plan(ctx: ReadContext) -> ImportPlan | None:
    pending = await _pending(ctx)
    return await plan_import(ctx, pending) if pending else None


@command(SAVE, "Save all of an import", hidden=True, separate_answer=True, prepares=_plan)
async def save_import(ctx: Context, file: _File) -> Message:
    """Saves what was understood in one step; the rest waits as rows to fix."""
    plan: ImportPlan | None = ctx.prepared
    if plan is None or not await ctx.uow.imports.drop(ImportState.PENDING):
        raise Refused(_LET_GO)
    if await ctx.uow.changes.count() != plan.match.changes:  # something was logged meanwhile
        plan = await plan_import(ctx, plan.match.pending)
    have = await ctx.uow.applications.count()
    if have + len(plan.new) > MOST_APPLICATIONS:
        raise Refused(
            f"I keep up to {MOST_APPLICATIONS:,} applications, and you have {have:,}. Nothing was "
            "saved: bring a part of the file."
        )
    count = len(plan.new)
    change = await ctx.begin(f"imported {_count(count)}")
    found, reading = plan.match, plan.match.pending.reading
    if isinstance(reading, ExportReading) and brings_settings(ctx, found):
        await ctx.save(with_settings(ctx.person, reading), f"imported {_count(count)}")
    await ctx.uow.applications.add_all(plan.new, change)
    facts = [Fact("Saved", _count(count))]
    if found.known:
        facts.append(Fact("Known before", f"{found.known:,}, left as they are"))
    odd = tuple(reading.doubtful) if isinstance(reading, TableReading) else ()
    if odd:
        stored = await ctx.uow.imports.get(ImportState.TO_FIX)
        waiting = add_to_fix(read_to_fix(stored) if stored else {}, odd)
        await ctx.uow.imports.keep(ImportState.TO_FIX, write_to_fix(waiting), ctx.now + TO_FIX_FOR)
        facts.append(Fact("To fix", f"{_rows(len(odd))}, kept for 30 days"))
    back = Invocation("take-import-back", {"change": change})
    return Message(
        Text("All of it is in your ", CommandRef("pipeline"), " with the days of the file."),
        title=f"Imported {_count(count)}",
        facts=tuple(facts),
        buttons=(
            *((Button(f"{_rows(len(odd))} to fix", Invocation(TO_FIX)),) if odd else ()),
            Button(labels.TAKE_THE_IMPORT_BACK, back, Style.DANGER),
        ),
        file=rows_to_fix(reading) if isinstance(reading, TableReading) and odd else None,
        tone=Tone.GOOD,
    )


@command(CANCEL, "Let go of an import", hidden=True)
async def cancel_import(ctx: Context, file: _File) -> Message:
    """Lets go of a file that was read; nothing of it is saved."""
    if await _pending(ctx) is None:
        raise Refused(_LET_GO)
    await ctx.uow.imports.drop(ImportState.PENDING)
    return Message("Nothing of it was saved, and I have let go of it.", title="Cancelled")


# --- changing how it is read ---------------------------------------------------


async def _read_again(ctx: ReadContext) -> PendingImport | str | None:
    """Reads the table of a pending import by what the person says of it now."""
    pending = await _pending(ctx)
    if pending is None or not isinstance(pending.reading, TableReading):
        return None
    reading, args = pending.reading, ctx.invocation.args
    choices = reading.choices
    if order := args.get("order"):
        choices = replace(choices, order=order)
    elif "column" in args and "holds" in args:
        at = _column_named(reading, args["column"])
        if at is None:
            headers = ", ".join(f"“{one}”" for one in reading.table.header if one)
            return f"This file has no such column. Its columns: {clip(headers, 600)}"
        meanings = {
            other: meaning
            for other, meaning in choices.meanings.items()
            if meaning.value != args["holds"]
        }
        choices = Choices(choices.order, {**meanings, at: Meaning(args["holds"])})
    else:
        return pending
    context = ImportContext(ctx.now, ctx.person.preferences.zone)
    read = await asyncio.to_thread(read_rows, reading.table, context, choices)
    return replace(pending, reading=read)


def _column_named(reading: TableReading, said: str) -> int | None:
    """Returns the column that is meant: by its header, or by its number from 1."""
    headers = [fold(one) for one in reading.table.header]
    plain = fold(said).strip("“”\"' ")
    if plain in headers:
        return headers.index(plain)
    if plain.isdigit() and 1 <= int(plain) <= len(headers):
        return int(plain) - 1
    begun = [at for at, one in enumerate(headers) if plain and one.startswith(plain)]
    return begun[0] if len(begun) == 1 else None


async def _keep_and_show(ctx: Context) -> Message:
    pending: PendingImport | str | None = ctx.prepared
    if pending is None:
        raise Refused(_LET_GO)
    if isinstance(pending, str):
        raise Refused(pending)
    written = await asyncio.to_thread(write_pending, pending)
    await ctx.uow.imports.keep(ImportState.PENDING, written, ctx.now + WAITS)
    return await show_import(ctx, pending)


@command(
    SET_ORDER,
    "Say in which order a file has day and month",
    hidden=True,
    separate_answer=True,
    prepares=_read_again,
)
async def set_date_order(
    ctx: Context, file: _File, order: Annotated[DateOrder, Arg(hidden=True)]
) -> Message:
    """Reads all dates of a file in that order."""
    return await _keep_and_show(ctx)


@command(
    CHANGE,
    "Say what a column holds",
    hidden=True,
    prefills=True,
    separate_answer=True,
    prepares=_read_again,
)
async def change_column(
    ctx: Context,
    file: _File,
    column: Annotated[str | None, Arg("Which column, by its header or number?")] = None,
    holds: Annotated[
        str | None, Arg("What does it hold?", kind=ArgKind.CHOICE, choices=_MEANINGS)
    ] = None,
) -> Message | Form:
    """Opens the form, or reads the file again with what its column holds."""
    if column and holds:
        return await _keep_and_show(ctx)
    pending: PendingImport | None = ctx.prepared
    if pending is None or not isinstance(pending.reading, TableReading):
        raise Refused(_LET_GO)
    headers = ", ".join(
        f"{number} {one}" for number, one in enumerate(pending.reading.table.header, 1)
    )
    return Form(
        "What does a column hold?",
        Invocation(CHANGE, {"file": file}),
        ("column", "holds"),
        text=f"The columns: {clip(headers, 900)}",
    )


# --- rows to fix ---------------------------------------------------------------


@command(TO_FIX, "See the rows that need you", hidden=True, readonly=True, separate_answer=True)
async def show_rows_to_fix(ctx: ReadContext) -> Message:
    """Shows the rows of the last import that were not understood, each with its reason."""
    rows = await _to_fix(ctx)
    items = tuple(
        Item(
            f"Row {row.number}" + (f": {clip(row.company, 60)}" if row.company else ""),
            row.problem,
            buttons=(
                Button(labels.FIX_IT, Invocation(FIX, {"row": id})),
                Button(labels.LEAVE_IT_OUT, Invocation(LEAVE_OUT, {"row": id})),
            ),
        )
        for id, row in list(rows.items())[:MOST_NAMED]
    )
    more = f" The first {MOST_NAMED}:" if len(rows) > MOST_NAMED else ""
    return Message(
        f"Nothing of them is saved yet. They stay here for 30 days.{more}",
        title=f"{_rows(len(rows))} to fix",
        items=items,
        tone=Tone.CAREFUL,
    )


@command(FIX, "Fix a row of an import", hidden=True, prefills=True)
async def fix_row(
    ctx: Context,
    row: _Row,
    name: Annotated[str | None, Arg("Company")] = None,
    role: Annotated[str | None, Arg("Job title")] = None,
    stage: Annotated[Stage | None, Arg("Where does it stand?")] = None,
    on: Annotated[date | None, Arg("When did you apply?", past=True)] = None,
    whole: Annotated[bool, Arg(hidden=True)] = False,
) -> Message | Form:
    """Opens the form of a row, or saves it as it is filled in."""
    rows = await _to_fix(ctx)
    found = rows.get(row)
    if found is None:
        raise Refused("That row is saved or left out already.")
    if not whole:
        values = {"name": found.company, "role": found.role or ""}
        values |= {"stage": str(found.stage or ""), "on": found.on.isoformat() if found.on else ""}
        return Form(
            clip(f"Row {found.number}: {found.company or found.role or 'no company'}", _TITLE),
            Invocation(FIX, {"row": row, "whole": True}),
            ("name", "role", "stage", "on"),
            {field: value for field, value in values.items() if value},
            text=found.problem,
        )
    if not name:
        raise Refused("Which company is it? A row without one cannot be saved.")
    fixed = replace(found, company=name, role=role, stage=stage or Stage.APPLIED, on=on, problem="")
    change = await ctx.begin(f"imported {name}")
    existing = await ctx.uow.applications.find_all()
    new = plan_row(fixed, existing, ctx.person, ctx.now)
    if not new:
        await _keep_rest(ctx, rows, row)
        return Message(
            f"You have that application already, so the row is done: {name}.", title="Known before"
        )
    (id,) = await ctx.uow.applications.add_all(new, change)
    await _keep_rest(ctx, rows, row)
    application = await ctx.get(id)
    return Message(
        "Saved, with its day from the file." if fixed.on else "Saved; its day is not known.",
        title=f"Imported: {application.label}",
        facts=(
            Fact("Stage", str(application.stage)),
            *await application_card.whats_next(ctx, application),
        ),
        buttons=(
            *((Button(labels.ROWS_TO_FIX, Invocation(TO_FIX)),) if len(rows) > 1 else ()),
            *application_card.undo(ctx),
        ),
        tone=Tone.GOOD,
    )


@command(LEAVE_OUT, "Leave a row of an import out", hidden=True)
async def leave_row_out(ctx: Context, row: _Row) -> Message:
    """Lets go of a row; nothing of it was saved."""
    rows = await _to_fix(ctx)
    if row not in rows:
        raise Refused("That row is saved or left out already.")
    await _keep_rest(ctx, rows, row)
    return Message(
        f"Row {rows[row].number} is left out.",
        title="Left out",
        buttons=(Button(labels.ROWS_TO_FIX, Invocation(TO_FIX)),) if len(rows) > 1 else (),
    )


async def _to_fix(ctx: ReadContext) -> Mapping[int, ImportedRow]:
    stored = await ctx.uow.imports.get(ImportState.TO_FIX)
    if stored is None:
        raise Refused("There are no rows to fix: all are saved, left out, or older than 30 days.")
    return await asyncio.to_thread(read_to_fix, stored)


async def _keep_rest(ctx: Context, rows: Mapping[int, ImportedRow], done: int) -> None:
    left = {id: row for id, row in rows.items() if id != done}
    if left:
        await ctx.uow.imports.keep(ImportState.TO_FIX, write_to_fix(left), ctx.now + TO_FIX_FOR)
    else:
        await ctx.uow.imports.drop(ImportState.TO_FIX)


def _count(number: int) -> str:
    return "1 application" if number == 1 else f"{number:,} applications"


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


COMMANDS = (
    import_list,
    save_import,
    cancel_import,
    set_date_order,
    change_column,
    show_rows_to_fix,
    fix_row,
    leave_row_out,
)
