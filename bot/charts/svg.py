"""Writes SVG: shapes and words, each word escaped, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from bot.charts.text_width import balance, drawable, width
from bot.charts.theme import Theme

WIDTH = 1400
MARGIN = 44
TITLE, SENTENCE, LABEL = 48, 38, 36
FAMILY = "Noto Sans"


class Svg:
    """A picture that grows downward; `height` is known at the end."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._parts: list[str] = []
        self._defs: list[str] = []

    def define(self, part: str) -> None:
        """Adds a definition, such as a pattern."""
        self._defs.append(part)

    def path(self, d: str, fill: str, opacity: float = 1, edge: float = 0) -> None:
        """Fills a shape, which an edge of its color widens."""
        faint = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
        edged = f' stroke="{fill}" stroke-width="{edge:g}"' if edge else ""
        self._parts.append(f'<path d="{d}" fill="{fill}"{faint}{edged}/>')

    def stroke(self, d: str, color: str, thick: float = 2, dash: str = "") -> None:
        """Draws a line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(
            f'<path d="{d}" fill="none" stroke="{color}" stroke-width="{thick:g}"{dashed}/>'
        )

    def rect(
        self, x: float, y: float, wide: float, high: float, fill: str, radius: float = 0
    ) -> None:
        """Fills a rectangle."""
        round_ = f' rx="{radius:g}"' if radius else ""
        self._parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"{round_} '
            f'fill="{fill}"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = LABEL,
        color: str = "",
        *,
        bold: bool = False,
        anchor: str = "start",
    ) -> float:
        """Writes words on a base line; returns their width."""
        shown = drawable(words)
        at = "" if anchor == "start" else f' text-anchor="{anchor}"'
        weight = ' font-weight="700"' if bold else ""
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{at}{weight} '
            f'fill="{color or self.theme.ink}">{escape(shown)}</text>'
        )
        return width(shown, size, bold=bold)

    def lines(self, y: float, words: str, size: float = SENTENCE, color: str = "") -> float:
        """Writes a sentence in as few lines as it takes, of about one length.

        Returns where the next line would be.
        """
        lines: Sequence[str] = balance(drawable(words), size, WIDTH - 2 * MARGIN)
        for line in lines:
            self.text(MARGIN, y, line, size, color)
            y += size * 1.35
        return y

    def finish(self, height: float, description: str) -> str:
        """Returns the picture."""
        high = round(height)
        defs = f"<defs>{''.join(self._defs)}</defs>" if self._defs else ""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{high}" '
            f'viewBox="0 0 {WIDTH} {high}" font-family="{FAMILY}, sans-serif" role="img">'
            f"<title>{escape(drawable(description))}</title>{defs}"
            f'<rect width="{WIDTH}" height="{high}" fill="{self.theme.ground}"/>'
            f"{''.join(self._parts)}</svg>\n"
        )
