"""Correcting what was logged last, as people say it: *actually it was yesterday*."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from bot.command import ApplicationRef, Arg, Reply, command
from bot.commands.edits import edit
from bot.conversation.context import Context
from bot.conversation.corrections import CORRECT_LAST
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application
from bot.message import Button, ButtonStyle, CommandRef, Invocation, Message, Refused, Tone
from bot.parsing.company_match import is_same
from bot.ports.changes import Change
from bot.presenters import application_card
from bot.texts import labels

# Their day is one of the calendar, not an instant that was booked.
_TIMED = frozenset({ActivityKind.BOOKED, ActivityKind.MOVED, ActivityKind.SNOOZED})


@command(CORRECT_LAST, "Edit what you logged last", hidden=True)
async def correct_last(
    ctx: Context,
    on: Annotated[date | None, Arg("When was it?", past=True, hidden=True)] = None,
    name: Annotated[str | None, Arg("Which company was it?", hidden=True)] = None,
) -> Reply:
    """Edits the last record of the past 24 h; what it cannot edit, it offers to take back."""
    last = await ctx.uow.changes.last(ctx.now - application_card.UNDO_FOR)
    touched = await ctx.uow.changes.activities_of(last.id) if last else {}
    if last is None or not touched:
        raise Refused(
            "There is nothing from the past 24 hours to edit. For something older: ",
            CommandRef("edit"),
            " COMPANY",
        )
    if len(touched) > 1:
        raise Refused(_offer(last, None, None))
    ((id, entries),) = touched.items()
    application = await ctx.get(id)
    entry = next(one for one in application.full_history if one.id == entries[-1])
    begun = application.history[0].id in entries
    if on and entry.kind not in _TIMED:
        return await _edit(ctx, application, entry, on=on)
    if name and begun and not await _is_another(ctx, application, name):
        return await _edit(ctx, application, entry, name=name)
    raise Refused(_offer(last, application, entry))


async def _edit(
    ctx: Context, application: Application, entry: Activity, **changed: object
) -> Reply:
    ref = ApplicationRef(id=application.id)
    dated = {"entry": entry.id} if "on" in changed else {}
    ctx.invocation = Invocation("edit", {"company": ref, **dated, **changed})
    reply: Reply = await edit.handler(ctx, **ctx.invocation.args)
    return reply


async def _is_another(ctx: Context, application: Application, name: str) -> bool:
    """True if the person has another application at the company that they name."""
    return any(
        is_same(one.company, name) for one in await ctx.summaries() if one.id != application.id
    )


def _offer(last: Change, application: Application | None, entry: Activity | None) -> Message:
    """Asks whether to take the last record back, or to correct it in its form."""
    buttons = [
        Button(labels.UNDO, Invocation("undo", {"change": last.id}), ButtonStyle.PRIMARY),
    ]
    if application is not None and entry is not None and application.stage is not None:
        buttons.append(application_card.edit_button(application, entry.id))
    return Message(
        f"Most recently, you {last.summary}. Undo it, or edit it?",
        buttons=tuple(buttons),
        tone=Tone.CAREFUL,
    )


COMMANDS = (correct_last,)
