"""Draws when answers come: the share that was answered by each day, with its band."""

from __future__ import annotations

from collections.abc import Sequence

from bot.charts.svg import LABEL, MARGIN, SENTENCE, TITLE, WIDTH, Svg
from bot.charts.text_width import width
from bot.charts.theme import BLUE, ORANGE, SKY, THEMES, ColorScheme, Theme
from bot.frozen import frozen
from bot.picture import Curve, Picture, ResponseCurves

LEFT, RIGHT, TOP, BOTTOM = MARGIN + 112.0, WIDTH - MARGIN - 16.0, 150.0, 780.0
TICK = 32
STEPS = (1, 2, 7, 14, 28, 56)
MOST_TICKS = 8
COLORS = {ColorScheme.LIGHT: (BLUE, ORANGE), ColorScheme.DARK: (SKY, "#ff9d4d")}
DASHES = ("", "22 10")
THICK = 7


@frozen
class PlotArea:
    """The area of the plot: the last day at its right, the highest share at its top."""

    last_day: int
    highest: float

    def x(self, day: float) -> float:
        """Returns where a day is."""
        return LEFT + (RIGHT - LEFT) * day / self.last_day

    def y(self, share: float) -> float:
        """Returns where a share is."""
        return BOTTOM - (BOTTOM - TOP) * share / self.highest


def draw_curves(picture: Picture, chart: ResponseCurves, look: ColorScheme) -> str:
    """Draws curves as SVG; a second one is dashed, so that color alone says nothing."""
    theme = THEMES[look]
    svg = Svg(theme)
    svg.text(MARGIN, 76, picture.title, TITLE, bold=True)
    top = max((point.high for curve in chart.curves for point in curve.points), default=0)
    frame = PlotArea(chart.last_day, next((one for one in (0.25, 0.5, 0.75) if top <= one), 1.0))
    _axes(svg, frame, theme, chart.origin)
    for curve, color, dash in zip(chart.curves, COLORS[look], DASHES, strict=False):
        svg.path(_band(curve, frame), color, 0.2)
        svg.stroke(_line(curve, frame), color, THICK, dash)
        if curve.half is not None:
            share = next(one.share for one in curve.points if one.day == curve.half)
            x, y = frame.x(curve.half), frame.y(share)
            svg.stroke(f"M{x:.1f} {y:.1f}V{BOTTOM}", color, 3, "6 8")
            svg.rect(x - 11, y - 11, 22, 22, color, 11)
    y = BOTTOM + 148
    for curve, color, dash in zip(chart.curves, COLORS[look], DASHES, strict=False):
        svg.stroke(f"M{MARGIN} {y - 12}H{MARGIN + 90}", color, THICK, dash)
        half = "no answer yet" if curve.half is None else f"half by day {curve.half}"
        svg.text(MARGIN + 112, y, f"{curve.label}: {curve.answers:,} of {curve.cases:,}, {half}")
        y += LABEL * 1.5
    return svg.finish(svg.lines(y + 24, picture.sentence, SENTENCE), picture.description)


def _axes(svg: Svg, frame: PlotArea, theme: Theme, origin: str) -> None:
    parts = 3 if frame.highest == 0.75 else 5 if frame.highest < 0.75 else 4
    for number in range(parts + 1):
        share = frame.highest * number / parts
        svg.stroke(f"M{LEFT} {frame.y(share):.1f}H{RIGHT}", theme.line)
        svg.text(
            LEFT - 16, frame.y(share) + 11, f"{100 * share:g}%", TICK, theme.quiet, anchor="end"
        )
    step = next((one for one in STEPS if frame.last_day / one <= MOST_TICKS), STEPS[-1])
    for day in range(0, frame.last_day + 1, step):
        svg.text(frame.x(day), BOTTOM + 46, f"{day}", TICK, theme.quiet, anchor="middle")
    said = f"days after {origin}"
    at = min((LEFT + RIGHT) / 2, RIGHT - width(said, TICK) / 2)
    svg.text(at, BOTTOM + 90, said, TICK, theme.quiet, anchor="middle")


def _line(curve: Curve, frame: PlotArea) -> str:
    """Returns the steps of a curve: level from answer to answer."""
    drawn = f"M{LEFT} {BOTTOM}"
    for point in curve.points:
        drawn += f"H{frame.x(point.day):.1f}V{frame.y(point.share):.1f}"
    return f"{drawn}H{RIGHT}"


def _band(curve: Curve, frame: PlotArea) -> str:
    upper = [(point.day, point.high) for point in curve.points]
    lower = [(point.day, point.low) for point in curve.points]
    ahead = "".join(f"H{frame.x(day):.1f}V{frame.y(share):.1f}" for day, share in upper)
    return f"M{LEFT} {BOTTOM}{ahead}H{RIGHT}{_back(lower, frame)}Z"


def _back(lower: Sequence[tuple[int, float]], frame: PlotArea) -> str:
    """Returns the lower edge of a band from right to left."""
    drawn = ""
    for day, share in reversed(lower):
        drawn += f"V{frame.y(share):.1f}H{frame.x(day):.1f}"
    return f"{drawn}V{BOTTOM}"
