"""`/group` alone: what can be done in a group, as buttons."""

from __future__ import annotations

from bot.command import command
from bot.conversation.group_access import group_here, may_change
from bot.conversation.read_context import ReadContext
from bot.domain.groups.group import Group, Visibility
from bot.message import Button, ButtonStyle, CommandRef, Invocation, Message, Text
from bot.presenters.group_buttons import group_button
from bot.texts import group_texts, labels


@command(
    "group",
    "See what you can do in a group",
    hidden=True,
    readonly=True,
    separate_answer=True,
    checks_place=True,
)
async def group_menu(ctx: ReadContext) -> Message:
    """Offers what fits where it is typed: to start a group, to join it, or what a member does."""
    here = await group_here(ctx)
    mine = list(await ctx.uow.groups.mine())
    found = here or (mine[0] if len(mine) == 1 else None)
    if found is not None:
        return await _menu_of(ctx, found)
    if ctx.place.channel is not None:
        return Message(
            title="Groups",
            text="There is no accountability group in this channel yet. Members set a "
            "goal for each week and see on Friday who reached it; nobody's company or "
            "role is ever shown.",
            buttons=(Button(labels.START_A_GROUP, Invocation("group start"), ButtonStyle.PRIMARY),),
        )
    if mine:
        return Message(
            title="Groups",
            text=f"You are in {len(mine)} groups. Which one?",
            buttons=tuple(
                Button(group_texts.channel_name(one), Invocation("group board", {"group": one.id}))
                for one in mine[:5]
            ),
        )
    return Message(
        title="Groups",
        text="An accountability group lives in a channel, and you aren't in one yet. Type it in "
        "a channel to join its group or start one.",
    )


async def _menu_of(ctx: ReadContext, group: Group) -> Message:
    member = await ctx.uow.members.get(group.id)
    board = group_button(labels.GROUP_BOARD, "group board", group)
    stop = group_button(labels.STOP_THE_GROUP, "group stop", group)
    buttons: tuple[Button, ...]
    text: str | Text
    if member is None:
        buttons = (group_button(labels.JOIN, "group join", group, ButtonStyle.PRIMARY), board)
        text = f"{group_texts.describe_schedule(group.schedule)} {group_texts.NEVER_SHOWN}"
    else:
        buttons = (
            group_button(labels.MY_WEEK, "group check-in", group, ButtonStyle.PRIMARY),
            board,
            group_button(labels.SET_MY_GOAL, "group goal", group),
            group_button(labels.SHARE_A_WIN, "win", group),
            group_button(labels.TAKE_A_BREAK, "group pause", group),
        )
        shares = member.visibility is Visibility.NUMBERS
        how = "You share your numbers here." if shares else "You're in it just for yourself."
        text = Text(f"{how} To leave: ", CommandRef("group leave"))
    extra = (stop,) if may_change(ctx, group) else ()
    return Message(title=group_texts.channel_name(group), text=text, buttons=(*buttons, *extra))


COMMANDS = (group_menu,)
