"""The goal of a member for each week."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from bot.command import Arg, Subject, command
from bot.commands.parameters import GroupId
from bot.conversation.context import Context
from bot.conversation.group_access import held_group, held_member, note
from bot.domain.groups.group import Group, Member
from bot.domain.groups.weekly_counts import MAX_GOAL, Counts
from bot.message import Form, Invocation, Message, Tone
from bot.parsing.parse_context import ParseError
from bot.presenters.group_buttons import group_button
from bot.texts import group_texts, labels


@command(
    "group goal",
    "Set your goal for each week",
    subject=Subject.GROUP_MEMBERSHIP,
    examples=("group goal 5 follow-ups 3 conversations 1", "group goal"),
    prefills=True,
    separate_answer=True,
)
async def goal(
    ctx: Context,
    applications: Annotated[
        int | None, Arg("Applications", word="applications", bare=True, hint="5")
    ] = None,
    follow_ups: Annotated[
        int | None, Arg("Follow-ups and thank-yous", word="follow-ups", hint="3")
    ] = None,
    conversations: Annotated[
        int | None, Arg("Calls and interviews", word="conversations", words=("calls",), hint="1")
    ] = None,
    group: GroupId = None,
) -> Message | Form:
    """Sets the goal, which holds until another one is set."""
    found = await held_group(ctx, group)
    member = await held_member(ctx, found)
    given = {
        "applications": applications,
        "follow_ups": follow_ups,
        "conversations": conversations,
    }
    if all(value is None for value in given.values()):
        return _form(found, member)
    for name, value in given.items():
        if value is not None and value > MAX_GOAL:
            raise ParseError(
                f"Up to {MAX_GOAL} a week, please; a goal should be within reach.", name
            )
    wanted = Counts(*(value or 0 for value in given.values()))
    await ctx.uow.members.save(found.id, replace(member, goal=wanted if any(wanted.all) else None))
    await note(ctx, f"set your goal in {group_texts.channel_name(found)}")
    if not any(wanted.all):
        return Message(title="No goal", text=group_texts.NO_GOAL)
    return Message(
        title="Your goal is set",
        text=f"{group_texts.format_counts(wanted)} a week. What you log counts automatically, "
        "and if you're behind on Wednesday, I'll send you one small step.",
        buttons=(group_button(labels.MY_WEEK, "group check-in", found),),
        tone=Tone.GOOD,
    )


def _form(group: Group, member: Member) -> Form:
    wanted = member.goal or Counts()
    values = {
        "applications": str(wanted.applications),
        "follow_ups": str(wanted.follow_ups),
        "conversations": str(wanted.conversations),
    }
    shown = values if member.goal else {}
    return Form("Your goal", Invocation("group goal", {"group": group.id}), tuple(values), shown)


COMMANDS = (goal,)
