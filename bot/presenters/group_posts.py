"""A group's posts as messages: those for its channel, and those for one person alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.command import ApplicationRef
from bot.domain.applications.funnel_json import read_funnel
from bot.domain.groups.board import MemberLine, WeekBoard
from bot.domain.groups.group import Group, Visibility
from bot.domain.groups.group_post import GroupPost, NextStep
from bot.domain.groups.group_week import PostKind
from bot.domain.groups.weekly_counts import Counts
from bot.domain.reminders.nudge import NudgeKind
from bot.message import Button, CommandRef, Fact, Invocation, Message, Style, Text, Tone, join_texts
from bot.picture import Funnel, Outcome, Picture
from bot.presenters.application_card import PURPOSES
from bot.texts import group_texts, labels
from bot.texts.date_formats import say_late
from bot.texts.picture_texts import funnel_picture, week_picture
from bot.texts.plain_text import join_words

TOP = 10
LATE = timedelta(hours=1)


def post_message(post: GroupPost, now: datetime) -> Message:
    """Returns the message of a post."""
    owed = post.post.planned
    match owed.kind:
        case PostKind.WELCOME:
            return welcome(post.group)
        case PostKind.RESUMED:
            return resumed(post.group)
        case PostKind.KICK_OFF:
            if post.quiet:
                return rests(post.group)
            assert post.board is not None  # claimed with it, as a check-in is
            return kick_off(post.board, now - owed.due)
        case PostKind.CHECK_IN:
            assert post.board is not None
            return check_in(post.board, now - owed.due)
        case PostKind.MIDWEEK:
            if post.quiet:
                return offer_pause(post.group)
            goal = post.member.goal if post.member else None
            return midweek(post.group, post.done, goal or Counts(), post.step)
        case PostKind.WIN:
            name = post.member.name if post.member else group_texts.NAMELESS
            return win(post.group, post.post.id, name, post.post.text or "")
        case PostKind.FUNNEL:
            name = post.member.name if post.member else group_texts.NAMELESS
            return funnel(name, read_funnel(post.post.text or "[]"))
        case PostKind.PAUSED:
            return paused(post.group)
        case PostKind.NOT_STARTED:
            return not_started(post.group)
        case PostKind.TAKE_OVER:
            return take_over(post.group)
        case PostKind.VISIBILITY_CHANGED:
            return visibility_changed(post.group)


def group_button(label: str, command: str, group: Group, style: Style = Style.PLAIN) -> Button:
    """Returns a button that binds only the group, for all members of the channel."""
    return Button(label, Invocation(command, {"group": group.id}), style)


def welcome(group: Group) -> Message:
    """Welcomes a channel to its new group."""
    return Message(
        title="An accountability group starts here",
        text=f"{group_texts.describe_schedule(group.schedule)} Join, choose what the group may "
        "see of you, and set yourself a goal; what you log counts by itself. "
        f"{group_texts.NEVER_SHOWN}",
        buttons=_ways_in(group),
        tone=Tone.GOOD,
        private=False,
    )


def resumed(group: Group) -> Message:
    """Says that the group is back after it could not be posted to."""
    return Message(
        title="The group goes on",
        text=f"I couldn't post here for a while; goals and streaks are as they were. "
        f"{group_texts.describe_schedule(group.schedule)}",
        buttons=_ways_in(group),
        private=False,
    )


def _ways_in(group: Group) -> tuple[Button, ...]:
    return (
        group_button(labels.JOIN, "group join", group, Style.PRIMARY),
        group_button(labels.SET_MY_GOAL, "group goal", group),
        group_button(labels.SHARE_A_WIN, "win", group),
    )


def kick_off(board: WeekBoard, late: timedelta) -> Message:
    """Opens a week with last week's total."""
    return Message(
        title="A new week",
        text=join_words(
            group_texts.total(board, "Last week, "), group_texts.FRESH_WEEK, _late(late)
        ),
        buttons=(
            group_button(labels.SET_MY_GOAL, "group goal", board.group, Style.PRIMARY),
            group_button(labels.JOIN, "group join", board.group),
        ),
        private=False,
    )


def rests(group: Group) -> Message:
    """Says once that the weekly posts stay away until a member logs something."""
    return Message(
        title="This group rests",
        text=group_texts.RESTS,
        buttons=_ways_in(group),
        private=False,
    )


def check_in(board: WeekBoard, late: timedelta) -> Message:
    """Shows who reached the goal, the streaks and the total."""
    lines = sorted_lines(board)
    text = group_texts.total(board) or group_texts.QUIET_TOGETHER
    more = Text("Everybody's line: ", CommandRef("group board")) if len(lines) > TOP else ""
    return Message(
        title="Check-in",
        text=join_texts(text, goal_reached(board), more, _late(late)),
        facts=line_facts(lines[:TOP]),
        picture=week_of(board),
        buttons=(
            group_button(labels.SHARE_A_WIN, "win", board.group, Style.PRIMARY),
            group_button(labels.SET_MY_GOAL, "group goal", board.group),
            group_button(labels.JOIN, "group join", board.group),
        ),
        private=False,
    )


def week_of(board: WeekBoard) -> Picture | None:
    """Returns the picture of a week of those who share; None if they did nothing."""
    lines = sorted_lines(board)
    if not any(board.total.all):
        return None
    return week_picture(lines[:TOP], len(lines[TOP:]), group_texts.total(board))


def goal_reached(board: WeekBoard) -> str:
    """Names those who share and reached their goal."""
    done = [line.name for line in sorted_lines(board) if line.reached]
    return group_texts.goal_reached(done[:TOP], len(done[TOP:]))


def sorted_lines(board: WeekBoard) -> Sequence[MemberLine]:
    """Returns the lines in the order in which they are shown: the longest streaks first."""
    return sorted(board.lines, key=lambda one: (-one.streak, not one.reached, one.name.lower()))


def line_facts(lines: Sequence[MemberLine]) -> tuple[Fact, ...]:
    """Returns some lines as facts."""
    return tuple(Fact(line.name, group_texts.member_line(line)) for line in lines)


def midweek(group: Group, done: Counts, goal: Counts, step: NextStep | None) -> Message:
    """Suggests one step, for one member alone."""
    smaller = group_button(labels.SET_MY_GOAL, "group goal", group)
    buttons: tuple[Button, ...] = (smaller,)
    suggestion = Text(
        "One small step: send one application, then tell me with ",
        CommandRef("applied"),
        " COMPANY.",
    )
    if step is not None:
        what = PURPOSES[NudgeKind(step.kind)]
        suggestion = Text(f"One small step at {step.company}: {what}.")
        show = Invocation("job", {"company": ApplicationRef(id=step.application)})
        buttons = (Button(labels.SHOW_IT, show, Style.PRIMARY), smaller)
    text = group_texts.midweek(done, goal, suggestion)
    return Message(title=f"Midweek, {group_texts.channel_name(group)}", text=text, buttons=buttons)


def offer_pause(group: Group) -> Message:
    """Offers a pause to a member after three silent weeks, once."""
    return Message(
        title=f"Midweek, {group_texts.channel_name(group)}",
        text=group_texts.OFFER_PAUSE,
        buttons=(
            group_button(labels.TAKE_A_BREAK, "group pause", group, Style.PRIMARY),
            group_button(labels.SET_MY_GOAL, "group goal", group),
        ),
    )


def win(group: Group, id: int, name: str, text: str) -> Message:
    """Returns a win as it was typed."""
    back = Invocation("take-back-win", {"group": group.id, "post": id})
    return Message(
        title=f"A win from {name}",
        text=text,
        buttons=(
            group_button(labels.SHARE_A_WIN, "win", group),
            Button(labels.TAKE_IT_BACK, back),
        ),
        tone=Tone.GOOD,
        private=False,
    )


def funnel(name: str, funnel: Funnel) -> Message:
    """Returns a member's funnel; the words say what the picture does."""
    picture = funnel_picture(funnel)
    ends = [Fact(end, f"{funnel.count(end):,}") for end in Outcome if funnel.count(end)]
    return Message(
        title=f"A hunt so far, from {name}",
        text=picture.sentence,
        facts=tuple(ends),
        picture=picture,
        private=False,
    )


def paused(group: Group) -> Message:
    """Explains to the starter why a group is paused, and how to fix it."""
    return Message(
        title=f"{group_texts.channel_name(group)} pauses",
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
    nothing = Text("Nothing has to be done.")
    if group.pause_reason is not None:
        nothing = Text(
            f"It pauses just now, since I can't post there: {group.pause_reason} "
            "Once that is fixed, ",
            CommandRef("group start"),
            " lets it go on.",
        )
    return Message(
        title=f"{group_texts.channel_name(group)} is in your hands",
        text=Text(
            "Whoever started the group left it, and you have been in it longest. You "
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
        title=f"Nothing of yours shows in {group_texts.channel_name(group)} any more",
        text="You had chosen to be only in the group's total. There is no such total any more: "
        "what a member keeps to themselves is now in no figure that anybody else sees. You are "
        "still in the group, just for yourself, with your goal and your streak.",
        buttons=(Button("Share my numbers", share),),
    )


def _late(late: timedelta) -> str:
    return f"This post is {say_late(late)}. That was me, not you." if late > LATE else ""
