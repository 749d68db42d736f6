"""Buttons for all members of a channel."""

from __future__ import annotations

from bot.domain.groups.group import Group
from bot.message import Button, Invocation, Style
from bot.texts import labels


def ways_in(group: Group) -> tuple[Button, ...]:
    """Returns the buttons by which a member takes part."""
    return (
        group_button(labels.JOIN, "group join", group, Style.PRIMARY),
        group_button(labels.SET_MY_GOAL, "group goal", group),
        group_button(labels.SHARE_A_WIN, "win", group),
    )


def group_button(label: str, command: str, group: Group, style: Style = Style.PLAIN) -> Button:
    """Returns a button that binds only the group, for all members of the channel."""
    return Button(label, Invocation(command, {"group": group.id}), style)
