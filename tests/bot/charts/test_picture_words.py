"""Words in pictures: as wide as they are said to be, and never anything but words."""

from __future__ import annotations

from xml.etree import ElementTree

from fontTools.ttLib import TTFont

from bot.charts.svg import Svg
from bot.charts.text_width import FONTS, drawable, fit, width, wrap
from bot.charts.theme import THEMES, ColorScheme


def test_the_widths_are_those_of_the_fonts() -> None:
    for path, bold in zip(FONTS, (False, True), strict=True):
        font = TTFont(path)
        for code, name in font.getBestCmap().items():
            wide = font["hmtx"][name][0] * 1000 / font["head"].unitsPerEm
            assert abs(width(chr(code), 1000, bold=bold) - wide) <= 0.5


def test_signs_that_the_fonts_lack_are_left_out() -> None:
    assert drawable("Jürgen 林 Łukasz 😀") == "Jürgen Łukasz"
    assert drawable("王小明") == ""
    assert drawable("a\x00b\x1bc\u202ed") == "abcd"


def test_markup_in_a_name_is_drawn_as_its_letters() -> None:
    svg = Svg(THEMES[ColorScheme.LIGHT])
    svg.text(0, 0, '<image href="file:x">')
    written = svg.finish(100, "A <name> & more")
    root = ElementTree.fromstring(written)  # noqa: S314  # our own
    kinds = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert kinds == {"svg", "title", "rect", "text"}
    assert [one.text for one in root.iter() if one.tag.endswith("text")] == [
        '<image href="file:x">'
    ]


def test_what_is_too_wide_is_cut_or_wrapped() -> None:
    assert fit("Wolfeschlegelsteinhausen", 40, 200).endswith("…")
    assert width(fit("Wolfeschlegelsteinhausen", 40, 200), 40) <= 200
    assert all(
        width(line, 40) <= 300 for line in wrap("Of 100 applications, 34 got an answer.", 40, 300)
    )
