"""Pausing, resuming, and being forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Annotated

from bot.command import Arg, Subject, command
from bot.commands.exports import ExportFormat
from bot.conversation.context import Context
from bot.domain.people.person import Pause
from bot.message import (
    Button,
    ButtonStyle,
    CommandRef,
    Invocation,
    Message,
    Refused,
    Text,
    Tone,
    nothing_to_do,
)
from bot.presenters import application_card
from bot.texts.date_formats import say_clock, say_day, say_moment_within
from bot.texts.plain_text import join_names


@command(
    "pause",
    "Pause every reminder",
    subject=Subject.ACCOUNT,
    examples=("pause", "pause until 20 June", "pause 2 weeks"),
)
async def pause(
    ctx: Context,
    until: Annotated[
        date | None, Arg("Until when?", word="until", words=("till", "for"), bare=True, hint="DATE")
    ] = None,
) -> Message:
    """Holds everything until a day's nudge hour, or until resumed."""
    paused = replace(ctx.person, pause=Pause(ctx.now, until))
    if until is not None and not paused.is_paused(ctx.now):
        raise Refused(_too_soon(ctx, until))
    await ctx.save(paused, "paused your reminders")
    back = paused.held_until
    text = Text(
        "Everything is on hold. Say ", CommandRef("resume"), " when you are ready. Rest well."
    )
    if back is not None:
        text = Text(
            f"Everything is on hold until {say_moment_within(back, ctx.person, ctx.now)}. What "
            "still matters then comes in one message. Rest well."
        )
    return Message(
        title="Paused",
        text=text,
        buttons=(Button("Resume", Invocation("resume")), *application_card.undo_button(ctx)),
    )


def _too_soon(ctx: Context, until: date) -> str:
    """Explains why a pause until that day would hold nothing."""
    said = f"{say_day(until, ctx.person, ctx.now)} is over"
    if until == ctx.today:
        hour = say_clock(ctx.person.preferences.nudge_hour, ctx.person)
        said = f"A pause ends at your nudge hour, {hour}, and today's has passed"
    return f"{said}. Until when should I wait?"


@command("resume", "Turn your reminders back on", subject=Subject.ACCOUNT, examples=("resume",))
async def resume(ctx: Context) -> Message:
    """Ends the pause; what is due comes at once, outside the quiet hours."""
    if ctx.person.pause is None or not ctx.person.is_paused(ctx.now):
        raise nothing_to_do("Nothing is paused. What is coming: ", CommandRef("nudges"))
    over = replace(ctx.person.pause, resumed=ctx.now)
    await ctx.save(replace(ctx.person, pause=over), "resumed your reminders")
    wakes = ctx.awake_from(ctx.person)
    sleeps = f" on {say_moment_within(wakes, ctx.person, ctx.now)}" if wakes > ctx.now else ""
    return Message(
        title="Welcome back",
        text="Your reminders are back on. What came due in the meantime and still matters comes "
        f"in one message{sleeps}.",
        buttons=application_card.undo_button(ctx),
        tone=Tone.GOOD,
    )


class Confirmation(StrEnum):
    """The number of times that a person has said yes to being erased."""

    ONCE = "once"
    TWICE = "twice"


@command(
    "forget-me", "Erase everything about you", subject=Subject.ACCOUNT, examples=("forget-me",)
)
async def forget_me(
    ctx: Context, sure: Annotated[Confirmation | None, Arg(hidden=True)] = None
) -> Message:
    """Asks twice, then erases everything and says what went."""
    if sure is None:
        return _ask(
            "Erase everything about you?",
            "This would erase every application with its history, every reminder and your "
            "settings. It can't be undone. If you might come back, get your data first; you can "
            "import that file again.",
            "Yes, erase everything",
            Confirmation.ONCE,
            Button("Get my data first", Invocation("export", {"format": ExportFormat.JSON})),
        )
    if sure is Confirmation.ONCE:
        count = await ctx.uow.applications.count()
        many = f"That's {count:,} applications with all their history." if count else ""
        if count == 1:
            many = "That's 1 application with all its history."
        return _ask(
            "Really everything?",
            f"{many} Nobody can bring it back, not even me.".lstrip(),
            "Erase it all now",
            Confirmation.TWICE,
        )
    gone = await ctx.uow.people.forget()
    left = ""
    if gone.get("groups"):
        left = " A win that you posted stays in the channel: an admin can delete it there."
    counted = [
        f"{count:,} {one if count == 1 else many}"
        for what, (one, many) in _ERASED.items()
        if (count := gone.get(what, 0))
    ]
    return Message(
        title="Forgotten",
        text=f"Erased: {join_names([*counted, 'your settings'])}. "
        f"I know nothing about you anymore.{left} "
        "I wish you well; you can start over anytime.",
    )


# What was kept, in the words of the one it was kept for.
_ERASED = {
    "groups": ("group membership", "group memberships"),
    "applications": ("application", "applications"),
    "activities": ("history entry", "history entries"),
    "nudges": ("reminder", "reminders"),
    "mail evidence": ("email kept as proof", "emails kept as proof"),
    "search activities": ("entry of your work search", "entries of your work search"),
    "calendars": ("calendar address", "calendar addresses"),
    "mailboxes": ("watched mailbox", "watched mailboxes"),
    "linked accounts": ("linked account", "linked accounts"),
}


def _ask(title: str, text: str, label: str, sure: Confirmation, *more: Button) -> Message:
    return Message(
        title=title,
        text=text,
        buttons=(
            Button(label, Invocation("forget-me", {"sure": sure}), ButtonStyle.DANGER),
            *more,
            Button("Keep everything", Invocation("pipeline")),
        ),
        tone=Tone.CAREFUL,
    )


COMMANDS = (pause, resume, forget_me)
