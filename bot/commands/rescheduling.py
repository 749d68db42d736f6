"""Moving what was planned, as people ask for it in a sentence: an interview, a reminder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

from bot.command import ApplicationRef, Arg, Reply, WallTime, command
from bot.commands import interviews, snooze
from bot.commands.parameters import Mine
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application, Interview
from bot.domain.calendar.local_time import load_zone, to_utc, to_wall_time
from bot.domain.reminders.requested import REQUESTED, can_be_requested
from bot.message import Button, Invocation, Message, Refused, Tone
from bot.parsing.parse_context import ParseError
from bot.presenters import application_card
from bot.texts import labels
from bot.texts.date_formats import say_moment_within

_MANY = 1_000


@command("reschedule", "Move an interview", hidden=True)
async def reschedule(
    ctx: Context,
    at: Annotated[
        WallTime,
        Arg("When does it start now?", word="to", words=("at", "on"), bare=True, dayless=True),
    ],
    company: Annotated[ApplicationRef | None, Arg("Which company?")] = None,
) -> Reply:
    """Moves the interview that is ahead; never books one that was not there."""
    if company is not None:
        application = await ctx.find(company)
        ahead = [(application, one) for one in application.active_interviews if one.start > ctx.now]
    else:
        still_open = await ctx.uow.applications.find_all(only_open=True)
        ahead = [
            (one, made)
            for one in still_open
            for made in one.active_interviews
            if made.start > ctx.now
        ]
    if not ahead:
        raise Refused(
            Message(
                "No interview is booked, so there is nothing to move.",
                buttons=(Button("Book an interview", Invocation("interview", {"at": at})),),
                tone=Tone.CAREFUL,
            )
        )
    if len({application.id for application, _ in ahead}) > 1:
        raise Refused(_which(ctx, ahead, at))
    application, made = min(ahead, key=lambda pair: pair[1].start)
    return await interviews.interview.handler(
        ctx, company=ApplicationRef(id=application.id), at=_on_its_day(ctx, at, made), moves=made.id
    )


def _on_its_day(ctx: Context, at: WallTime, made: Interview) -> WallTime:
    """Returns the new time; a time of day alone is on the interview's own day: *moved to 3pm*.

    A day with the same time keeps the interview's own: *moved to Wednesday, same time*.
    """
    zone = load_zone(at.zone) if at.zone else ctx.person.tz
    before = to_wall_time(made.start, zone)
    if at.timeless:
        return replace(at, wall=datetime.combine(at.wall.date(), before.time()), timeless=False)
    if at.dayless:
        return replace(at, wall=datetime.combine(before.date(), at.wall.time()), dayless=False)
    return at


def _which(ctx: Context, ahead: list[tuple[Application, Interview]], at: WallTime) -> Message:
    first = {application.id: (application, made) for application, made in reversed(ahead)}
    buttons = tuple(
        Button(
            application.label,
            Invocation(
                "reschedule",
                {"company": ApplicationRef(id=application.id), "at": _on_its_day(ctx, at, made)},
            ),
        )
        for application, made in [*reversed(first.values())][:5]
    )
    return Message("Which interview?", buttons=buttons, tone=Tone.CAREFUL)


@command("move-reminder", "Move the next reminder of an application", hidden=True)
async def remind(
    ctx: Context,
    company: Mine,
    on: Annotated[
        date, Arg("On which day?", word="on", words=("until", "till", "to", "for"), bare=True)
    ],
) -> Reply:
    """Moves an application's next reminder to that day, or plans one where there is none.

    What belongs to an interview's own hours stays where it is.
    """
    application = await ctx.find(company)
    pending = await ctx.uow.nudges.pending(_MANY)
    movable = (one for one in pending if one.planned.kind not in snooze.WITHIN_HOURS)
    ctx.nudge = next((one for one in movable if one.application == application.id), None)
    if ctx.nudge is None:
        return await _plan(ctx, application, on)
    return await snooze.snooze.handler(
        ctx, company=ApplicationRef(id=application.id), until=on.isoformat()
    )


async def _plan(ctx: Context, application: Application, on: date) -> Message:
    """Plans the reminder that no rule has planned. Raises Refused where it would say nothing."""
    ref = ApplicationRef(id=application.id)
    if not can_be_requested(application):
        raise Refused(
            Message(
                f"{application.label} is closed, so there is nothing to remind you of.",
                buttons=(Button(labels.OPEN, Invocation("job", {"company": ref})),),
                tone=Tone.CAREFUL,
            )
        )
    wall = datetime.combine(on, ctx.person.preferences.nudge_hour)
    moment = to_utc(wall, ctx.person.tz)
    if moment <= ctx.now:
        raise ParseError("That has passed. On which day should I remind you?", "on")
    asked_for = Activity(ActivityKind.SNOOZED, ctx.today, ctx.now, nudge=REQUESTED, until=wall)
    await ctx.log(application, asked_for, f"asked for a reminder about {application.company}")
    return Message(
        title=f"Reminder set: {application.label}",
        text=f"I'll remind you {say_moment_within(moment, ctx.person, ctx.now)}.",
        buttons=(
            Button(labels.EDIT, Invocation("move-reminder", {"company": ref})),
            *application_card.undo_button(ctx),
        ),
        tone=Tone.GOOD,
    )


COMMANDS = (reschedule, remind)
