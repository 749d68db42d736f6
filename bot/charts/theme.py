"""The colors of pictures, on a light and a dark ground.

Source of the hues: the palette of Okabe and Ito, which people see apart who see colors
differently. No color carries a meaning alone: outcomes have patterns and names beside them.
"""

from __future__ import annotations

from enum import StrEnum

from bot.frozen import frozen
from bot.picture import FunnelOutcome


class ColorScheme(StrEnum):
    """The ground that a picture is drawn on."""

    LIGHT = "light"
    DARK = "dark"


BLUE, SKY, GREEN, ORANGE, PINK = "#0072b2", "#56b4e9", "#009e73", "#d55e00", "#cc79a7"
YELLOW = "#e69f00"


@frozen
class Theme:
    """The colors of the ground, of words, of quiet words and lines, of stages and of days.

    `empty` is a day without anything, `levels` are days with ever more.
    """

    ground: str
    ink: str
    quiet: str
    line: str
    stage: str
    empty: str
    levels: tuple[str, str, str, str]


_LIGHT_DAYS = ("#a9cfe8", "#5aa2d2", "#2171b5", "#08306b")
_DARK_DAYS = ("#2a5c96", "#4183c4", "#7db8ee", "#dcecfb")
THEMES = {
    ColorScheme.LIGHT: Theme(
        "#fbfaf6", "#1d2530", "#515c6b", "#d5d8dc", "#2f4a68", "#eceae4", _LIGHT_DAYS
    ),
    ColorScheme.DARK: Theme(
        "#22252b", "#f0f2f5", "#b3bbc6", "#434953", "#9fb9d6", "#31353d", _DARK_DAYS
    ),
}
OUTCOMES = {
    FunnelOutcome.ACCEPTED: GREEN,
    FunnelOutcome.OPEN: SKY,
    FunnelOutcome.REJECTED: ORANGE,
    FunnelOutcome.WITHDRAWN: PINK,
    FunnelOutcome.GHOSTED: "#7d7aa8",
    FunnelOutcome.NO_ANSWER: "#9a9fa6",
}
# Strokes on a tile of 16 by 16, by which outcomes differ without their colors.
PATTERNS = {
    FunnelOutcome.ACCEPTED: "",
    FunnelOutcome.OPEN: "M8 0V16",
    FunnelOutcome.REJECTED: "M-4 4L4 -4M0 16L16 0M12 20L20 12",
    FunnelOutcome.WITHDRAWN: "M-4 12L4 20M0 0L16 16M12 -4L20 4",
    FunnelOutcome.GHOSTED: "M0 0L16 16M0 16L16 0",
    FunnelOutcome.NO_ANSWER: "M0 8H16",
}
