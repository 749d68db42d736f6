"""Draws the funnel: stages as columns, outcomes in the last one, a number beside each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.charts.funnel_layout import NODE, Ribbon, lay_out
from bot.charts.svg import LABEL, MARGIN, SENTENCE, TITLE, WIDTH, Svg
from bot.charts.text_width import width
from bot.charts.theme import BLUE, OUTCOMES, PATTERNS, THEMES, ColorScheme
from bot.picture import Funnel, FunnelFlow, FunnelOutcome, Picture

HEAD, NAME, NUMBER = 200.0, 31, 42
BESIDE, SPACE = 14, 12  # beside an outcome's bar, and between its number and its name
LEAST_BAR = 16.0  # on which a pattern is seen
FAINT = {ColorScheme.LIGHT: 0.45, ColorScheme.DARK: 0.7}
THIN, EDGE = (
    14.0,
    2.0,
)  # ribbons up to there are solid, with an edge: faint, a phone would lose them


def draw_funnel(picture: Picture, funnel: Funnel, look: ColorScheme) -> str:
    """Draws a funnel as SVG."""
    theme = THEMES[look]
    svg = Svg(theme)
    svg.text(MARGIN, 76, picture.title, TITLE, bold=True)
    right = WIDTH - MARGIN - max(map(_room, funnel.flows))
    plan = lay_out(funnel, MARGIN, right, HEAD + 24)
    for outcome in filter(
        funnel.count, FunnelOutcome
    ):  # in their order: the same numbers, the same file
        svg.define(_pattern(outcome, theme.ground))
    for ribbon in plan.ribbons:
        end, thin = ribbon.flow.end, ribbon.thick <= THIN
        color = OUTCOMES[end] if isinstance(end, FunnelOutcome) else BLUE
        svg.path(_shape(ribbon), color, 1 if thin else FAINT[look], edge=EDGE if thin else 0)
    for node in plan.nodes:
        svg.rect(node.x, node.y, NODE, node.height, theme.stage)
        svg.text(node.x, HEAD - 50, node.step, NAME, theme.quiet)
        svg.text(node.x, HEAD, f"{node.count:,}", NUMBER, bold=True)
    for row in plan.rows:
        middle, high = row.y + row.height / 2, max(row.height, LEAST_BAR)
        fill = f"url(#{row.outcome.name.lower()})"
        svg.rect(right, middle - high / 2, NODE, high, fill)
        base, x = middle + LABEL * 0.36, right + NODE + BESIDE
        x += svg.text(x, base, f"{row.flow.count:,}", LABEL, bold=True) + SPACE
        svg.text(x, base, row.outcome, LABEL)
    y = plan.bottom + 20 + SENTENCE
    if sums := _sums(funnel):
        y = svg.lines(y, sums, LABEL, theme.quiet) + 10
    return svg.finish(svg.lines(y, picture.sentence), picture.description)


def _sums(funnel: Funnel) -> str:
    """Returns the sum of each outcome that several stages lead to."""
    several = [end for end in FunnelOutcome if sum(flow.end is end for flow in funnel.flows) > 1]
    sums = ", ".join(f"{funnel.count(end):,} {end.lower()}" for end in several)
    return f"In all: {sums}." if sums else ""


def _room(flow: FunnelFlow) -> float:
    """Returns how wide an outcome's bar and its words are."""
    number = width(f"{flow.count:,}", LABEL, bold=True)
    return NODE + BESIDE + number + SPACE + width(flow.end, LABEL)


def _pattern(outcome: FunnelOutcome, ground: str) -> str:
    strokes = f'<path d="{PATTERNS[outcome]}" stroke="{ground}" stroke-width="4"/>'
    return (
        f'<pattern id="{outcome.name.lower()}" width="16" height="16" '
        f'patternUnits="userSpaceOnUse"><rect width="16" height="16" fill="{OUTCOMES[outcome]}"/>'
        f"{strokes if PATTERNS[outcome] else ''}</pattern>"
    )


def _shape(one: Ribbon) -> str:
    """Returns the outline: along the upper edge, down, and back along the lower one."""
    lower = [(x, y + one.thick) for x, y in reversed(one.points)]
    return f"M{_at(one.points[0])}{_along(one.points)}L{_at(lower[0])}{_along(lower)}Z"


def _along(points: Sequence[tuple[float, float]]) -> str:
    """Returns bends from point to point, each level where it begins and ends."""
    drawn = []
    for (x, y), (to, level) in pairwise(points):
        half = (x + to) / 2
        bend = f"C{_at((half, y))} {_at((half, level))} {_at((to, level))}"
        drawn.append(bend if y != level else f"L{_at((to, level))}")
    return "".join(drawn)


def _at(point: tuple[float, float]) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"
