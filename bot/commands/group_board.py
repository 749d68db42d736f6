"""Looking at a group: one's own week, and the board as it was last published."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.commands.parameters import GroupId
from bot.conversation.group_access import find_group, member_of
from bot.conversation.read_context import ReadContext
from bot.domain.groups.group import Group, Member
from bot.message import Button, Fact, Invocation, Message, Style
from bot.presenters.group_posts import group_button, line_facts, sorted_lines
from bot.texts import group_texts, labels
from bot.texts.date_formats import say_day

PAGE = 20


@command(
    "group check-in",
    "See your own week",
    subject=Subject.GROUP_BOARD,
    examples=("group check-in",),
    readonly=True,
    separate_answer=True,
)
async def check_in(ctx: ReadContext, group: GroupId = None) -> Message:
    """Shows the member's week so far against their goal, to them alone."""
    found = await find_group(ctx, group)
    member = await member_of(ctx, found)
    return Message(
        title=f"Your week in {group_texts.channel_name(found)}",
        text=await _own(ctx, found, member),
        buttons=(
            group_button(labels.SHARE_A_WIN, "win", found, Style.PRIMARY),
            group_button(labels.SET_MY_GOAL, "group goal", found),
        ),
    )


async def _own(ctx: ReadContext, group: Group, member: Member) -> str:
    done = await ctx.uow.members.week_so_far(group, member, group.schedule.week_of(ctx.now))
    streak = {0: "", 1: " 1 week kept so far."}.get(
        member.streak, f" {member.streak:,} weeks kept in a row."
    )
    resting = member.in_zone(group.schedule.tz).is_paused_in(group.schedule.week_of(ctx.now))
    rests = f" {group_texts.ON_A_BREAK}" if resting else ""
    return f"{group_texts.progress(done, member.goal)}{streak}{rests}"


@command(
    "group board",
    "See the group as last published",
    subject=Subject.GROUP_BOARD,
    examples=("group board",),
    readonly=True,
    separate_answer=True,
)
async def board(
    ctx: ReadContext,
    group: GroupId = None,
    page: Annotated[int | None, Arg(kind=ArgKind.NUMBER, hidden=True)] = None,
) -> Message:
    """Repeats the last published figures, without counting again."""
    found = await find_group(ctx, group)
    drawn = await ctx.uow.groups.board(found)
    lines = sorted_lines(drawn)
    first = (page or 0) * PAGE
    publication = drawn.publication
    text = group_texts.total(publication) if publication else group_texts.NOTHING_YET
    me = await ctx.uow.members.get(found.id)
    mine = (Fact("You", await _own(ctx, found, me)),) if me and not me.left else ()
    title = group_texts.channel_name(found)
    if publication:
        title += f", week of {say_day(publication.week, ctx.person, ctx.now)}"
    more = Invocation("group board", {"group": found.id, "page": (page or 0) + 1})
    return Message(
        title=title,
        text=text,
        facts=(
            *mine,
            *line_facts(lines[first : first + PAGE]),
        ),
        buttons=(Button(labels.MORE_LINES, more),) if len(lines) > first + PAGE else (),
    )


COMMANDS = (check_in, board)
