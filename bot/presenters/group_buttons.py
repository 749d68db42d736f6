"""Buttons for all members of a channel."""

from __future__ import annotations

from bot.domain.groups.group import Group
from bot.message import Button, ButtonStyle, Invocation
from bot.texts import labels


def ways_in(group: Group) -> tuple[Button, ...]:
    """Returns the buttons by which a member takes part."""
    return (
        group_button(labels.JOIN, "group join", group, ButtonStyle.PRIMARY),
        group_button(labels.SET_MY_GOAL, "group goal", group),
        group_button(labels.SHARE_A_WIN, "win", group),
    )


def group_button(
    label: str, command: str, group: Group, style: ButtonStyle = ButtonStyle.PLAIN
) -> Button:
    """Returns a button that binds only the group, for all members of the channel."""
    return Button(label, Invocation(command, {"group": group.id}), style)
