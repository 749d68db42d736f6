"""Draws a group's week: a line for each member who shares, a bar for each count."""

from __future__ import annotations

from bot.charts.svg import LABEL, MARGIN, SENTENCE, TITLE, WIDTH, Svg
from bot.charts.text_width import drawable, fit, width
from bot.charts.theme import BLUE, GREEN, ORANGE, THEMES, Look, Theme
from bot.picture import GroupWeek, Picture, WeekLine

TOP, LINE, BAR = 190.0, 88.0, 34.0
NAME_ROOM = 350.0
COLUMNS = (MARGIN + 380.0, MARGIN + 640.0, MARGIN + 900.0)
LAST = MARGIN + 1140.0
LONGEST_BAR = 150.0
HEADING = 30
COLORS = (BLUE, ORANGE, GREEN)


def draw_group_week(picture: Picture, week: GroupWeek, look: Look) -> str:
    """Draws a week as SVG. A name that the font cannot write is a number, as in the text."""
    theme = THEMES[look]
    svg = Svg(theme)
    svg.text(MARGIN, 76, picture.title, TITLE, bold=True)
    for x, heading in zip((*COLUMNS, LAST), (*week.headings, "Weeks kept"), strict=True):
        svg.text(x, TOP - 24, heading, HEADING, theme.quiet)
    most = max((count for line in week.lines for count in line.counts), default=0) or 1
    y = TOP
    for number, line in enumerate(week.lines, start=1):
        svg.stroke(f"M{MARGIN} {y:.1f}H{WIDTH - MARGIN}", theme.line)
        _line(svg, y, number, line, most, theme)
        y += LINE
    if week.more:
        svg.text(MARGIN, y + 56, f"and {week.more:,} more", LABEL, theme.quiet)
        y += LINE
    return svg.finish(svg.lines(y + 32 + SENTENCE, picture.sentence), picture.description)


def _line(svg: Svg, y: float, number: int, line: WeekLine, most: int, theme: Theme) -> None:
    base, middle = y + LINE / 2 + LABEL * 0.36, y + LINE / 2
    name = drawable(line.name) or f"Member {number}"
    shown = fit(name, LABEL, NAME_ROOM - (44 if line.reached else 0), bold=True)
    svg.text(MARGIN, base, shown, LABEL, bold=True)
    if line.reached:
        x = MARGIN + width(shown, LABEL, bold=True) + 14
        svg.stroke(f"M{x:.1f} {middle:.1f}l9 10l17 -22", GREEN, 6)
    for x, count, color in zip(COLUMNS, line.counts, COLORS, strict=True):
        if count:
            long = max(6.0, LONGEST_BAR * count / most)
            svg.rect(x, middle - BAR / 2, long, BAR, color, 4)
            svg.text(x + long + 12, base, f"{count:,}", LABEL)
        else:
            svg.text(x, base, "–", LABEL, theme.quiet)
    svg.text(
        LAST,
        base,
        f"{line.streak:,}" if line.streak else "–",
        LABEL,
        "" if line.streak else theme.quiet,
    )
