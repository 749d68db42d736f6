"""The time zone alone: confirmed or changed where it was only guessed."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, ArgKind, command
from bot.conversation.context import Context
from bot.conversation.zone_guess import CHANGES_THE_ZONE, save_zone
from bot.message import Fact, Form, Invocation, Message, Tone, nothing_to_do
from bot.presenters import application_card


@command(
    CHANGES_THE_ZONE,
    "Change your time zone",
    hidden=True,
    prefills=True,
    separate_answer=True,
)
async def time_zone(
    ctx: Context,
    zone: Annotated[str | None, Arg("Your time zone", kind=ArgKind.ZONE)] = None,
) -> Message | Form:
    """Opens a form with today's zone alone, or saves it."""
    known = ctx.person.preferences.zone
    if zone is None:
        return Form("Your time zone", Invocation(CHANGES_THE_ZONE), ("zone",), {"zone": known})
    if zone == known and ctx.person.zone_guess is None:
        raise nothing_to_do(f"Your time zone is {zone} already.")
    was_guessed = ctx.person.zone_guess is not None
    await save_zone(ctx, zone, "changed your time zone")
    text = "Upcoming reminders rescheduled."
    if was_guessed and zone != known:
        text += " Interviews keep the time of day that you typed."
    return Message(
        title="Saved",
        text="" if zone == known else text,
        facts=(Fact("Time zone", zone),),
        buttons=application_card.undo_button(ctx),
        tone=Tone.GOOD,
    )


COMMANDS = (time_zone,)
