"""Deleting an application for good."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, Subject, command
from bot.commands.parameters import Mine
from bot.conversation.context import Context
from bot.message import ButtonStyle, CommandRef, Message, Text, Tone
from bot.presenters import application_card
from bot.texts.date_formats import say_day


@command(
    "delete",
    "Delete an application for good",
    subject=Subject.CORRECTIONS,
    examples=("delete Acme",),
)
async def delete(
    ctx: Context, company: Mine, sure: Annotated[bool, Arg(hidden=True)] = False
) -> Message:
    """Asks first, then erases it with its history; this cannot be undone."""
    application = await ctx.find(company)
    if not sure:
        since = application.history[0].on
        count = len(application.history)
        entries = "1 entry" if count == 1 else f"{count} entries"
        return Message(
            title=f"Delete {application.label}?",
            text=Text(
                f"It has {entries} since {say_day(since, ctx.person, ctx.now)}. Deleting "
                "can't be undone. To keep the record but end the reminders: ",
                CommandRef("withdrew"),
                " or ",
                CommandRef("ghosted"),
            ),
            buttons=(
                application_card.action_button(
                    "Yes, delete it", "delete", application, ButtonStyle.DANGER, sure=True
                ),
                application_card.action_button("Keep it", "job", application),
            ),
            tone=Tone.CAREFUL,
        )
    await ctx.begin("deleted an application")  # so that undo takes back nothing older unasked
    await ctx.uow.applications.erase(application.id)
    return Message(
        title=f"Deleted: {application.label}",
        text=Text("Gone, with its history and reminders. What is left: ", CommandRef("pipeline")),
    )


COMMANDS = (delete,)
