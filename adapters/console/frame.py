"""A frame around a card, with its date in the upper edge, and buttons that break between labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, ConsoleRenderable, Group, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

_SIDES = 4  # an edge and a blank on either side
_LEAD = 2  # of a label in an edge: a corner and a line


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a card; one with a label has no sides, so that it copies."""

    parts: Sequence[ConsoleRenderable]
    label: str = ""


class Frame:
    """Draws sections below each other in one frame; `note` is at the right of the upper edge."""

    def __init__(self, sections: Sequence[Section], note: str, style: str) -> None:
        self._sections = sections
        self._note = note
        self._style = style

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the lines of the frame."""
        edge = console.get_style(self._style)
        width = options.max_width
        yield from _edge("╭", "╮", width, edge, right=self._note)
        last = len(self._sections) - 1
        for place, section in enumerate(self._sections):
            if section.label:
                yield from _edge("├", "┤", width, edge, left=section.label)
                yield Group(*section.parts)
                if place == last:
                    break
                yield from _edge("├", "┤", width, edge)
                continue
            inner = options.update(width=width - _SIDES)
            for line in console.render_lines(Group(*section.parts), inner):
                yield Segment("│ ", edge)
                yield from line
                yield Segment(" │", edge)
                yield Segment.line()
        yield from _edge("╰", "╯", width, edge)


def _edge(
    begin: str, end: str, width: int, style: Style, *, left: str = "", right: str = ""
) -> Iterator[Segment]:
    """Yields a line of the frame with a label in it, near the left or the right."""
    label = f" {left or right} " if left or right else ""
    rest = width - _LEAD - cell_len(label)
    before = min(1, rest) if left else max(0, rest - 1)
    yield Segment(begin + "─" * before, style)
    yield Segment(label, Style(dim=True))
    yield Segment("─" * max(0, rest - before) + end, style)
    yield Segment.line()


class ButtonRow:
    """Draws buttons side by side; a line breaks between two of them, never in one."""

    def __init__(self, buttons: Sequence[Text]) -> None:
        self._buttons = buttons

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yields the lines of buttons that fit the width."""
        gap = Text("  ")
        line = Text()
        for button in self._buttons:
            if line and line.cell_len + gap.cell_len + button.cell_len > options.max_width:
                yield line
                line = Text()
            line = gap.join([line, button]) if line else button
        yield line
