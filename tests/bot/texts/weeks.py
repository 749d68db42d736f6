"""Every text that a bad week can bring, written down to be read in one go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.domain.groups.board import MemberLine, WeekBoard
from bot.domain.groups.group import Member, Visibility
from bot.domain.groups.group_post import SmallStep
from bot.domain.groups.weekly_counts import NO_COUNTS, Counts
from bot.message import Message, plain
from bot.presenters.group_posts import check_in, kick_off, midweek
from bot.presenters.group_status_posts import paused, resumed, take_over, visibility_changed
from bot.texts import group_texts
from tests.bot.groups import MONDAY, START, group

WEEKS = Path(__file__).with_name("weeks.txt")

ADA = Member(1, 1, "ada", Visibility.NUMBERS, MONDAY, START, Counts(3, 2))
BEA = MemberLine("bea", Counts(4, 2), 3, reached=True)
OTHERS = WeekBoard(group(), MONDAY, (BEA,))


def weeks() -> str:
    """All of them, each under what it is said to."""
    nothing = WeekBoard(group(), MONDAY)
    said = {
        "The check-in when nobody did anything": _message(check_in(nothing, timedelta())),
        "The check-in when others did well": _message(check_in(OTHERS, timedelta())),
        "The kick-off after it": _message(kick_off(nothing, timedelta())),
        "A check-in that comes late": _message(check_in(nothing, timedelta(hours=30))),
        "The board when nobody has done anything yet": group_texts.QUIET_SO_FAR,
        "The line of a member who did nothing": group_texts.member_line(MemberLine("ada"))
        or "(no line at all)",
        "The line of a member whose streak ended": group_texts.member_line(
            MemberLine("ada", Counts(1))
        ),
        "The line of a member on a break": group_texts.member_line(
            MemberLine("ada", streak=3, resting=True)
        ),
        "One's own quiet week": group_texts.progress(NO_COUNTS, None),
        "One's own quiet week, with a goal": group_texts.progress(NO_COUNTS, ADA.goal),
        "One's own week, halfway to the goal": group_texts.progress(Counts(1), ADA.goal),
        "Midweek, with nothing in the pipeline": _message(
            midweek(group(), NO_COUNTS, Counts(3, 2), None)
        ),
        "Midweek, with something to do": _message(
            midweek(group(), Counts(3), Counts(3, 2), SmallStep("follow_up", 1, "Acme"))
        ),
        "A break begins": group_texts.STREAK_WAITS,
        "A break": group_texts.ON_A_BREAK,
        "A goal given up": group_texts.NO_GOAL,
        "A channel that cannot be reached": _message(
            paused(group(pause_reason="I am not in the channel. Invite me there."))
        ),
        "The channel after that": _message(resumed(group())),
        "A member who was only in the total": _message(visibility_changed(group())),
        "A group whose starter left": _message(take_over(group())),
        "A group whose starter left while it paused": _message(
            take_over(group(pause_reason="I am not in the channel. Invite me there."))
        ),
    }
    return "\n".join(f"== {when}\n{what}\n" for when, what in said.items())


def _message(message: Message) -> str:
    facts = [f"{fact.label}: {plain(fact.value)}" for fact in message.facts]
    return "\n".join([plain(message.title), plain(message.text), *facts])
