"""The numbers of a group: the member's own week, and the group's board, which is live."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.commands.parameters import GroupId
from bot.conversation.group_access import find_group, member_of
from bot.conversation.read_context import ReadContext
from bot.domain.groups.board import WeekBoard
from bot.domain.groups.group import Group, Member
from bot.message import Button, ButtonStyle, Fact, Invocation, Message
from bot.presenters.group_buttons import group_button
from bot.presenters.group_posts import goal_reached, line_facts, sorted_lines, week_of
from bot.texts import group_texts, labels
from bot.texts.date_formats import say_day
from bot.texts.plain_text import join_words

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
            group_button(labels.SHARE_A_WIN, "win", found, ButtonStyle.PRIMARY),
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
    "See what the group has done this week",
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
    """Shows what those who share have done this week, and the last check-in."""
    found = await find_group(ctx, group)
    drawn = await ctx.uow.groups.board(found)
    lines = sorted_lines(drawn.this_week)
    first = (page or 0) * PAGE
    so_far = group_texts.total(drawn.this_week, "this week so far")
    me = await ctx.uow.members.get(found.id)
    mine = (Fact("You", await _own(ctx, found, me)),) if me else ()
    week = say_day(drawn.this_week.week, ctx.person, ctx.now)
    more = Invocation("group board", {"group": found.id, "page": (page or 0) + 1})
    return Message(
        title=f"{group_texts.channel_name(found)}, week of {week}",
        text=join_words(
            so_far or group_texts.QUIET_SO_FAR,
            goal_reached(drawn.this_week),
            _last_check_in(ctx, drawn.last_check_in),
            "" if so_far else group_texts.ONLY_SHARED,
        ),
        facts=(
            *mine,
            *line_facts(lines[first : first + PAGE]),
        ),
        picture=None if page else week_of(drawn.this_week),
        buttons=(Button(labels.MORE_LINES, more),) if len(lines) > first + PAGE else (),
    )


def _last_check_in(ctx: ReadContext, last: WeekBoard | None) -> str:
    """Repeats the check-in of the week before, as far as its members still share it."""
    if last is None or last.week >= last.group.schedule.week_of(ctx.now):
        return ""
    when = f"in the week of {say_day(last.week, ctx.person, ctx.now)}"
    return join_words(group_texts.total(last, when), goal_reached(last))


COMMANDS = (check_in, board)
