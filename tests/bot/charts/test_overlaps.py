"""Words in a chart never touch other words, a bar or a ribbon, or leave the picture."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from bot.charts.draw import draw
from bot.charts.svg import Svg
from bot.charts.theme import THEMES, ColorScheme
from bot.domain.groups.board import MemberLine
from bot.domain.groups.weekly_counts import Counts
from bot.picture import Funnel, Picture, Year
from bot.texts.date_formats import month_names, weekday_names
from bot.texts.picture_texts import funnel_picture, week_picture, year_picture
from tests.bot.charts.funnel_strategies import FUNNELS
from tests.bot.charts.funnels import many
from tests.bot.charts.svg_contents import take_apart
from tests.golden_pictures import pictures

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")


def overlaps(picture: Picture) -> list[str]:
    return take_apart(draw(picture, ColorScheme.LIGHT)).overlaps()


@pytest.mark.parametrize("count", [1, 7, 100, 5000])
def test_a_hunt_of_so_many_applications(count: int) -> None:
    assert overlaps(funnel_picture(many(count))) == []


@settings(max_examples=40)
@given(FUNNELS)
def test_any_hunt(funnel: Funnel) -> None:
    assert overlaps(funnel_picture(funnel)) == []


def test_the_longest_title_of_a_hunt() -> None:
    assert overlaps(funnel_picture(Funnel(many(5000).flows, since=date(2026, 12, 28)))) == []


@pytest.mark.parametrize(
    "picture", [one for _, one, _ in pictures()], ids=[name for name, _, _ in pictures()]
)
def test_a_picture_that_is_kept(picture: Picture) -> None:
    assert overlaps(picture) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_year_in_any_language(language: str) -> None:
    year = next(one for name, one, _ in pictures() if name == "year")
    assert isinstance(year.chart, Year)
    first, days = date(2025, 6, 30), year.chart.days
    names = month_names(language), weekday_names(language)
    assert overlaps(year_picture(first, days, *names)) == []


@pytest.mark.parametrize("counts", [(1, 0, 1), (98, 40, 7), (5000, 4999, 5000)])
def test_a_week_of_any_counts_and_names(counts: tuple[int, int, int]) -> None:
    names = ("Ada", "Jürgen-Bartholomäus von Hohenstein", "W" * 40, "王小明")
    lines = [MemberLine(name, Counts(*counts), streak=99, reached=True) for name in names]
    assert overlaps(week_picture(lines, 4_996, "15,000 applications together.")) == []


def test_words_on_a_ribbon_are_found() -> None:
    svg = Svg(THEMES[ColorScheme.LIGHT])
    svg.path("M0 0C700 0 700 300 1400 300L1400 340C700 340 700 40 0 40Z", "#000000")
    svg.text(640, 180, "on it")
    svg.text(44, 300, "below it")
    assert take_apart(svg.finish(400, "")).overlaps() == ["on it touches a shape"]
