"""A group's posts about the group itself: begun, paused, handed over, seen by others."""

from __future__ import annotations

from bot.domain.groups.group import Group, Visibility
from bot.message import Button, CommandRef, Invocation, Message, Text, Tone
from bot.presenters.group_buttons import group_button, ways_in
from bot.texts import group_texts, labels


def welcome(group: Group) -> Message:
    """Welcomes a channel to its new group."""
    return Message(
        title="An accountability group starts here",
        text=f"{group_texts.describe_schedule(group.schedule)} Join, choose what the group may "
        "see of you, and set yourself a goal; what you log counts automatically. "
        f"{group_texts.NEVER_SHOWN}",
        buttons=ways_in(group),
        tone=Tone.GOOD,
        private=False,
    )


def resumed(group: Group) -> Message:
    """Says that the group is back after it could not be posted to."""
    return Message(
        title="The group is running again",
        text=f"I couldn't post here for a while; goals and streaks are as they were. "
        f"{group_texts.describe_schedule(group.schedule)}",
        buttons=ways_in(group),
        private=False,
    )


def paused(group: Group) -> Message:
    """Explains to the starter why a group is paused, and how to fix it."""
    return Message(
        title=f"{group_texts.channel_name(group)} is paused",
        text=Text(
            f"I can't post there: {group.pause_reason} The group and its streaks wait. Once "
            "that is fixed, type ",
            CommandRef("group start"),
            " in the channel; to end the group, ",
            CommandRef("group stop"),
            ".",
        ),
        buttons=(group_button(labels.STOP_THE_GROUP, "group stop", group),),
        tone=Tone.CAREFUL,
    )


def not_started(group: Group) -> Message:
    """Explains to the starter why a new group has not started, and how to fix it."""
    return Message(
        title=f"{group_texts.channel_name(group)} hasn't started yet",
        text=Text(
            f"My first post didn't get there: {group.pause_reason} Once that is fixed, type ",
            CommandRef("group start"),
            " in the channel; to drop the group, ",
            CommandRef("group stop"),
            ".",
        ),
        buttons=(group_button(labels.STOP_THE_GROUP, "group stop", group),),
        tone=Tone.CAREFUL,
    )


def take_over(group: Group) -> Message:
    """Informs a member that they now run the group, also while it is paused."""
    nothing = Text("You don't need to do anything.")
    if group.pause_reason is not None:
        nothing = Text(
            f"It's paused, because I can't post there: {group.pause_reason} Once that is fixed, ",
            CommandRef("group start"),
            " restarts it.",
        )
    return Message(
        title=f"{group_texts.channel_name(group)} is in your hands",
        text=Text(
            "The person who started the group left it, and you have been in it longest. You "
            "can change or stop it: ",
            CommandRef("group start"),
            " and ",
            CommandRef("group stop"),
            " in the channel. ",
            nothing,
        ),
        buttons=(group_button(labels.STOP_THE_GROUP, "group stop", group),),
    )


def visibility_changed(group: Group) -> Message:
    """Tells a member who was only in the total that they are in no figure any more."""
    share = Invocation("group join", {"group": group.id, "share": Visibility.NUMBERS})
    return Message(
        title=f"Nothing of yours shows in {group_texts.channel_name(group)} anymore",
        text="You had chosen to count only in the group's total. That choice is gone: what a "
        "member keeps private is now in no number that anyone else sees. You're still in the "
        "group, just for yourself, with your goal and your streak.",
        buttons=(Button("Share my numbers", share),),
    )
