"""Rows of imports that need the person: each waits for thirty days, and comes back with *Undo*."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.conversation.context import Context
from bot.conversation.read_context import ReadContext
from bot.domain.imports.reading import ImportedRow
from bot.domain.imports.reading_json import read_rows, write_rows
from bot.frozen import frozen
from bot.ports.imports import ImportState

KEPT_FOR = timedelta(days=30)


@frozen
class RowToFix:
    """A row that needs the person; `of` is the change that imported the others of its file.

    `done` is the change that saved it or left it out; until then it is None.
    """

    row: ImportedRow
    of: int | None
    done: int | None = None


# By the ids that their buttons carry.
RowsToFix = Mapping[int, RowToFix]


async def find_rows(ctx: ReadContext) -> RowsToFix:
    """Returns all rows that wait or are done, of imports of the past thirty days."""
    stored = await ctx.uow.imports.get(ImportState.TO_FIX)
    return await asyncio.to_thread(_read, stored) if stored else {}


def still_open(rows: RowsToFix) -> Mapping[int, ImportedRow]:
    """Returns those that still need the person."""
    return {id: one.row for id, one in rows.items() if one.done is None}


async def add_rows(ctx: Context, more: Sequence[ImportedRow], of: int | None) -> int:
    """Adds the rows of another import; the same row waits once. Returns how many of them wait."""
    rows = await find_rows(ctx)
    known = {one.row for one in rows.values()}
    new = [RowToFix(row, of) for row in more if row not in known]
    rows = {**rows, **dict(enumerate(new, max(rows, default=0) + 1))}
    await _keep(ctx, rows)
    wanted = set(more)
    return sum(row in wanted for row in still_open(rows).values())


async def mark_done(ctx: Context, rows: RowsToFix, id: int, change: int) -> None:
    """Marks a row as saved or left out by a change."""
    await _keep(ctx, {**rows, id: replace(rows[id], done=change)})


async def reopen_rows(ctx: Context, change: int) -> None:
    """Lets a row wait again that a change saved or left out."""
    rows = await find_rows(ctx)
    if any(one.done == change for one in rows.values()):
        await _keep(
            ctx,
            {
                id: replace(one, done=None) if one.done == change else one
                for id, one in rows.items()
            },
        )


async def drop_rows(ctx: Context, of: int) -> None:
    """Drops the rows of an import that is taken back."""
    rows = await find_rows(ctx)
    left = {id: one for id, one in rows.items() if one.of != of}
    if len(left) < len(rows):
        await _keep(ctx, left)


async def _keep(ctx: Context, rows: RowsToFix) -> None:
    if rows:
        written = await asyncio.to_thread(_write, rows)
        await ctx.uow.imports.keep(ImportState.TO_FIX, written, ctx.now + KEPT_FOR)
    else:
        await ctx.uow.imports.drop(ImportState.TO_FIX)


def _write(rows: RowsToFix) -> str:
    whole = [
        [[id, one.of, one.done] for id, one in rows.items()],
        write_rows([one.row for one in rows.values()]),
    ]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _read(text: str) -> RowsToFix:
    about, rows = json.loads(text)
    return {
        id: RowToFix(row, of, done)
        for (id, of, done), row in zip(about, read_rows(rows), strict=True)
    }
