"""The contents of our SVG files: words, bars and shapes, as boxes and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from xml.etree import ElementTree

from bot.charts.svg import WIDTH
from bot.charts.text_width import width
from bot.frozen import frozen

ASCENT, DESCENT = 0.74, 0.22  # of capitals and of a comma, of the font's size
BEND = 12  # pieces of a curve


@frozen
class Box:
    """A rectangle, and the words in it if it is that of words."""

    left: float
    top: float
    right: float
    bottom: float
    words: str = ""

    def meets(self, other: Box) -> bool:
        """True if the two overlap by more than half a pixel."""
        beside = self.right <= other.left + 0.5 or other.right <= self.left + 0.5
        above = self.bottom <= other.top + 0.5 or other.bottom <= self.top + 0.5
        return not (beside or above)


Outline = Sequence[tuple[float, float]]


@frozen
class SvgContents:
    """A picture taken apart."""

    height: float
    words: tuple[Box, ...]
    bars: tuple[Box, ...]
    shapes: tuple[Outline, ...]

    def overlaps(self) -> list[str]:
        """Says which words touch other words, a bar, a shape or the picture's edge."""
        found = []
        for number, one in enumerate(self.words):
            inside = one.left >= 0 and one.right <= WIDTH and one.bottom <= self.height
            found += [] if inside else [f"{one.words} leaves the picture"]
            found += [
                f"{one.words} touches {other.words}"
                for other in self.words[:number]
                if one.meets(other)
            ]
            found += [f"{one.words} touches a bar" for bar in self.bars if one.meets(bar)]
            found += [f"{one.words} touches a shape" for line in self.shapes if _crosses(one, line)]
        return found


def take_apart(svg: str) -> SvgContents:
    """Reads a picture; its first rectangle is the ground, and lines are not shapes."""
    root = ElementTree.fromstring(svg)  # noqa: S314  # our own
    by_kind: dict[str, list[ElementTree.Element]] = {"text": [], "rect": [], "path": []}
    for one in root:
        by_kind.setdefault(one.tag.rpartition("}")[2], []).append(one)
    return SvgContents(
        float(root.attrib["height"]),
        tuple(map(_words, by_kind["text"])),
        tuple(map(_bar, by_kind["rect"][1:])),
        tuple(_outline(one.attrib["d"]) for one in by_kind["path"] if one.get("fill") != "none"),
    )


def _words(text: ElementTree.Element) -> Box:
    words, size = text.text or "", float(text.attrib["font-size"])
    wide = width(words, size, bold=text.get("font-weight") == "700")
    x, y = float(text.attrib["x"]), float(text.attrib["y"])
    x -= {"start": 0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
    return Box(x, y - ASCENT * size, x + wide, y + DESCENT * size, words)


def _bar(rect: ElementTree.Element) -> Box:
    x, y, wide, high = (float(rect.attrib[one]) for one in ("x", "y", "width", "height"))
    return Box(x, y, x + wide, y + high)


def _outline(d: str) -> Outline:
    """Returns the corners of a path of M, L, H, V, C and Z; bends are cut in pieces."""
    points: list[tuple[float, float]] = []
    for command, numbers in re.findall(r"([MLHVCZ])([^MLHVCZ]*)", d):
        values = [float(one) for one in numbers.split()]
        match command:
            case "H":
                points.append((values[0], points[-1][1]))
            case "V":
                points.append((points[-1][0], values[0]))
            case "C":
                points += _bend(points[-1], *zip(values[::2], values[1::2], strict=True))
            case "M" | "L":
                points.append((values[0], values[1]))
    return [*points, points[0]]


def _bend(*corners: tuple[float, float]) -> Iterator[tuple[float, float]]:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    for piece in range(1, BEND + 1):
        t = piece / BEND
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy


def _crosses(box: Box, outline: Outline) -> bool:
    """True if an outline passes through a box or has it inside."""
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    if not box.meets(Box(min(xs), min(ys), max(xs), max(ys))):
        return False
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return _is_inside(middle, outline) or any(_cuts(box, a, b) for a, b in pairwise(outline))


def _is_inside(point: tuple[float, float], outline: Outline) -> bool:
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in pairwise(outline):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside


def _cuts(box: Box, a: tuple[float, float], b: tuple[float, float]) -> bool:
    """True if a piece of a line is in a box: what is left of it after each side's cut."""
    (x, y), (dx, dy) = a, (b[0] - a[0], b[1] - a[1])
    low, high = 0.0, 1.0
    for step, room in (
        (-dx, x - box.left),
        (dx, box.right - x),
        (-dy, y - box.top),
        (dy, box.bottom - y),
    ):
        if step == 0:
            if room <= 0:
                return False
        elif step < 0:
            low = max(low, room / step)
        else:
            high = min(high, room / step)
    return low < high
