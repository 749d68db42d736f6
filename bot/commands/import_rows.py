"""Rows of an import that need the person: fixed or left out one by one, for thirty days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.command import Arg, ArgKind, command
from bot.conversation.context import Context
from bot.conversation.pending_import import plan_row
from bot.conversation.read_context import ReadContext
from bot.conversation.rows_to_fix import find_rows, mark_done, still_open
from bot.domain.applications.application import Stage
from bot.domain.imports.reading import (
    ImportedRow,
)
from bot.message import (
    Button,
    Fact,
    Form,
    Invocation,
    Item,
    Message,
    Refused,
    Tone,
)
from bot.presenters import application_card
from bot.presenters.import_preview import (
    FIX,
    LEAVE_OUT,
    MOST_NAMED,
    TO_FIX,
    count_of,
)
from bot.presenters.import_rows import name_of
from bot.texts import labels
from bot.texts.plain_text import clip

_Row = Annotated[int, Arg(kind=ArgKind.ID, hidden=True)]
_TITLE = 75
_DONE = "That row is saved or left out already."


@command(TO_FIX, "See the rows that need you", hidden=True, readonly=True, separate_answer=True)
async def show_rows_to_fix(ctx: ReadContext) -> Message:
    """Shows the rows of the last import that were not understood, each with its reason."""
    rows = await _to_fix(ctx)
    items = tuple(
        Item(
            name_of(row),
            row.problem,
            buttons=(
                Button(labels.FIX_IT, Invocation(FIX, {"row": id})),
                Button(labels.LEAVE_IT_OUT, Invocation(LEAVE_OUT, {"row": id})),
            ),
        )
        for id, row in list(rows.items())[:MOST_NAMED]
    )
    more = f" The first {MOST_NAMED}:" if len(rows) > MOST_NAMED else ""
    one, several = "It is not saved yet. It stays", "None of them is saved yet. They stay"
    waits = one if len(rows) == 1 else several
    return Message(
        f"{waits} here for 30 days.{more}",
        title=f"{count_of(len(rows), 'row')} to fix",
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
        raise Refused(_DONE)
    if not whole:
        return _row_form(row, found)
    if not name:
        raise Refused("Which company is it? A row without one can't be saved.")
    fixed = replace(found, company=name, role=role, stage=stage or Stage.APPLIED, on=on, problem="")
    change = await ctx.begin(f"imported {name}")
    await mark_done(ctx, await find_rows(ctx), row, change)
    existing = await ctx.uow.applications.find_all()
    new = plan_row(fixed, existing, ctx.person, ctx.now)
    if not new:
        return Message(
            f"You have that application already, so the row is done: {name}.",
            title="Known before",
            buttons=(*_rest(rows), *application_card.undo_button(ctx)),
        )
    (id,) = await ctx.uow.applications.add_all(new, change)
    application = await ctx.get(id)
    return Message(
        "Saved, with its date from the file." if fixed.on else "Saved; its date isn't known.",
        title=f"Imported: {application.label}",
        facts=(
            Fact("Stage", str(application.stage)),
            *await application_card.next_step_facts(ctx, application),
        ),
        buttons=(*_rest(rows), *application_card.undo_button(ctx)),
        tone=Tone.GOOD,
    )


def _row_form(row: int, found: ImportedRow) -> Form:
    values = {"name": found.company, "role": found.role or ""}
    values |= {"stage": str(found.stage or ""), "on": found.on.isoformat() if found.on else ""}
    return Form(
        clip(f"Row {found.number}: {found.company or found.role or 'no company'}", _TITLE),
        Invocation(FIX, {"row": row, "whole": True}),
        ("name", "role", "stage", "on"),
        {field: value for field, value in values.items() if value},
        text=found.problem,
    )


@command(LEAVE_OUT, "Leave a row of an import out", hidden=True)
async def leave_row_out(ctx: Context, row: _Row) -> Message:
    """Lets go of a row; nothing of it was saved."""
    rows = await _to_fix(ctx)
    if row not in rows:
        raise Refused(_DONE)
    number = rows[row].number
    change = await ctx.begin(f"left out row {number} of an import")
    await mark_done(ctx, await find_rows(ctx), row, change)
    return Message(
        f"Row {number} is left out.",
        title="Left out",
        buttons=(*_rest(rows), *application_card.undo_button(ctx)),
    )


async def _to_fix(ctx: ReadContext) -> Mapping[int, ImportedRow]:
    rows = still_open(await find_rows(ctx))
    if not rows:
        raise Refused("There are no rows to fix: all are saved, left out, or older than 30 days.")
    return rows


def _rest(rows: Mapping[int, ImportedRow]) -> tuple[Button, ...]:
    """Returns the button that shows the other rows, if there are any."""
    return (Button(labels.ROWS_TO_FIX, Invocation(TO_FIX)),) if len(rows) > 1 else ()


COMMANDS = (show_rows_to_fix, fix_row, leave_row_out)
