"""Wins: shown to the one who shares it first, then posted as typed; taken back on request."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.commands.parameters import GroupId
from bot.conversation.context import Context
from bot.conversation.group_access import (
    check_may_write,
    check_membership,
    find_group,
    held_group,
    held_member,
    may_change,
    member_of,
    note,
    prepare_to_post,
)
from bot.conversation.read_context import ReadContext
from bot.domain.calendar.local_time import to_wall_time
from bot.domain.groups.group_week import PlannedPost, PostKind
from bot.message import Button, ButtonStyle, Invocation, Message, Refused, Tone, nothing_to_do
from bot.texts import group_texts, labels

LONGEST = 500


@command(
    "win",
    "Share a win with your group",
    subject=Subject.WINS,
    examples=("win First interview in months",),
    readonly=True,
    separate_answer=True,
    checks_form=check_membership,
)
async def win(
    ctx: ReadContext,
    text: Annotated[str, Arg("What went well?", kind=ArgKind.LONG_TEXT)],
    group: GroupId = None,
) -> Message:
    """Shows what the channel would see; nothing is posted before it is confirmed."""
    found = await find_group(ctx, group)
    member = await member_of(ctx, found)
    await check_may_write(ctx, found)
    if len(text) > LONGEST:
        raise Refused(
            f"That is {len(text):,} characters; a win fits in {LONGEST}. Nothing was posted."
        )
    bound = {"group": found.id, "text": text}
    return Message(
        title=f"{group_texts.channel_name(found)} would see: A win from {member.name}",
        text=text,
        buttons=(Button(labels.SHARE_IT, Invocation("share-win", bound), ButtonStyle.PRIMARY),),
        tone=Tone.CAREFUL,
    )


@command("share-win", "Post the win as it stands", hidden=True, prepares=prepare_to_post)
async def share(
    ctx: Context,
    group: Annotated[int, Arg(kind=ArgKind.ID, hidden=True)],
    text: Annotated[str, Arg(kind=ArgKind.LONG_TEXT, hidden=True)],
) -> Message:
    """Has it posted in the group's channel, with the author's name and nothing else."""
    found = await held_group(ctx, group)
    await held_member(ctx, found)
    if found.pause_reason is not None:
        raise Refused(f"{group_texts.channel_name(found)} is paused, so nothing was posted.")
    week = found.schedule.week_of(ctx.now)
    key = f"{PostKind.WIN}:{ctx.person.id}:{ctx.press or ctx.now.isoformat()}"
    wall = to_wall_time(ctx.now, found.schedule.tz)
    planned = PlannedPost(
        key, PostKind.WIN, week, wall, found.schedule.zone, ctx.now, ctx.person.id
    )
    if await ctx.uow.group_posts.add(found.id, planned, text[:LONGEST]) is None:
        raise nothing_to_do("Already done: it is shared.")
    await note(ctx, f"shared a win with {group_texts.channel_name(found)}")
    return Message(
        title="Shared",
        text=f"It's on its way to {group_texts.channel_name(found)}. Well done.",
        tone=Tone.GOOD,
    )


@command("take-back-win", "Take a win back", hidden=True, checks_place=True)
async def take_back(
    ctx: Context,
    group: Annotated[int, Arg(kind=ArgKind.ID, hidden=True)],
    post: Annotated[int, Arg(kind=ArgKind.ID, hidden=True)],
) -> Message:
    """Empties the post in its place, for its author and those in charge."""
    found = await find_group(ctx, group)
    author = await ctx.uow.group_posts.author(found.id, post)
    if author != ctx.person.id and not may_change(ctx, found):
        raise Refused(
            "Only the person who shared it or the one who runs the group can take it back."
        )
    if author is not None:
        await ctx.uow.group_posts.erase(post)
    return Message(title="A win, taken back", text="It was good to hear anyway.", private=False)


COMMANDS = (win, share, take_back)
