"""Notes: a person's own words about an application."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from bot.command import Arg, ArgKind, command
from bot.commands.parameters import Mine
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.message import CommandRef, Fact, Message, Refused, Tone
from bot.presenters import application_card
from bot.texts import labels


@command("note", "Keep a note about an application", hidden=True)
async def note(
    ctx: Context,
    company: Mine,
    text: Annotated[str, Arg("What do you want to remember?", kind=ArgKind.LONG_TEXT, bare=True)],
    on: Annotated[date | None, Arg("When was it?", past=True)] = None,
    entry: Annotated[int | None, Arg(kind=ArgKind.ID, hidden=True)] = None,
) -> Message:
    """Keeps a note in the application's timeline; no reminder changes.

    `entry` is the note that this one takes the place of.
    """
    application = await ctx.find_or_log(company)
    of = next((a for a in application.history if a.id == entry), None)
    if entry is not None and of is None:
        raise Refused("That entry was taken back. ", CommandRef("job"), " shows what is there.")
    noted = Activity(ActivityKind.NOTED, on or ctx.today, ctx.now, text=text)
    summary = f"kept a note about {application.company}"
    if of is not None:
        noted = Activity(ActivityKind.CORRECTED, on or of.on, ctx.now, of=of.id, text=text)
        summary = f"edited a note about {application.company}"
    application = await ctx.log(application, noted, summary)
    noted_as = of.id if of else application.full_history[-1].id
    return Message(
        title=f"Noted: {application.label}",
        text="Saved. It is in the timeline of the application.",
        facts=(Fact("Note", text),),
        buttons=(
            application_card.action_button(labels.OPEN, "job", application),
            application_card.edit_button(application, noted_as),
            *application_card.undo_button(ctx),
        ),
        tone=Tone.GOOD,
    )


COMMANDS = (note,)
