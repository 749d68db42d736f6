"""A column of text, buttons and boxes as SVG: what Slack's and Discord's screens are drawn on."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from bot.charts.text_width import width


@dataclass(frozen=True)
class Run:
    """Words in one style."""

    text: str
    bold: bool = False
    color: str = ""


@dataclass(frozen=True)
class Look:
    """The colors and sizes of a platform at a width in pixels."""

    width: int
    paper: str
    ink: str
    quiet: str
    line: str
    box: str
    link: str
    primary: str
    danger: str
    button: str
    button_ink: str
    font: float = 15.0


@dataclass
class SvgPage:
    """A picture that grows downwards; `left` and `right` are the edges of what is drawn now.

    `shown` is a picture that hangs on the message.
    """

    look: Look
    left: float = 16.0
    right: float = 0.0
    y: float = 14.0
    parts: list[str] = field(default_factory=list)
    shown: bytes | None = None

    def __post_init__(self) -> None:
        self.right = self.look.width - 16.0

    def text(self, runs: Sequence[Run], size: float = 0, color: str = "") -> None:
        """Draws words that break at the right edge; a line feed in them breaks, too."""
        size = size or self.look.font
        x, height = self.left, round(size * 1.45)
        for run in runs:
            for at, line in enumerate(run.text.split("\n")):
                if at:
                    x, self.y = self.left, self.y + height
                for word in line.replace(" ", " \0").split("\0"):
                    wide = width(word.rstrip(), size, bold=run.bold)
                    if x > self.left and x + wide > self.right:
                        x, self.y = self.left, self.y + height
                    ink = run.color or color or self.look.ink
                    self._words(x, self.y + size, word, size, run.bold, ink)
                    x += width(word, size, bold=run.bold)
        self.y += height + 3

    def columns(self, cells: Sequence[Sequence[Run]], count: int) -> None:
        """Draws cells side by side, `count` in a row."""
        left, right = self.left, self.right
        step = (right - left) / count
        for begin in range(0, len(cells), count):
            top, bottom = self.y, self.y
            for at, cell in enumerate(cells[begin : begin + count]):
                self.left, self.y = left + at * step, top
                self.right = self.left + step - 8
                self.text(cell)
                bottom = max(bottom, self.y)
            self.left, self.right, self.y = left, right, bottom

    def divider(self) -> None:
        """Draws a line across."""
        self._rect(self.left, self.y + 6, self.right - self.left, 1, self.look.line)
        self.y += 14

    def code(self, text: str) -> None:
        """Draws a block of preformatted text in a box."""
        top, at = self.y, len(self.parts)
        self.left, self.right, self.y = self.left + 8, self.right - 8, self.y + 7
        self.text([Run(text)], self.look.font - 2)
        self.left, self.right, self.y = self.left - 8, self.right + 8, self.y + 4
        self._rect(self.left, top, self.right - self.left, self.y - top, self.look.box, 4, at)
        self.y += 6

    def begin_box(self, color: str) -> tuple[float, int, str]:
        """Begins a box with a colored edge; its end takes what this returns."""
        mark = (self.y, len(self.parts), color)
        self.left, self.right, self.y = self.left + 14, self.right - 10, self.y + 10
        return mark

    def end_box(self, mark: tuple[float, int, str]) -> None:
        """Ends a box."""
        top, at, color = mark
        self.left, self.right, self.y = self.left - 14, self.right + 10, self.y + 6
        high = self.y - top
        self._rect(self.left, top, 4, high, color, 2, at)
        self._rect(self.left, top, self.right - self.left, high, self.look.box, 6, at)
        self.y += 6

    def buttons(self, labels: Sequence[tuple[str, str]]) -> None:
        """Draws buttons side by side, each a label and a kind; a select takes the whole width."""
        x, high = self.left, self.look.font + 19
        size = self.look.font - 1
        for label, kind in labels:
            room = self.right - self.left
            mark = "  ⌄" if kind == "select" else ""
            wide = width(label + mark, size, bold=True) + 26
            wide = room if kind == "select" and room < 420 else min(wide, room)
            if x > self.left and x + wide > self.right:
                x, self.y = self.left, self.y + high + 7
            fill = {"primary": self.look.primary, "danger": self.look.danger}.get(kind, "")
            self._rect(x, self.y, wide, high, fill or self.look.button, 6)
            ink = "#ffffff" if fill else self.look.button_ink
            self._words(x + 13, self.y + high / 2 + size / 3, label + mark, size, True, ink)
            x += wide + 8
        self.y += high + 9

    def beside(self, label: str, kind: str, top: float) -> None:
        """Draws a button at the right edge, beside what was drawn from `top` on."""
        below, left = self.y, self.left
        self.left, self.y = self.right - self.wide(label), top
        self.buttons([(label, kind)])
        self.left, self.y = left, max(below, self.y)

    def wide(self, label: str) -> float:
        """Returns the width of a button."""
        return width(label, self.look.font - 1, bold=True) + 26

    def picture(self, png: bytes) -> None:
        """Draws a picture as wide as the column."""
        wide, high = int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
        room = self.right - self.left
        self.parts.append(
            f'<image x="{self.left}" y="{self.y}" width="{room}" height="{room * high / wide:.0f}" '
            f'href="data:image/png;base64,{b64encode(png).decode()}"/>'
        )
        self.y += room * high / wide + 8

    def svg(self) -> str:
        """Returns the picture."""
        look, high = self.look, self.y + 14
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{look.width}" height="{high:.0f}" '
            f'font-family="Noto Sans"><rect width="100%" height="100%" fill="{look.paper}"/>'
            + "".join(self.parts)
            + "</svg>"
        )

    def _words(self, x: float, y: float, words: str, size: float, bold: bool, ink: str) -> None:
        weight = ' font-weight="bold"' if bold else ""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{ink}"{weight} '
            f'xml:space="preserve">{escape(words)}</text>'
        )

    def _rect(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        fill: str,
        round_by: int = 0,
        at: int | None = None,
    ) -> None:
        drawn = (
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" '
            f'rx="{round_by}" fill="{fill}"/>'
        )
        self.parts.insert(len(self.parts) if at is None else at, drawn)
