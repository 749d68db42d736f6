"""A time zone that was only guessed: said, asked about once more, and corrected."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.actor import Actor
from bot.conversation.context import Context
from bot.conversation.read_context import ReadContext
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application
from bot.domain.calendar.local_time import load_zone, to_utc, to_wall_time
from bot.domain.people.person import ZoneGuess
from bot.message import Button, Invocation, Message, join_texts
from bot.texts import labels

CHANGES_THE_ZONE = "time-zone"


def in_guessed_zone(ctx: ReadContext, named: str | None) -> bool | None:
    """True if a time names no zone while the person's own is a guess; else None."""
    return True if named is None and ctx.person.zone_guess is not None else None


async def take_over_profile(ctx: Context, actor: Actor) -> str:
    """Saves what the platform says by now of a person: their name, the zone that was guessed.

    Returns what to tell them of it.
    """
    if actor.name and not ctx.person.name:
        await ctx.uow.people.save(replace(ctx.person, name=actor.name))
    if ctx.person.zone_guess is None or not actor.zone_known:
        return ""
    before = ctx.person.preferences.zone
    ctx.change = await ctx.record("got your time zone from your profile")
    await save_zone(ctx, actor.zone, "took over your time zone")
    ctx.change = None  # what they asked for is a change of its own
    if before == actor.zone:
        return ""
    return f"Your profile says {actor.zone}, so times are in that zone from now on."


async def save_zone(ctx: Context, zone: str, summary: str) -> None:
    """Saves a person's zone. Where it was guessed, what they typed keeps its wall time."""
    before = ctx.person
    preferences = replace(before.preferences, zone=zone)
    await ctx.save(replace(before, preferences=preferences, zone_guess=None), summary)
    if before.zone_guess is not None and zone != before.preferences.zone:
        await keep_wall_times(ctx, summary)


async def keep_wall_times(ctx: Context, summary: str) -> None:
    """Corrects the interviews whose times were typed while the person's zone was guessed."""
    for application in await ctx.uow.applications.find_all():
        await _keep_wall_times(ctx, application, summary)


async def _keep_wall_times(ctx: Context, application: Application, summary: str) -> None:
    zone = ctx.person.preferences.zone
    for one in application.history:
        if not (one.zone_guessed and one.start and one.end and one.zone):
            continue
        wall = to_wall_time(one.start, load_zone(one.zone))
        start = to_utc(wall, load_zone(zone))
        correction = Activity(
            ActivityKind.CORRECTED,
            one.on,
            one.logged,
            of=one.id,
            by=one.by,
            undated=one.undated,
            start=start,
            end=start + (one.end - one.start),
            zone=zone,
        )
        application = await ctx.log(application, correction, summary)


async def ask_for_zone(ctx: Context, reply: Message) -> Message:
    """Adds to the first answer that saved something that the zone is a guess.

    On a later day the person is asked once more, and then never again.
    """
    person, guess = ctx.person, ctx.person.zone_guess
    saved = reply.private and any(one.label == labels.UNDO for one in reply.buttons)
    if ctx.nudge is not None or guess is None or guess.asked or not saved:
        return reply
    if guess.said == ctx.today:
        return reply
    zone = person.preferences.zone
    change = Button(labels.CHANGE_TIME_ZONE, Invocation(CHANGES_THE_ZONE))
    if guess.said is None:
        note = f"Times are in {zone}, your time zone as far as I can guess."
        added: tuple[Button, ...] = (change,)
        known = ZoneGuess(said=ctx.today)
    else:
        note = f"Is {zone} your time zone? I had to guess."
        confirm = Button(labels.RIGHT_TIME_ZONE, Invocation(CHANGES_THE_ZONE, {"zone": zone}))
        added = (confirm, change)
        known = replace(guess, asked=True)
    await ctx.uow.people.save(replace(person, zone_guess=known))
    seen = len(reply.buttons) - reply.folded
    buttons = (*reply.buttons[:seen], *added, *reply.buttons[seen:])
    return reply.replace(text=join_texts(reply.text, note, by="\n\n"), buttons=buttons)
