"""Draws pictures at a terminal: bars of block characters, a line each, as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from bot.picture import Funnel, Outcome, Picture, Step

WIDEST_BAR = 40
_FULL, _EIGHTHS = "█", " ▏▎▍▌▋▊▉"
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


def _bar(count: float, most: float) -> str:
    """Returns a bar in eighths of a character; what is not nothing is seen."""
    eighths = max(1, round(8 * WIDEST_BAR * count / most)) if count else 0
    return _FULL * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
