"""Draws a year at a glance: a square for each day, in two halves that a phone can show."""

from __future__ import annotations

from datetime import date, timedelta

from bot.charts.svg import MARGIN, SENTENCE, TITLE, WIDTH, Svg
from bot.charts.text_width import width
from bot.charts.theme import THEMES, YELLOW, ColorScheme, Theme
from bot.picture import DayCounts, Picture, Year

LEFT, TOP = MARGIN + 76.0, 196.0
WEEKS = 27  # in a half
STEP = (WIDTH - MARGIN - LEFT) / WEEKS
CELL = STEP - 6
HALF = 7 * STEP + 84
NAME = 32
LEVELS = (1, 2, 4, 7)  # from how many things on a day each color is


def draw_year(picture: Picture, year: Year, look: ColorScheme) -> str:
    """Draws a year as SVG; an interview is a dot in its day."""
    theme = THEMES[look]
    svg = Svg(theme)
    svg.text(MARGIN, 76, picture.title, TITLE, bold=True)
    for half in range(2):
        top = TOP + half * HALF
        for number in (0, 2, 4):
            svg.text(
                MARGIN, top + number * STEP + CELL * 0.8, year.weekdays[number], NAME, theme.quiet
            )
        _months(svg, year, half, top, theme)
    for number, day in enumerate(year.days):
        week, weekday = divmod(number, 7)
        half, column = divmod(week, WEEKS)
        x, y = LEFT + column * STEP, TOP + half * HALF + weekday * STEP
        _cell(svg, x, y, day, theme)
    bottom = _legend(svg, TOP + 2 * HALF - 10, theme)
    return svg.finish(svg.lines(bottom + 76, picture.sentence, SENTENCE), picture.description)


def _months(svg: Svg, year: Year, half: int, top: float, theme: Theme) -> None:
    """Writes a month over the week with its first day, where there is room for it."""
    free = 0.0
    for column in range(WEEKS):
        begin = year.first + timedelta(weeks=half * WEEKS + column)
        if (month := _begins(begin)) is None or begin > _last(year):
            continue
        x, name = LEFT + column * STEP, year.months[month - 1]
        if x >= free and x + width(name, NAME) <= WIDTH - MARGIN / 2:
            svg.text(x, top - 16, name, NAME, theme.quiet)
            free = x + width(name, NAME) + 16


def _begins(monday: date) -> int | None:
    """Returns the month that begins in a week."""
    sunday = monday + timedelta(days=6)
    return sunday.month if sunday.day <= 7 else None


def _last(year: Year) -> date:
    return year.first + timedelta(days=len(year.days) - 1)


def _cell(svg: Svg, x: float, y: float, day: DayCounts, theme: Theme) -> None:
    level = sum(day.total >= least for least in LEVELS)
    svg.rect(x, y, CELL, CELL, theme.levels[level - 1] if level else theme.empty, 8)
    if day.interviews:
        _dot(svg, x + CELL / 2, y + CELL / 2, theme)


def _dot(svg: Svg, x: float, y: float, theme: Theme) -> None:
    svg.rect(x - 12, y - 12, 24, 24, theme.ground, 12)
    svg.rect(x - 9, y - 9, 18, 18, YELLOW, 9)


def _legend(svg: Svg, y: float, theme: Theme) -> float:
    """Draws what the colors and the dot mean; returns its lower edge."""
    x = MARGIN + svg.text(MARGIN, y + CELL * 0.8, "less", NAME, theme.quiet) + 16
    for color in (theme.empty, *theme.levels):
        svg.rect(x, y, CELL, CELL, color, 8)
        x += STEP
    x += 10 + svg.text(x + 10, y + CELL * 0.8, "more", NAME, theme.quiet) + 60
    _dot(svg, x + CELL / 2, y + CELL / 2, theme)
    svg.text(x + CELL + 10, y + CELL * 0.8, "a day with an interview", NAME, theme.quiet)
    return y + CELL
