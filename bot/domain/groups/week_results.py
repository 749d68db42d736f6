"""A member's weeks as a group's posts record them: streaks, and weeks that are over.

Results are recorded for every member, so that each sees their own streak. Only the
results of members who share their numbers are ever read for other people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.groups.group import WEEK, Member, WeekResult, monday_of
from bot.domain.groups.weekly_counts import NO_COUNTS, Counts, is_kept, streak_after
from bot.frozen import frozen

LOOK_BACK = 4  # weeks; one whose kick-off was skipped is closed by a later one

ResultsByWeek = Mapping[date, WeekResult]


@frozen
class MemberWeeks:
    """A member's counts in each of the last weeks, and the follow-ups asked for in each.

    `undone` is how many of those asked for are not settled.
    """

    counts: Mapping[date, Counts]
    asked: Mapping[date, int]
    undone: Mapping[date, int]

    def is_kept(self, week: date, goal: Counts | None) -> bool:
        """True if that week was kept."""
        counted = self.counts.get(week, NO_COUNTS)
        return is_kept(counted, goal, self.asked.get(week, 0), self.undone.get(week, 0))


def record_week(
    week: date,
    final: bool,
    members: Sequence[Member],
    weeks: Mapping[int, MemberWeeks],
    results_before: Mapping[int, ResultsByWeek],
    since: date = date.min,
) -> tuple[dict[int, dict[date, WeekResult]], dict[int, Member]]:
    """Returns the results of a week, and the members after it, both by the member's id.

    `weeks` and `results_before` go by it too. `final` closes the week. A week recorded
    already keeps its result, so that a post sent again shows the same. No streak ends in
    a week before `since`, the Monday of the week since which the group runs without a break.
    """
    results: dict[int, dict[date, WeekResult]] = {}
    after: dict[int, Member] = {}
    for member in members:
        results[member.id], after[member.id] = _record(
            week, final, member, weeks[member.id], results_before.get(member.id, {}), since
        )
    return results, after


def _record(
    week: date, final: bool, member: Member, done: MemberWeeks, before: ResultsByWeek, since: date
) -> tuple[dict[date, WeekResult], Member]:
    """Returns one member's results up to that week, and closes the weeks left open before it."""
    results: dict[date, WeekResult] = {}
    first = monday_of(member.joined.date())
    for past in (week - back * WEEK for back in range(LOOK_BACK, 0, -1)):
        known = before.get(past)
        if past >= first and not (known and known.final):
            member, results[past] = _close(member, past, done, since)
    known = before.get(week)
    if known and (known.final or not final):
        return {**results, week: known}, member
    counted = done.counts.get(week, NO_COUNTS)
    if final and week < first:  # they joined before the kick-off
        results[week] = WeekResult(counted, final=True)
    elif final:
        member, results[week] = _close(member, week, done, since)
    else:
        streak = member.streak + done.is_kept(week, member.goal)
        results[week] = WeekResult(counted, streak=streak, reached=counted.reaches(member.goal))
    return results, member


def _close(member: Member, week: date, done: MemberWeeks, since: date) -> tuple[Member, WeekResult]:
    counted = done.counts.get(week, NO_COUNTS)
    kept = done.is_kept(week, member.goal)
    streak = streak_after(member.streak, kept, member.is_paused_in(week) or week < since)
    closed = WeekResult(counted, kept, streak, counted.reaches(member.goal), final=True)
    return replace(member, streak=streak), closed
