"""Draws any picture as SVG."""

from __future__ import annotations

from bot.charts.funnel import draw_funnel
from bot.charts.theme import Look
from bot.picture import Funnel, Picture


def draw(picture: Picture, look: Look) -> str:
    """Draws a picture as SVG, on that ground."""
    match picture.chart:
        case Funnel() as funnel:
            return draw_funnel(picture, funnel, look)
