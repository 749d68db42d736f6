"""The figures a group may see, so that no hidden member can be worked out from them.

The rule, for each of the three figures by itself. *Hidden* are those who chose *only in the total*.

1. A total holds hidden members only if five or more of them add to it; else it
   is the total of those who share, and says so.
2. Such totals come out twice a week, at the check-in and at the kick-off, from
   the membership at the week's start: who joins, changes their choice or comes
   back counts from the next week on.
3. What went into a total never comes out again with fewer people: the kick-off
   adds to the check-in's hidden part what the same people did since, and only if
   five or more of them did anything; else it repeats it. If one of them is gone
   or chose otherwise meanwhile, that week has no such total any more.
4. Nothing is recomputed in place. Leaving or being forgotten withdraws the total
   that stands; late corrections go into the next one.

So every activity of a hidden member is only ever published in a sum over one set
of people, of whom at least five have a part in it. Two boards then differ either
by nothing of the hidden, or by what at least five of them did.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.groups.group import WEEK, Member, WeekResult, monday_of
from bot.domain.groups.weekly_counts import NO_COUNTS, Counts, is_kept, streak_after
from bot.frozen import frozen

MIN_CONTRIBUTORS = 5
FIGURES = 3
CORRECTED_FOR = 4  # weeks in which what is logged late is still folded in

ResultsByWeek = Mapping[date, WeekResult]


@frozen
class Figure:
    """One total: `hidden` is the part of those who stay hidden, None if it holds none."""

    shared: int
    hidden: int | None = None

    @property
    def total(self) -> int:
        """The total that is shown."""
        return self.shared + (self.hidden or 0)


@frozen
class Publication:
    """The totals of a week as they were published; `final` at the kick-off after it.

    `hidden` is the number of people in the hidden parts; `withdrawn` means that a
    member has left since, so that the totals must not be repeated.
    """

    week: date
    final: bool
    figures: tuple[Figure, ...]
    hidden: int = 0
    withdrawn: bool = False


@frozen
class MemberLine:
    """The line of a member who shares their numbers, for the week last published."""

    name: str
    shown: Counts = NO_COUNTS
    streak: int = 0
    reached: bool = False
    resting: bool = False

    @property
    def says_something(self) -> bool:
        """True if there is anything to show; who did nothing is not named."""
        return any(self.shown.all) or self.streak > 0 or self.resting


@frozen
class MemberWeeks:
    """A member's counts in each of the last weeks, and the follow-ups left undone in each."""

    counts: Mapping[date, Counts]
    undone: Mapping[date, int]


def publish_week(
    week: date,
    final: bool,
    members: Sequence[Member],
    weeks: Mapping[int, MemberWeeks],
    results_before: Mapping[int, ResultsByWeek],
    before: Publication | None,
    since: date = date.min,
) -> tuple[Publication, dict[int, dict[date, WeekResult]], dict[int, Member]]:
    """Returns what is published of a week, the changed results, and the members after it.

    `weeks`, `results_before` and the answer go by the member's id; `before` is what was
    published of this week already. `final` closes the week. No streak ends in a week
    before `since`, the Monday of the week since which the group goes on without a break.
    """
    results: dict[int, dict[date, WeekResult]] = {}
    after: dict[int, Member] = {}
    for member in members:
        if not member.left:
            results[member.id], after[member.id] = _member(
                week, final, member, weeks[member.id], results_before.get(member.id, {}), since
            )
    hidden = [one for one in after.values() if one.hidden_in(week)]
    shown = [one for one in after.values() if one.shown_in(week)]
    earlier = {one: (results_before.get(one) or {}).get(week) for one in after}
    in_earlier = {id for id, result in earlier.items() if result and result.in_total}
    figures = tuple(
        Figure(
            sum(results[one.id][week].shown.all[place] for one in shown),
            _hidden_part(
                before.figures[place].hidden if before else None,
                {
                    one.id: (
                        results[one.id][week].shown.all[place],
                        result.shown.all[place] if (result := earlier[one.id]) else 0,
                    )
                    for one in hidden
                },
                in_earlier,
                before.hidden if before else 0,
            ),
        )
        for place in range(FIGURES)
    )
    whole = any(figure.hidden is not None for figure in figures)
    summed = {one.id for one in hidden} if whole else set()
    for id in summed:
        results[id][week] = replace(results[id][week], in_total=True)
    return Publication(week, final, figures, len(summed)), results, after


def _hidden_part(
    published: int | None,
    parts: Mapping[int, tuple[int, int]],
    in_earlier: Collection[int],
    of: int,
) -> int | None:
    """Returns the hidden part of one figure, by rules 1 and 3; `parts` are each one's now and then.

    `published` is what was published already. `of` is over how many people totals of this
    week were summed, `in_earlier` who of these is still here.
    """
    if of and (set(parts) != set(in_earlier) or len(parts) != of):
        return None
    if published is None:
        adding = [now for now, _ in parts.values() if now]
        return sum(adding) if len(adding) >= MIN_CONTRIBUTORS else None
    since = [now - then for now, then in parts.values() if now != then]
    return max(0, published + sum(since)) if len(since) >= MIN_CONTRIBUTORS else published


def _member(
    week: date, final: bool, member: Member, done: MemberWeeks, ledger: ResultsByWeek, since: date
) -> tuple[dict[date, WeekResult], Member]:
    """Returns one member's results up to that week, and closes the weeks left open before it."""
    results: dict[date, WeekResult] = {}
    late = NO_COUNTS
    first = monday_of(member.joined.date())
    for past in (week - back * WEEK for back in range(CORRECTED_FOR, 0, -1)):
        counted = done.counts.get(past, NO_COUNTS)
        known = ledger.get(past)
        if known and known.final:
            late += counted - known.counted
            if final and counted != known.counted:
                results[past] = replace(known, counted=counted)
        elif past >= first:
            member, closed = _close(member, past, counted, known, done, since)
            if known:  # its kick-off was skipped: what that would have added comes late, and
                late += counted - known.shown  # what its check-in folded in comes no second time
                closed = closed if final else replace(closed, counted=known.shown)
            results[past] = closed
    counted = done.counts.get(week, NO_COUNTS)
    known = ledger.get(week)
    if known and known.final:  # the post is told again after a stop; its week is closed
        return {**results, week: known}, member
    now = replace(known or WeekResult(), counted=counted, shown=(counted + late).clamped)
    if final and week < first:
        now = replace(now, counted=counted, final=True)  # they joined before the kick-off
    elif final:
        member, now = _close(member, week, counted, now, done, since)
    else:
        week_kept = is_kept(counted, member.goal, done.undone.get(week, 0))
        streak = member.streak + week_kept
        now = replace(now, streak=streak, reached=counted.reaches(member.goal))
    results[week] = now
    return results, member


def _close(
    member: Member,
    week: date,
    counted: Counts,
    known: WeekResult | None,
    done: MemberWeeks,
    since: date,
) -> tuple[Member, WeekResult]:
    week_kept = is_kept(counted, member.goal, done.undone.get(week, 0))
    streak = streak_after(member.streak, week_kept, member.is_paused_in(week) or week < since)
    closed = replace(
        known or WeekResult(shown=counted),
        counted=counted,
        kept=week_kept,
        streak=streak,
        reached=counted.reaches(member.goal),
        final=True,
    )
    return replace(member, streak=streak), closed
