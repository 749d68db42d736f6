"""Draws pictures at a terminal: bars of block characters, a line each, as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from bot.picture import (
    Curve,
    Funnel,
    GroupWeek,
    Outcome,
    Picture,
    ResponseCurves,
    Step,
    Year,
)

WIDEST_BAR = 40
_FULL, _EIGHTHS = "█", " ▏▎▍▌▋▊▉"
_HEIGHTS = " ▁▂▃▄▅▆▇█"
_SHADES = {
    Outcome.ACCEPTED: "█",
    Outcome.OPEN: "▓",
    Outcome.REJECTED: "▒",
    Outcome.WITHDRAWN: "▒",
    Outcome.GHOSTED: "░",
    Outcome.NO_ANSWER: "░",
}


def draw_lines(picture: Picture) -> Sequence[str]:
    """Returns a picture as lines of text, its sentence as the last one."""
    match picture.chart:
        case Funnel() as funnel:
            drawn = _funnel(funnel)
        case ResponseCurves() as curves:
            drawn = _curves(curves)
        case Year() as year:
            drawn = _year(year)
        case GroupWeek() as week:
            drawn = _week(week)
    return [*drawn, "", picture.sentence]


def _funnel(funnel: Funnel) -> list[str]:
    """Draws a bar for each stage and, below them, for each outcome."""
    most = funnel.applications
    stages = [
        (step, _bar(funnel.count(step), most), funnel.count(step))
        for step in Step
        if funnel.count(step)
    ]
    outcomes = [
        (end, _SHADES[end] * max(1, round(WIDEST_BAR * funnel.count(end) / most)), count)
        for end in Outcome
        if (count := funnel.count(end))
    ]
    label = max(len(name) for name, _, _ in (*stages, *outcomes))
    rows = [f"{name:<{label}}  {bar} {count:,}" for name, bar, count in stages]
    return [*rows, "", *(f"{name:<{label}}  {bar} {count:,}" for name, bar, count in outcomes)]


def _curves(chart: ResponseCurves) -> list[str]:
    """Draws the share that was answered as a line of columns, one for some days."""
    lines = []
    for curve in chart.curves:
        lines += [f"{curve.label} ({curve.cases:,})", f"100 % {_columns(curve, chart.last_day)}"]
    return [*lines, f"      day 0{'':{WIDEST_BAR - 6}}day {chart.last_day}"]


def _columns(curve: Curve, last_day: int) -> str:
    drawn = ""
    for number in range(WIDEST_BAR):
        day = last_day * (number + 1) / WIDEST_BAR
        share = max((point.share for point in curve.points if point.day <= day), default=0)
        drawn += _HEIGHTS[round(share * (len(_HEIGHTS) - 1))]
    return drawn


def _year(year: Year) -> list[str]:
    """Draws a character for each day, a line for each weekday; an interview is an *o*."""
    lines = []
    for weekday, name in enumerate(year.weekdays):
        days = year.days[weekday::7]
        drawn = "".join("o" if one.interviews else _shade(one.total) for one in days)
        lines.append(f"{name:<4} {drawn}")
    return lines


def _shade(count: int) -> str:
    return "·░▒▓█"[sum(count >= least for least in (1, 2, 4, 7))]


def _week(week: GroupWeek) -> list[str]:
    most = max((sum(line.counts) for line in week.lines), default=0) or 1
    label = max((len(line.name) for line in week.lines), default=0)
    lines = [
        f"{line.name:<{label}}  {_bar(sum(line.counts), most)} {' + '.join(map(str, line.counts))}"
        for line in week.lines
    ]
    return [f"{' + '.join(week.headings)}", *lines]


def _bar(count: float, most: float) -> str:
    """Returns a bar in eighths of a character; what is not nothing is seen."""
    eighths = max(1, round(8 * WIDEST_BAR * count / most)) if count else 0
    return _FULL * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
