"""The words in and about pictures: what the numbers say, and never more than that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.applications.activity import OutreachMethod
from bot.domain.groups.board import MemberLine
from bot.picture import (
    Curve,
    DayCounts,
    Funnel,
    FunnelOutcome,
    FunnelStage,
    GroupWeek,
    Picture,
    ResponseCurves,
    WeekLine,
    Year,
)
from bot.texts.group_texts import member_line
from bot.texts.plain_text import join_names, join_words

BY_METHOD = {OutreachMethod.EMAIL: "By email", OutreachMethod.PHONE: "By phone"}
FEW = 20  # under which nothing is judged


def funnel_picture(funnel: Funnel) -> Picture:
    """Returns the picture of a funnel, with its words."""
    count = funnel.applications
    what = "1 application" if count == 1 else f"{count:,} applications"
    title = f"Where {what}{_since(funnel)} went"
    sentence = funnel_sentence(funnel)
    stages = [f"{step} {funnel.count(step):,}" for step in FunnelStage if funnel.count(step)]
    ends = [f"{end} {funnel.count(end):,}" for end in FunnelOutcome if funnel.count(end)]
    described = f"{title}. Stages: {join_names(stages)}. Outcomes: {join_names(ends)}. {sentence}"
    return Picture("funnel", funnel, title, sentence, described)


def name_hunt(funnel: Funnel) -> str:
    """Returns what a funnel that is shared is called."""
    return f"A hunt{_since(funnel) or ' so far'}"


def _since(funnel: Funnel) -> str:
    day = funnel.since
    return f" since {day.day} {day:%b %Y}" if day else ""


def funnel_sentence(funnel: Funnel) -> str:
    """Returns the sentence that the numbers earn."""
    count, answered = funnel.applications, funnel.answered
    if count < FEW:
        sent = "1 application" if count == 1 else f"{count:,} applications"
        got = {0: "no answer yet", 1: "1 answer"}.get(answered, f"{answered:,} answers")
        return f"{sent}, {got}: too few to judge by."
    parts = [f"{answered:,} got an answer"] if answered else ["none has gotten an answer yet"]
    if met := funnel.count(FunnelStage.INTERVIEW):
        parts.append(f"{met:,} led to an interview")
    if offers := funnel.count(FunnelStage.OFFER):
        parts.append(f"{offers:,} to an offer")
    return f"Of {count:,} applications, {join_names(parts)}."


def curve_picture(chart: ResponseCurves) -> Picture:
    """Returns the picture of when answers come, with its words."""
    title = f"When answers come, after {chart.origin}"
    sentence = curve_sentence(chart)
    shares = [f"{curve.label}: {_by_days(curve)}" for curve in chart.curves if curve.points]
    described = join_words(f"{title}.", sentence, "; ".join(shares) + "." if shares else "")
    return Picture("answers", chart, title, sentence, described)


def curve_sentence(chart: ResponseCurves) -> str:
    """Returns what the curves say: the day by which half of the answers come."""
    if len(chart.curves) == 1:
        (curve,) = chart.curves
        if curve.half is None:
            return f"Of {curve.cases:,} {curve.label.lower()}, none has gotten an answer yet."
        return (
            f"Of {curve.cases:,} {curve.label.lower()}, half of those that answer do so "
            f"by day {curve.half}."
        )
    found = [curve for curve in chart.curves if curve.half is not None]
    if not found:
        return "None has gotten an answer yet."
    said = [f"{found[0].label}, half of those that answer do so by day {found[0].half}"]
    said += [f"{curve.label.lower()}, by day {curve.half}" for curve in found[1:]]
    return f"{'; '.join(said)}."


def _by_days(curve: Curve) -> str:
    """Says the share at a few days."""
    last = curve.points[-1]
    found = []
    for day in (7, 14, 28):
        before = [point for point in curve.points if point.day <= day]
        if before and day < last.day:
            found.append(f"{100 * before[-1].share:.0f}% by day {day}")
    return ", ".join([*found, f"{100 * last.share:.0f}% by day {last.day}"])


def year_picture(
    first: date, days: Sequence[DayCounts], months: Sequence[str], weekdays: Sequence[str]
) -> Picture:
    """Returns the picture of a year, with its words."""
    year = Year(first, tuple(days), tuple(months), tuple(weekdays))
    sentence = year_sentence(days)
    title = "A year at a glance"
    return Picture("year", year, title, sentence, f"{title}, a square a day. {sentence}")


def year_sentence(days: Sequence[DayCounts]) -> str:
    """Returns what a year adds up to."""
    sums = (
        (sum(day.applications for day in days), "application", "applications"),
        (sum(day.follow_ups for day in days), "follow-up", "follow-ups"),
        (sum(day.interviews for day in days), "interview", "interviews"),
        (sum(day.thank_yous for day in days), "thank-you", "thank-yous"),
    )
    done = [f"{count:,} {one if count == 1 else many}" for count, one, many in sums if count]
    busy = sum(day.total > 0 for day in days)
    return f"{join_names(done)}, on {'1 day' if busy == 1 else f'{busy:,} days'}."


def week_picture(lines: Sequence[MemberLine], more: int, total: str) -> Picture:
    """Returns the picture of a group's week, of those who share their numbers."""
    shown = tuple(WeekLine(line.name, line.counts.all, line.streak, line.reached) for line in lines)
    headings = ("Applications", "Follow-ups", "Conversations")
    said = [f"{line.name}: {member_line(line)}" for line in lines]
    others = f"And {more:,} more." if more else ""
    described = join_words("The group's week.", f"{'; '.join(said)}.", others)
    chart = GroupWeek(shown, headings, more)
    return Picture("week", chart, "The week of those who share", total, described)
