"""The sentences for groups and about them: warm, brief, and never a word of blame.

Nothing here knows a company, a role or a name but the one the channel knows a
member by; only the midweek line, which is private, names a company.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.groups.board import MemberLine, WeekBoard
from bot.domain.groups.group import Group, Schedule
from bot.domain.groups.weekly_counts import Counts
from bot.message import CommandRef, Text
from bot.texts.plain_text import join_names, join_words

FIGURES = (
    ("application", "applications"),
    ("follow-up", "follow-ups"),
    ("conversation", "conversations"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

NAMELESS = "a member"
MAY_NOT_WRITE = "You can't write there. A channel admin can change that."
NEVER_SHOWN = "No company, role, contact or rejection of yours is ever shown here."
QUIET_WEEK = "Nothing logged yet this week; one small step counts."
ON_A_BREAK = "You're on a break, and your streak is safe."
STREAK_WAITS = "Your streak is safe, and what you log in the meantime still counts."
OFFER_PAUSE = (
    "Three quiet weeks. That happens. A break keeps your streak; either way, I'll stay quiet "
    "about the group until you log something."
)
RESTS = (
    "Four quiet weeks among those who share their numbers, so the weekly posts are "
    "resting. They'll be back as soon as one of them logs something."
)
QUIET_TOGETHER = "A quiet week among those who share. That happens; next week is wide open."
QUIET_SO_FAR = "Nothing on the board yet this week."
ONLY_SHARED = "Only members who share their numbers are on the board."
NO_GOAL = "A week without one is fine. What you do counts."
AS_SEEN = "Its posts come at these times."
OVER = "This week's time for one of them has passed; it comes next week."
FRESH_WEEK = "Set a goal that fits you; small is fine."

# What to do instead of `undo` for changes in a group, which others may have seen.
INSTEAD: Mapping[str, str | Text] = {
    "group start": Text(
        "To change it, say what to: ",
        CommandRef("group start"),
        " checkin Thursday; to end it: ",
        CommandRef("group stop"),
        ".",
    ),
    "group stop": Text(
        "What was erased cannot come back; ", CommandRef("group start"), " makes a new one."
    ),
    "group join": Text("To leave: ", CommandRef("group leave"), "."),
    "group leave": Text("Anyone who left can come back: ", CommandRef("group join"), "."),
    "group goal": Text("To set another: ", CommandRef("group goal"), "."),
    "group pause": Text("To come back sooner: ", CommandRef("group join"), "."),
    "share-win": "To take it back, press that button below it in the channel.",
}


def format_count(count: int, place: int) -> str:
    """Returns a figure with its noun, such as *1 application*."""
    one, many = FIGURES[place]
    return f"{count:,} {one if count == 1 else many}"


def format_counts(counts: Counts) -> str:
    """Returns the figures that are not zero, with their nouns; empty if all are."""
    return join_names(
        [format_count(count, place) for place, count in enumerate(counts.all) if count]
    )


def total(board: WeekBoard, when: str = "") -> str:
    """Describes what those who share did together, in a time such as *last week*.

    Empty if they did nothing.
    """
    done = format_counts(board.total)
    return f"{join_words('Shared numbers', when)}: {done}." if done else ""


def member_line(seen: MemberLine) -> str:
    """Describes what a member did and reached; empty if there is nothing to show."""
    streak = "1 week kept" if seen.streak == 1 else f"{seen.streak:,} weeks kept"
    parts = (
        format_counts(seen.counts),
        "goal reached" if seen.reached else "",
        streak if seen.streak else "",
        "on a break" if seen.resting else "",
    )
    return " · ".join(filter(None, parts))


def goal_reached(names: Sequence[str], more: int) -> str:
    """Names those who reached the goal; says nothing of those who did not."""
    if not names:
        return ""
    others = [*names, f"{more:,} more"] if more else [*names]
    return f"Goal reached: {join_names(others)}."


def progress(done: Counts, wanted: Counts | None) -> str:
    """Describes a member's own progress, for their eyes only."""
    if wanted is None or not any(wanted.all):
        did = format_counts(done)
        return f"This week so far: {did}." if did else QUIET_WEEK
    if done.reaches(wanted):
        return f"You reached your goal: {format_counts(wanted)}. Well done."
    if not any(done.all):
        return f"{QUIET_WEEK} Your goal: {format_counts(wanted)}."
    left = format_counts((wanted - done).clamped)
    return f"This week so far: {format_counts(done)}. Still to go: {left}."


def midweek(done: Counts, wanted: Counts, suggestion: str | Text) -> Text:
    """Returns the midweek line: what is left, and one small step."""
    left = format_counts((wanted - done).clamped)
    return Text(f"Still to go: {left}, at your own pace. ", suggestion)


def describe_schedule(schedule: Schedule) -> str:
    """Describes in a sentence when the posts come."""
    return (
        f"A kick-off on {DAYS[schedule.kick_off]} at {schedule.kick_off_at:%H:%M}, a check-in on "
        f"{DAYS[schedule.check_in]} at {schedule.check_in_at:%H:%M} ({schedule.zone})."
    )


def channel_name(group: Group) -> str:
    """Returns the channel as people name it."""
    return f"#{group.channel.name}" if group.channel.name else "your group's channel"
