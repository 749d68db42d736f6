"""Membership in a group: joining, and leaving."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from bot.command import Arg, Subject, command
from bot.commands.parameters import GroupId
from bot.conversation.context import Context
from bot.conversation.group_access import check_group, held_group, note, only_by_those_in_charge
from bot.domain.groups.group import MOST_MEMBERS, Group, Member, Visibility, new_member
from bot.message import ButtonStyle, CommandRef, Message, Refused, Tone, nothing_to_do
from bot.presenters.group_buttons import group_button
from bot.texts import group_texts, labels
from bot.texts.plain_text import clean

# Shorter words for them, and those that buttons of former versions bound.
_OTHER_WORDS = (
    (Visibility.NUMBERS.value, ("my numbers", "numbers", "share", "share numbers")),
    (Visibility.JUST_ME.value, ("only in the total", "just me", "only me", "private")),
)


@command(
    "group join",
    "Join this channel's group",
    subject=Subject.GROUP_MEMBERSHIP,
    examples=("group join my numbers",),
    separate_answer=True,
    checks_place=True,
    checks_form=check_group,
)
async def join(
    ctx: Context,
    share: Annotated[
        Visibility,
        Arg(
            "What may the group see of you?",
            word="with",
            bare=True,
            hint="my numbers",
            synonyms=_OTHER_WORDS,
        ),
    ],
    group: GroupId = None,
    back: Annotated[bool, Arg(hidden=True)] = False,
) -> Message:
    """Joins as a member who shares their numbers, or who is in it just for themselves.

    `back` only ends a break: its button may be older than what they share now.
    """
    found = await held_group(ctx, group)
    known = await ctx.uow.members.lock(found.id)
    week = found.schedule.week_of(ctx.now)
    if known:
        return await _again(ctx, found, known, known.visibility if back else share, week)
    if await ctx.uow.members.count(found.id) >= MOST_MEMBERS:
        raise Refused(f"This group has {MOST_MEMBERS:,} members, the most that a group can have.")
    name = clean(ctx.place.speaker) or group_texts.NAMELESS  # of signs that nobody sees, say
    member = new_member(ctx.person.id, name, share, ctx.now, week)
    await ctx.uow.members.save(found.id, member)
    await note(ctx, f"joined {group_texts.channel_name(found)}")
    return Message(
        title=f"You are in {group_texts.channel_name(found)}",
        text=f"{_as_chosen(share)} {group_texts.NEVER_SHOWN} What you log counts automatically.",
        buttons=(
            group_button(labels.SET_MY_GOAL, "group goal", found, ButtonStyle.PRIMARY),
            group_button(labels.MY_WEEK, "group check-in", found),
        ),
        tone=Tone.GOOD,
    )


def _as_chosen(share: Visibility) -> str:
    if share is Visibility.NUMBERS:
        return "You get a line with your numbers and your streak."
    return "You get no line, and nothing of yours is in any number that others see."


async def _again(
    ctx: Context, group: Group, known: Member, share: Visibility, week: date
) -> Message:
    """Ends the pause of a member who joins again, or changes their visibility."""
    rest = known.pause
    if rest is not None and (rest.until is None or rest.until > ctx.today):
        back = replace(known, pause=replace(rest, until=ctx.today))
        text = "Your break is over, and your streak is where you left it."
        if share is known.visibility:
            await ctx.uow.members.save(group.id, back)
        else:
            text += f" {await _choose(ctx, group, back, share, week)}"
        await note(ctx, f"came back to {group_texts.channel_name(group)}")
        return Message(title="Welcome back", text=text, tone=Tone.GOOD)
    if share is known.visibility:
        raise nothing_to_do(
            f"You are in {group_texts.channel_name(group)} already, with “{known.visibility}”."
        )
    text = await _choose(ctx, group, known, share, week)
    await note(ctx, f"chose “{share}” in {group_texts.channel_name(group)}")
    return Message(title=f"From now on: {share}", text=text, tone=Tone.GOOD)


async def _choose(ctx: Context, group: Group, member: Member, share: Visibility, week: date) -> str:
    """Saves another visibility, and says from which week it counts."""
    await ctx.uow.members.save(group.id, member.with_visibility(share, week))
    if share is Visibility.JUST_ME:
        return "Your line is gone, and nothing of yours is in any number that others see."
    return "Your line shows your numbers from this week on."


@command(
    "group leave",
    "Leave a group",
    subject=Subject.GROUP_MEMBERSHIP,
    examples=("group leave",),
    separate_answer=True,
    checks_place=True,
)
async def leave(
    ctx: Context,
    who: Annotated[
        str | None, Arg("Who to remove, if you run the group", word="without", hint="NAME")
    ] = None,
    group: GroupId = None,
) -> Message:
    """Leaves at once; a group's starter may also remove another member."""
    found = await held_group(ctx, group)
    if who is not None:
        return await _remove(ctx, found, who)
    member = await ctx.uow.members.lock(found.id)
    starter = found.starter == ctx.person.id
    if member is None and not starter:
        raise Refused(
            f"You aren't in {group_texts.channel_name(found)}, so there is nothing to leave."
        )
    if member is not None:
        await ctx.uow.members.remove(found.id, member)
    handed, back = "Nothing of yours is on the board anymore.", " Come back anytime."
    if starter:
        after = await ctx.uow.groups.hand_over(found)
        if after:
            handed += " The member who has been in it longest runs it now."
        else:
            handed, back = "Nobody else was in it, so the group has ended.", ""
    await note(ctx, f"left {group_texts.channel_name(found)}")
    return Message(
        title=f"You left {group_texts.channel_name(found)}",
        text=f"{handed} What you logged stays yours.{back}",
    )


async def _remove(ctx: Context, group: Group, who: str) -> Message:
    """Says the same whether or not there was such a member: who is hidden stays so."""
    only_by_those_in_charge(ctx, group)
    if who.startswith("<@"):  # as a platform sends a mention that it gives no name with
        raise Refused(
            "I can't tell who a mention means, so nobody was removed. Type the name "
            "as the channel shows it: ",
            CommandRef("group leave"),
            " without NAME",
        )
    for member in await ctx.uow.members.lock_named(group.id, clean(who).removeprefix("@")):
        await ctx.uow.members.remove(group.id, member)
    await note(ctx, f"removed a member from {group_texts.channel_name(group)}")
    place = group_texts.channel_name(group)
    return Message(
        title="Done",
        text=f"If {clean(who)} was a member of {place}, they no longer are.",
    )


COMMANDS = (join, leave)
