"""Notes: a person's own words about an application."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, ArgKind, command
from bot.commands.parameters import Mine
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.message import Fact, Message, Tone
from bot.presenters import application_card


@command("note", "Keep a note about an application", hidden=True)
async def note(
    ctx: Context,
    company: Mine,
    text: Annotated[str, Arg("What do you want to remember?", kind=ArgKind.LONG_TEXT, bare=True)],
) -> Message:
    """Keeps a note in the application's timeline; no reminder changes."""
    application = await ctx.find(company)
    noted = Activity(ActivityKind.NOTED, ctx.today, ctx.now, text=text)
    application = await ctx.log(application, noted, f"kept a note about {application.company}")
    return Message(
        title=f"Noted: {application.label}",
        text="Saved. It is in the timeline of the application.",
        facts=(Fact("Note", text),),
        buttons=(
            application_card.action_button("Show it", "job", application),
            *application_card.correction_buttons(ctx, application),
        ),
        tone=Tone.GOOD,
    )


COMMANDS = (note,)
