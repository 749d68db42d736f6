"""The funnel for a group: shown to the person first, then posted. No company is in it."""

from __future__ import annotations

from typing import Annotated

from bot.charts.draw import draw
from bot.charts.theme import ColorScheme
from bot.command import Arg, ArgKind, command
from bot.commands.stats_period import StatsPeriod, first_day
from bot.conversation.context import Context
from bot.conversation.group_access import (
    check_may_write,
    find_group,
    held_group,
    held_member,
    member_of,
    note,
    prepare_to_post,
)
from bot.conversation.read_context import ReadContext
from bot.domain.applications.funnel_json import write_funnel
from bot.domain.calendar.local_time import to_wall_time
from bot.domain.groups.group_week import PlannedPost, PostKind
from bot.message import Button, ButtonStyle, File, Invocation, Message, Refused, Tone, nothing_to_do
from bot.picture import Funnel
from bot.queries.numbers import read_numbers_and_funnel
from bot.texts import group_texts, labels
from bot.texts.picture_texts import funnel_picture, name_hunt

_NOTHING = "There is no application from that time to show yet. Nothing was posted."


async def preview_funnel(
    ctx: ReadContext, funnel: Funnel, period: StatsPeriod | None, group: int | None
) -> Message:
    """Shows what the channel would see, and hands the picture over as SVG, too."""
    found = await find_group(ctx, group)
    member = await member_of(ctx, found)
    await check_may_write(ctx, found)
    if not funnel.flows:
        raise Refused(_NOTHING)
    picture = funnel_picture(funnel)
    svg = draw(picture, ColorScheme.LIGHT).encode()
    bound = {"group": found.id, "period": period or StatsPeriod.ALL}
    return Message(
        title=f"{group_texts.channel_name(found)} would see: "
        f"{name_hunt(funnel)}, from {member.name}",
        text=f"{picture.sentence} No company, no role and no name but yours is in the picture. "
        "What is posted stays in the channel.",
        picture=picture,
        file=File("funnel.svg", "image/svg+xml", svg, picture.description),
        buttons=(Button(labels.SHARE_IT, Invocation("share-funnel", bound), ButtonStyle.PRIMARY),),
        tone=Tone.CAREFUL,
    )


@command("share-funnel", "Post the funnel as it stands", hidden=True, prepares=prepare_to_post)
async def share_funnel(
    ctx: Context,
    group: Annotated[int, Arg(kind=ArgKind.ID, hidden=True)],
    period: Annotated[StatsPeriod, Arg(hidden=True)],
) -> Message:
    """Has it posted in the group's channel, with the person's name and nothing else."""
    found = await held_group(ctx, group)
    await held_member(ctx, found)
    if found.pause_reason is not None:
        raise Refused(f"{group_texts.channel_name(found)} is paused, so nothing was posted.")
    _, funnel = await read_numbers_and_funnel(ctx.uow, ctx.now, first_day(ctx, period))
    if not funnel.flows:
        raise Refused(_NOTHING)
    week = found.schedule.week_of(ctx.now)
    key = f"{PostKind.FUNNEL}:{ctx.person.id}:{ctx.press or ctx.now.isoformat()}"
    wall = to_wall_time(ctx.now, found.schedule.tz)
    planned = PlannedPost(
        key, PostKind.FUNNEL, week, wall, found.schedule.zone, ctx.now, ctx.person.id
    )
    if await ctx.uow.group_posts.add(found.id, planned, write_funnel(funnel)) is None:
        raise nothing_to_do("Already done: it is shared.")
    await note(ctx, f"shared your funnel with {group_texts.channel_name(found)}")
    return Message(
        title="Shared",
        text=f"It's on its way to {group_texts.channel_name(found)}.",
        tone=Tone.GOOD,
    )


COMMANDS = (share_funnel,)
