"""The office that a work-search record is for, and whether to be reminded of its periods."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from bot.command import Arg, command
from bot.conversation.context import Context
from bot.domain.work_search.profile import profile_of
from bot.message import (
    Button,
    CommandRef,
    Form,
    Invocation,
    Message,
    Text,
    Tone,
    nothing_to_do,
)
from bot.parsing.offices import read_office
from bot.presenters import application_card
from bot.presenters.work_search_record import record_message
from bot.queries.work_search import read_work_search_record
from bot.texts import labels
from bot.texts.work_search_texts import say_office

_NO_OFFICE = "none"


@command("choose-office", "Choose your unemployment office", hidden=True, prefills=True)
async def choose_office(
    ctx: Context,
    office: Annotated[str | None, Arg("Office, or a rule like: 3 a week, Sun to Sat")] = None,
) -> Message | Form:
    """Asks for the office alone, or saves it."""
    preferences = ctx.person.preferences
    if office is None:
        values = {"office": preferences.office or _NO_OFFICE}
        return Form("Your office", Invocation("choose-office"), ("office",), values)
    chosen = read_office(office, ctx.parse_context)
    if chosen == preferences.office and preferences.work_search:
        raise nothing_to_do("Nothing changed; your office stays as it was.")
    await ctx.save(
        replace(ctx.person, preferences=replace(preferences, office=chosen, work_search=True)),
        "chose your office",
    )
    profile = profile_of(chosen)
    record = await read_work_search_record(
        ctx.uow, profile, profile.rule.around(ctx.today), ctx.now
    )
    shown = record_message(ctx, record)
    return shown.replace(
        title=f"Saved: {say_office(profile) or 'no office'}",
        buttons=(*shown.buttons, *application_card.undo_button(ctx)),
        tone=Tone.GOOD,
    )


@command("work-search-off", "Turn reminders of your work search off", hidden=True)
async def work_search_off(ctx: Context) -> Message:
    """Ends the reminders of periods; the record stays."""
    preferences = ctx.person.preferences
    if not preferences.work_search:
        raise nothing_to_do("They're already off.")
    off = replace(preferences, work_search=False)
    await ctx.save(replace(ctx.person, preferences=off), "turned off reminders of your work search")
    return Message(
        title="Reminders of your work search are off",
        text=Text(
            "Your record continues: ",
            CommandRef("worklog"),
            ". To turn them back on, choose your office again.",
        ),
        buttons=(
            Button(labels.CHOOSE_MY_OFFICE, Invocation("choose-office")),
            *application_card.undo_button(ctx),
        ),
        tone=Tone.GOOD,
    )


COMMANDS = (choose_office, work_search_off)
