"""Corrects how a list is read: the order of its dates, what a column holds."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Annotated

from bot.command import Arg, ArgKind, command
from bot.commands.parameters import PendingFile
from bot.conversation.context import Context
from bot.conversation.pending_import import (
    LET_GO,
    WAITS,
    PendingImport,
    named_import,
    write_pending,
)
from bot.conversation.read_context import ReadContext
from bot.domain.imports.reading import (
    ColumnMeaning,
    DateOrder,
    ImportContext,
    TableChoices,
    TableReading,
)
from bot.importing.rows import read_rows
from bot.message import Form, Invocation, Message, Refused
from bot.parsing.words import fold
from bot.ports.imports import ImportState
from bot.presenters.import_preview import CHANGE, SET_ORDER, show_import
from bot.texts.plain_text import clip

_MEANINGS = tuple((str(one), str(one)) for one in ColumnMeaning if one is not ColumnMeaning.EVENT)


async def _read_again(ctx: ReadContext) -> PendingImport | str | None:
    """Reads the table of a pending import by what the person says of it now."""
    pending = await named_import(ctx)
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
        choices = TableChoices(choices.order, {**meanings, at: ColumnMeaning(args["holds"])})
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
        raise Refused(LET_GO)
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
    ctx: Context, file: PendingFile, order: Annotated[DateOrder, Arg(hidden=True)]
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
    file: PendingFile,
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
        raise Refused(LET_GO)
    headers = ", ".join(
        f"{number} {one}" for number, one in enumerate(pending.reading.table.header, 1)
    )
    return Form(
        "What does a column hold?",
        Invocation(CHANGE, {"file": file}),
        ("column", "holds"),
        text=f"The columns: {clip(headers, 900)}",
    )


COMMANDS = (set_date_order, change_column)
