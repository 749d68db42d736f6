"""Draws a group's week: a line for each member who shares, a bar for each count."""

from __future__ import annotations

from itertools import pairwise

from bot.charts.svg import LABEL, MARGIN, SENTENCE, TITLE, WIDTH, Svg
from bot.charts.text_width import drawable, fit, width
from bot.charts.theme import BLUE, GREEN, ORANGE, THEMES, ColorScheme, Theme
from bot.picture import GroupWeek, Picture, WeekLine

TOP, LINE, BAR = 190.0, 88.0, 34.0
NAME_ROOM = 350.0
COLUMNS = (MARGIN + 380.0, MARGIN + 640.0, MARGIN + 900.0)
LAST = MARGIN + 1140.0
LONGEST_BAR, SPACE = 150.0, 12.0  # and between a bar and its number
HEADING = 30
COLORS = (BLUE, ORANGE, GREEN)


def draw_group_week(picture: Picture, week: GroupWeek, look: ColorScheme) -> str:
    """Draws a week as SVG. A name that the font cannot write is a number, as in the text."""
    theme = THEMES[look]
    svg = Svg(theme)
    svg.text(MARGIN, 76, picture.title, TITLE, bold=True)
    for x, heading in zip((*COLUMNS, LAST), (*week.headings, "Weeks kept"), strict=True):
        svg.text(x, TOP - 24, heading, HEADING, theme.quiet)
    if any(line.reached for line in week.lines):
        wide = _check(svg, MARGIN, TOP - 24 - HEADING * 0.36)
        svg.text(MARGIN + wide, TOP - 24, "goal reached", HEADING, theme.quiet)
    y = TOP
    for number, line in enumerate(week.lines, start=1):
        svg.stroke(f"M{MARGIN} {y:.1f}H{WIDTH - MARGIN}", theme.line)
        _line(svg, y, number, line, _bars(week), theme)
        y += LINE
    if week.more:
        svg.text(MARGIN, y + 56, f"and {week.more:,} more", LABEL, theme.quiet)
        y += LINE
    return svg.finish(svg.lines(y + 32 + SENTENCE, picture.sentence), picture.description)


def _bars(week: GroupWeek) -> float:
    """Returns the length of a bar of one: of the longest, its number fits beside it."""
    counts = [count for line in week.lines for count in line.counts]
    widest = max((width(f"{count:,}", LABEL) for count in counts), default=0)
    room = min(b - a for a, b in pairwise((*COLUMNS, LAST))) - 2 * SPACE - widest
    return min(LONGEST_BAR, room) / max([1, *counts])


def _check(svg: Svg, x: float, middle: float) -> float:
    """Draws a check mark; returns how far from it the next thing may be."""
    svg.stroke(f"M{x:.1f} {middle:.1f}l9 10l17 -22", GREEN, 6)
    return 38


def _line(svg: Svg, y: float, number: int, line: WeekLine, each: float, theme: Theme) -> None:
    base, middle = y + LINE / 2 + LABEL * 0.36, y + LINE / 2
    name = drawable(line.name) or f"Member {number}"
    shown = fit(name, LABEL, NAME_ROOM - (44 if line.reached else 0), bold=True)
    svg.text(MARGIN, base, shown, LABEL, bold=True)
    if line.reached:
        _check(svg, MARGIN + width(shown, LABEL, bold=True) + 14, middle)
    for x, count, color in zip(COLUMNS, line.counts, COLORS, strict=True):
        if count:
            long = max(6.0, each * count)
            svg.rect(x, middle - BAR / 2, long, BAR, color, 4)
            svg.text(x + long + SPACE, base, f"{count:,}", LABEL)
        else:
            svg.text(x, base, "–", LABEL, theme.quiet)
    svg.text(
        LAST,
        base,
        f"{line.streak:,}" if line.streak else "–",
        LABEL,
        "" if line.streak else theme.quiet,
    )
