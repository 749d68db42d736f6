"""Accountability groups: started, changed and stopped by those in charge of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from enum import StrEnum
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.commands.group_request import cannot_post, only_managers_start
from bot.commands.parameters import GroupId
from bot.conversation.context import Context
from bot.conversation.group_access import channel_of, held_group, note, only_by_those_in_charge
from bot.domain.calendar.local_time import to_wall_time
from bot.domain.groups.group import Channel, Group, Schedule
from bot.domain.groups.group_week import PlannedPost, PostKind, posts_for
from bot.message import (
    Button,
    ButtonStyle,
    CommandRef,
    Fact,
    Invocation,
    Message,
    Refused,
    Text,
    Tone,
    nothing_to_do,
)
from bot.parsing.countries import read_country, say_country
from bot.parsing.parse_context import ParseError
from bot.texts import group_texts, labels
from bot.texts.plain_text import join_words


class Weekday(StrEnum):
    """The days on which a group's posts may come."""

    MONDAY = "Monday"
    TUESDAY = "Tuesday"
    WEDNESDAY = "Wednesday"
    THURSDAY = "Thursday"
    FRIDAY = "Friday"


_DAYS = tuple(Weekday)


@command(
    "group start",
    "Make this channel an accountability group, or change it",
    subject=Subject.GROUP_ADMIN,
    examples=("group start", "group start country DE checkin Thursday until 15:00"),
    checks_place=True,
)
async def start(
    ctx: Context,
    zone: Annotated[
        str | None, Arg("The group's time zone", word="zone", kind=ArgKind.ZONE)
    ] = None,
    country: Annotated[
        str | None, Arg("Holidays of (a country, or none)", word="country", hint="DE")
    ] = None,
    kick_off: Annotated[Weekday | None, Arg("Kick-off on", word="kickoff", hint="DAY")] = None,
    kick_off_at: Annotated[time | None, Arg("Kick-off at", word="at", hint="9:00")] = None,
    check_in: Annotated[Weekday | None, Arg("Check-in on", word="checkin", hint="DAY")] = None,
    check_in_at: Annotated[time | None, Arg("Check-in at", word="until", hint="16:00")] = None,
) -> Message:
    """Starts the group, resumes it after a pause, or changes when its posts come."""
    channel, known = await _where_allowed(ctx)
    before = known.schedule if known else _usual(ctx)
    schedule = Schedule(
        zone=zone or before.zone,
        country=before.country if country is None else read_country(country, ctx.person.language),
        kick_off=before.kick_off if kick_off is None else _DAYS.index(kick_off),
        kick_off_at=kick_off_at or before.kick_off_at,
        check_in=before.check_in if check_in is None else _DAYS.index(check_in),
        check_in_at=check_in_at or before.check_in_at,
    )
    if (schedule.check_in, schedule.check_in_at) <= (schedule.kick_off, schedule.kick_off_at):
        raise ParseError("The check-in has to come after the kick-off in the week.", "check_in")
    if known is not None:
        return await _change(ctx, known, channel, schedule)
    group = await ctx.uow.groups.create(channel, schedule)
    if group is None:
        raise nothing_to_do(
            "Someone else just made this channel a group. To join it: ",
            CommandRef("group join"),
        )
    await ctx.uow.groups.save(group)
    await _say(ctx, group, PostKind.WELCOME)
    await note(ctx, f"started a group in {group_texts.channel_name(group)}")
    return Message(
        title=f"Starting a group in {group_texts.channel_name(group)}",
        text="It starts with my first post in the channel, which has a button to join. If that "
        "post fails, I'll tell you why. You're not a member until you join.",
        facts=_facts(group),
        buttons=(
            Button(labels.JOIN, Invocation("group join", {"group": group.id})),
            Button(labels.STOP_THE_GROUP, Invocation("group stop", {"group": group.id})),
        ),
        tone=Tone.GOOD,
    )


async def _where_allowed(ctx: Context) -> tuple[Channel, Group | None]:
    """Returns the channel, and its group, locked, if it has one. Raises Refused.

    Only those in charge may change a group, and only a channel's managers may start one.
    """
    channel = channel_of(ctx)
    if channel is None:
        raise Refused(
            "A group lives in a channel, and this is a private chat. Go to the channel and type ",
            CommandRef("group start"),
            " there.",
        )
    known = await ctx.uow.groups.at(channel)
    known = known and await ctx.uow.groups.lock(known.id)
    if known is not None:
        only_by_those_in_charge(ctx, known)
    elif not ctx.place.admin:
        raise Refused(only_managers_start(ctx.place.unknown))
    if ctx.place.obstacle:
        raise Refused(cannot_post(ctx.place.obstacle))
    return channel, known


def _usual(ctx: Context) -> Schedule:
    """Returns the schedule of a new group, in the zone and country of its starter."""
    return Schedule(ctx.person.preferences.zone, ctx.person.preferences.country)


async def _change(ctx: Context, group: Group, channel: Channel, schedule: Schedule) -> Message:
    if not channel.name:  # a private channel's is not known everywhere
        channel = group.channel
    changed = replace(group, schedule=schedule, channel=channel, pause_reason=None)
    if changed == group:
        raise nothing_to_do(
            "This channel already has a group, so nothing was changed. To move its posts, "
            "say when: ",
            CommandRef("group start"),
            " checkin Thursday",
        )
    woken = group.pause_reason is not None
    welcomed = await ctx.uow.group_posts.was_welcomed(group.id)
    over = _over(group, changed, ctx.now)
    if woken or over:  # what came due while it paused is not caught up with, nor what never was
        changed = replace(changed, since=ctx.now)
    await ctx.uow.groups.save(changed)
    await note(ctx, f"changed the group in {group_texts.channel_name(changed)}")
    if woken:
        await _say(ctx, changed, PostKind.RESUMED if welcomed else PostKind.WELCOME)
    return Message(
        title=f"{group_texts.channel_name(changed)} is running again"
        if woken
        else f"{group_texts.channel_name(changed)} changed",
        text=join_words(group_texts.AS_SEEN, group_texts.OVER if over and not woken else ""),
        facts=_facts(changed),
        tone=Tone.GOOD,
    )


def _over(group: Group, changed: Group, now: datetime) -> bool:
    """True if by now a post would have come that the schedule before the change did not have."""
    was = {post.key for post in posts_for(group, now) if post.due <= now}
    return any(post.due <= now and post.key not in was for post in posts_for(changed, now))


async def _say(ctx: Context, group: Group, kind: PostKind) -> None:
    """Has it said in the channel at once."""
    week = group.schedule.week_of(ctx.now)
    key = f"{kind}:{ctx.now.isoformat()}"
    wall = to_wall_time(ctx.now, group.schedule.tz)
    planned = PlannedPost(key, kind, week, wall, group.schedule.zone, ctx.now)
    await ctx.uow.group_posts.add(group.id, planned)


def _facts(group: Group) -> tuple[Fact, ...]:
    schedule = group.schedule
    return (
        Fact("Kick-off", f"{group_texts.DAYS[schedule.kick_off]} {schedule.kick_off_at:%H:%M}"),
        Fact("Check-in", f"{group_texts.DAYS[schedule.check_in]} {schedule.check_in_at:%H:%M}"),
        Fact("Time zone", schedule.zone),
        Fact("Holidays", say_country(schedule.country)),
    )


@command(
    "group stop",
    "End this channel's group",
    subject=Subject.GROUP_ADMIN,
    examples=("group stop",),
    checks_place=True,
)
async def stop(
    ctx: Context, group: GroupId = None, sure: Annotated[bool, Arg(hidden=True)] = False
) -> Message:
    """Asks first, then erases the group with all that was kept for it."""
    found = await held_group(ctx, group)
    only_by_those_in_charge(ctx, found)
    if not sure:
        return Message(
            title=f"Stop {group_texts.channel_name(found)}?",
            text="This erases its goals, streaks and numbers for everybody. What each member "
            "logged stays theirs. This can't be undone.",
            buttons=(
                Button(
                    labels.STOP_IT,
                    Invocation("group stop", {"group": found.id, "sure": True}),
                    ButtonStyle.DANGER,
                ),
            ),
            tone=Tone.CAREFUL,
        )
    await ctx.uow.groups.erase(found.id)
    await note(ctx, f"stopped the group in {group_texts.channel_name(found)}")
    return Message(
        title=f"Stopped: {group_texts.channel_name(found)}",
        text=Text(
            "The group has ended, and none of its data is kept. To start another: ",
            CommandRef("group start"),
        ),
    )


COMMANDS = (start, stop)
