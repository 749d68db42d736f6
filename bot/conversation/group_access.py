"""Finds the group that is meant, and checks what the person may do in it.

A group's id opens nothing by itself: it is honored in the group's own channel,
or for a person who is a member or started it.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.context import Context
from bot.conversation.read_context import ReadContext
from bot.domain.groups.group import Channel, Group, Member
from bot.message import Button, CommandRef, Message, Refused, Text, Tone
from bot.texts import group_texts

NOT_HERE = Text(
    "There is no accountability group here. ", CommandRef("group start"), " in a channel makes one."
)
NOT_YOURS = Text(
    "I can't find that group. In its channel, ", CommandRef("group board"), " shows it."
)
NO_MEMBER = Text(
    "You aren't in a group yet. To join one, type ",
    CommandRef("group join"),
    " in its channel; nobody is told.",
)


def channel_of(ctx: ReadContext) -> Channel | None:
    """Returns the channel where the person is; None if they are alone with the bot."""
    place = ctx.place
    if place.channel is None:
        return None
    return Channel(place.platform, place.tenant, place.channel, place.name)


async def group_here(ctx: ReadContext) -> Group | None:
    """Returns the group of the channel where the person is, by the channel's present name."""
    channel = channel_of(ctx)
    found = await ctx.uow.groups.at(channel) if channel else None
    return found and _by_present_name(ctx, found)


def _by_present_name(ctx: ReadContext, group: Group) -> Group:
    """Returns the group by the name that its channel has now, if the person is there."""
    channel = channel_of(ctx)
    if channel is None or not channel.name or not channel.is_same(group.channel):
        return group
    return replace(group, channel=channel)


async def note(ctx: Context, summary: str) -> None:
    """Records what was done in a group, so that `undo` does not undo what came before."""
    await ctx.record(summary)


async def find_group(ctx: ReadContext, id: int | None) -> Group:
    """Returns the group that is meant: the button's, the channel's, else the person's only one.

    Raises Refused where there is none, or with buttons that ask which one.
    """
    here = await group_here(ctx)
    mine = list(await ctx.uow.groups.mine())
    if id is not None:
        found = next((one for one in (here, *mine) if one is not None and one.id == id), None)
        if found is None:
            raise Refused(NOT_YOURS)
        return found
    if here is not None:
        return here
    if not mine:
        raise Refused(NOT_HERE if ctx.place.channel else NO_MEMBER)
    if len(mine) > 1:
        raise Refused(_ask_which(ctx, mine))
    return mine[0]


async def held_group(ctx: Context, id: int | None) -> Group:
    """Returns the group that is meant, locked, under its channel's present name.

    Raises Refused also where it ended a moment ago.
    """
    found = await find_group(ctx, id)
    held = await ctx.uow.groups.lock(found.id)
    if held is None:
        raise Refused(NOT_YOURS if id is not None else NOT_HERE)
    renamed = _by_present_name(ctx, held)
    if renamed != held:
        await ctx.uow.groups.save(renamed)
    return renamed


def _ask_which(ctx: ReadContext, mine: list[Group]) -> Message:
    return Message(
        title="Which group?",
        text=f"You are in {len(mine)} groups.",
        buttons=tuple(
            Button(group_texts.channel_name(one), ctx.invocation.with_args(group=one.id))
            for one in mine[:5]
        ),
        tone=Tone.CAREFUL,
    )


async def member_of(ctx: ReadContext, group: Group) -> Member:
    """Returns the person as a member. Raises Refused if they are not one."""
    return _only_member(await ctx.uow.members.get(group.id), group)


async def held_member(ctx: Context, group: Group) -> Member:
    """Returns the same, locked against other changes."""
    return _only_member(await ctx.uow.members.lock(group.id), group)


def _only_member(member: Member | None, group: Group) -> Member:
    if member is None:
        raise Refused(
            f"You aren't a member of {group_texts.channel_name(group)} yet. Join first: ",
            CommandRef("group join"),
        )
    return member


async def check_group(ctx: ReadContext) -> None:
    """Raises Refused where there is no group, or several of which one is meant."""
    await find_group(ctx, ctx.invocation.args.get("group"))


async def check_membership(ctx: ReadContext) -> None:
    """Raises Refused where the person is not a member of the group that is meant."""
    await member_of(ctx, await find_group(ctx, ctx.invocation.args.get("group")))


async def check_may_write(ctx: ReadContext, group: Group) -> None:
    """Raises Refused if the person may not write in a group's channel, wherever they say it.

    The platform is asked where it is not known with the place: never while a row is locked.
    """
    channel, name = channel_of(ctx), group_texts.channel_name(group)
    here = channel is not None and channel.is_same(group.channel)
    if here and ctx.place.may_write is not None:
        obstacle = "" if ctx.place.may_write else group_texts.MAY_NOT_WRITE
    elif ctx.write_obstacle is None:
        return
    elif ctx.place.platform != group.channel.platform:
        there = group.channel.platform.title()
        obstacle = f"From here I can't see whether you may write there. Share it on {there}."
    else:
        obstacle = await ctx.write_obstacle(group.channel)
    if obstacle:
        raise Refused(f"I post nothing in {name} for you. {obstacle}")


async def prepare_to_post(ctx: ReadContext) -> None:
    """Checks before the unit of work that the person may write in the channel of a group."""
    await check_may_write(ctx, await find_group(ctx, ctx.invocation.args.get("group")))


def may_change(ctx: ReadContext, group: Group) -> bool:
    """True if the person may change or stop a group: its starter, and its channel's admins."""
    channel = channel_of(ctx)
    in_it = channel is not None and channel.is_same(group.channel)
    return group.starter == ctx.person.id or (in_it and ctx.place.admin)


def only_by_those_in_charge(ctx: Context, group: Group) -> None:
    """Raises Refused if the person may not change a group."""
    if not may_change(ctx, group):
        raise Refused(
            "Only the person who started the group or a channel admin can do that. "
            "Nothing was changed."
        )
