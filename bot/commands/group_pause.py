"""A break from a group: the streak waits, and no midweek line comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.command import Arg, Subject, command
from bot.commands.parameters import GroupId
from bot.conversation.context import Context
from bot.conversation.group_access import held_group, held_member, note
from bot.domain.groups.group import WEEK, MemberPause
from bot.message import Button, Invocation, Message, Refused
from bot.texts import group_texts, labels
from bot.texts.date_formats import say_day


@command(
    "group pause",
    "Take a break from a group",
    subject=Subject.GROUP_MEMBERSHIP,
    examples=("group pause", "group pause 2 weeks"),
    separate_answer=True,
)
async def pause(
    ctx: Context,
    until: Annotated[
        date | None, Arg("Until when?", word="until", words=("till", "for"), bare=True, hint="DATE")
    ] = None,
    group: GroupId = None,
) -> Message:
    """Pauses the membership: the streak is kept, and no midweek line comes."""
    found = await held_group(ctx, group)
    member = await held_member(ctx, found)
    if until is not None and until <= ctx.today:
        raise Refused("A break has to end after today. Until when do you want it?")
    rest, last_week = member.pause, found.schedule.week_of(ctx.now) - WEEK
    longer = rest is not None and rest.covers(last_week)  # whose streak may wait for its kick-off
    since = rest.since if rest and longer else ctx.now
    await ctx.uow.members.save(found.id, replace(member, pause=MemberPause(since, until)))
    await note(ctx, f"took a break in {group_texts.channel_name(found)}")
    when = f" until {say_day(until, ctx.person, ctx.now)}" if until else ""
    back = Invocation("group join", {"group": found.id, "share": member.visibility, "back": True})
    return Message(
        title=f"You are on a break{when}",
        text=group_texts.STREAK_WAITS,
        buttons=(Button(labels.IM_BACK, back),),
    )


COMMANDS = (pause,)
