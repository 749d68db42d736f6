"""Draws any picture as SVG."""

from __future__ import annotations

from bot.charts.curve import draw_curves
from bot.charts.funnel import draw_funnel
from bot.charts.group_week import draw_group_week
from bot.charts.theme import ColorScheme
from bot.charts.year import draw_year
from bot.picture import Funnel, GroupWeek, Picture, ResponseCurves, Year


def draw(picture: Picture, look: ColorScheme) -> str:
    """Draws a picture as SVG, on that ground."""
    match picture.chart:
        case Funnel() as funnel:
            return draw_funnel(picture, funnel, look)
        case ResponseCurves() as curves:
            return draw_curves(picture, curves, look)
        case Year() as year:
            return draw_year(picture, year, look)
        case GroupWeek() as week:
            return draw_group_week(picture, week, look)
