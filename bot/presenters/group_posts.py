"""A group's posts as messages: those for its channel, and those for one person alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.command import ApplicationRef
from bot.domain.applications.funnel_json import read_funnel
from bot.domain.groups.board import MemberLine, WeekBoard
from bot.domain.groups.group import Group
from bot.domain.groups.group_post import GroupPost, SmallStep
from bot.domain.groups.group_week import PostKind
from bot.domain.groups.weekly_counts import Counts
from bot.domain.reminders.nudge import NudgeKind
from bot.message import (
    Button,
    ButtonStyle,
    CommandRef,
    Fact,
    Invocation,
    Message,
    Text,
    Tone,
    join_texts,
)
from bot.picture import Funnel, FunnelOutcome, Picture
from bot.presenters.application_card import PURPOSES
from bot.presenters.group_buttons import group_button, ways_in
from bot.presenters.group_status_posts import (
    not_started,
    paused,
    resumed,
    take_over,
    visibility_changed,
    welcome,
)
from bot.texts import group_texts, labels
from bot.texts.date_formats import say_late
from bot.texts.picture_texts import funnel_picture, name_hunt, week_picture
from bot.texts.plain_text import join_words

TOP = 10
LATE = timedelta(hours=1)


def post_message(post: GroupPost, now: datetime) -> Message:
    """Returns the message of a post."""
    planned = post.post.planned
    match planned.kind:
        case PostKind.WELCOME:
            return welcome(post.group)
        case PostKind.RESUMED:
            return resumed(post.group)
        case PostKind.KICK_OFF:
            if post.quiet:
                return rests(post.group)
            assert post.board is not None  # claimed with it, as a check-in is
            return kick_off(post.board, now - planned.due)
        case PostKind.CHECK_IN:
            assert post.board is not None
            return check_in(post.board, now - planned.due)
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
            assert post.post.text is not None
            return funnel(name, read_funnel(post.post.text))
        case PostKind.PAUSED:
            return paused(post.group)
        case PostKind.NOT_STARTED:
            return not_started(post.group)
        case PostKind.TAKE_OVER:
            return take_over(post.group)
        case PostKind.VISIBILITY_CHANGED:
            return visibility_changed(post.group)


def kick_off(board: WeekBoard, late: timedelta) -> Message:
    """Opens a week with last week's total."""
    return Message(
        title="A new week",
        text=join_words(group_texts.total(board, "last week"), group_texts.FRESH_WEEK, _late(late)),
        buttons=(
            group_button(labels.SET_MY_GOAL, "group goal", board.group, ButtonStyle.PRIMARY),
            group_button(labels.JOIN, "group join", board.group),
        ),
        private=False,
    )


def rests(group: Group) -> Message:
    """Says once that the weekly posts stay away until a member logs something."""
    return Message(
        title="This group is resting",
        text=group_texts.RESTS,
        buttons=ways_in(group),
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
            group_button(labels.SHARE_A_WIN, "win", board.group, ButtonStyle.PRIMARY),
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


def midweek(group: Group, done: Counts, goal: Counts, step: SmallStep | None) -> Message:
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
        buttons = (Button(labels.OPEN, show, ButtonStyle.PRIMARY), smaller)
    text = group_texts.midweek(done, goal, suggestion)
    return Message(title=f"Midweek, {group_texts.channel_name(group)}", text=text, buttons=buttons)


def offer_pause(group: Group) -> Message:
    """Offers a pause to a member after three silent weeks, once."""
    return Message(
        title=f"Midweek, {group_texts.channel_name(group)}",
        text=group_texts.OFFER_PAUSE,
        buttons=(
            group_button(labels.TAKE_A_BREAK, "group pause", group, ButtonStyle.PRIMARY),
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
    ends = [Fact(end, f"{funnel.count(end):,}") for end in FunnelOutcome if funnel.count(end)]
    return Message(
        title=f"{name_hunt(funnel)}, from {name}",
        text=picture.sentence,
        facts=tuple(ends),
        picture=picture,
        private=False,
    )


def _late(late: timedelta) -> str:
    return f"This post is {say_late(late)}. That's on me." if late > LATE else ""
