"""Draws pictures at a terminal: bars of block characters, a line each, as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from bot.picture import (
    Curve,
    Funnel,
    FunnelOutcome,
    FunnelStage,
    GroupWeek,
    Picture,
    ResponseCurves,
    Year,
)

WIDEST_BAR = 40
CURVE_LINES, SCALE = 4, 6
NAME_CELLS = 20
_FULL, _EIGHTHS = "█", " ▏▎▍▌▋▊▉"
_HEIGHTS = " ▁▂▃▄▅▆▇█"
_SHADES = {
    FunnelOutcome.ACCEPTED: "█",
    FunnelOutcome.OPEN: "▓",
    FunnelOutcome.REJECTED: "▒",
    FunnelOutcome.WITHDRAWN: "▒",
    FunnelOutcome.GHOSTED: "░",
    FunnelOutcome.NO_ANSWER: "░",
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
        for step in FunnelStage
        if funnel.count(step)
    ]
    outcomes = [
        (end, _SHADES[end] * max(1, round(WIDEST_BAR * funnel.count(end) / most)), count)
        for end in FunnelOutcome
        if (count := funnel.count(end))
    ]
    label = max(len(name) for name, _, _ in (*stages, *outcomes))
    rows = [f"{name:<{label}}  {bar} {count:,}" for name, bar, count in stages]
    return [*rows, "", *(f"{name:<{label}}  {bar} {count:,}" for name, bar, count in outcomes)]


def _curves(chart: ResponseCurves) -> list[str]:
    """Draws the share that was answered as columns, one for some days, each curve by itself."""
    highest = max((one.points[-1].share for one in chart.curves if one.points), default=1.0)
    lines = []
    for curve in chart.curves:
        lines += [f"{curve.label} ({curve.cases:,})", *_columns(curve, chart.last_day, highest)]
    end = f"day {chart.last_day}"
    return [*lines, f"{'':{SCALE}}{'day 0':<{WIDEST_BAR - len(end)}}{end}"]


def _columns(curve: Curve, last_day: int, highest: float) -> list[str]:
    """Draws a curve in lines from the highest share at the top to none below the last."""
    steps = len(_HEIGHTS) - 1
    shares = [_share(curve, last_day * (one + 1) / WIDEST_BAR) for one in range(WIDEST_BAR)]
    eighths = [round(share / highest * steps * CURVE_LINES) for share in shares]
    lines = []
    for line in reversed(range(CURVE_LINES)):
        scale = f"{100 * highest * (line + 1) / CURVE_LINES:.0f}% "
        drawn = "".join(_HEIGHTS[min(steps, max(0, one - line * steps))] for one in eighths)
        lines.append(f"{scale:>{SCALE}}{drawn.rstrip()}")
    return lines


def _share(curve: Curve, day: float) -> float:
    return max((point.share for point in curve.points if point.day <= day), default=0)


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
    """Draws a bar for each member; a name takes at most so many cells of the terminal."""
    most = max((sum(line.counts) for line in week.lines), default=0) or 1
    label = min(NAME_CELLS, max((cell_len(line.name) for line in week.lines), default=0))
    lines = [
        f"{_in_cells(line.name, label)}  {_bar(sum(line.counts), most)} "
        f"{' + '.join(map(str, line.counts))}"
        for line in week.lines
    ]
    more = [f"and {week.more:,} more"] if week.more else []
    return [" + ".join(week.headings), *lines, *more]


def _in_cells(name: str, cells: int) -> str:
    """Returns a name exactly so wide, cut where it is wider."""
    if cell_len(name) <= cells:
        return set_cell_size(name, cells)
    return set_cell_size(set_cell_size(name, cells - 1).rstrip() + "…", cells)


def _bar(count: float, most: float) -> str:
    """Returns a bar in eighths of a character; what is not nothing is seen."""
    eighths = max(1, round(8 * WIDEST_BAR * count / most)) if count else 0
    return _FULL * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
