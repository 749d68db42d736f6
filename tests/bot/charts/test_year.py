"""A year at a glance, and a group's week."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.charts.draw import draw
from bot.charts.theme import ColorScheme
from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.year import WEEKS, count_days, first_day
from bot.domain.groups.board import MemberLine
from bot.domain.groups.weekly_counts import Counts
from bot.picture import DayCounts
from bot.texts.date_formats import month_names, weekday_names
from bot.texts.picture_texts import week_picture, year_picture
from tests.bot.history import Hunt, day

TODAY = day("1 Jul")


def words(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def counted(hunt: Hunt) -> dict[str, DayCounts]:
    days = count_days([hunt.application], TODAY, hunt.at("1 Jul 10:00"))
    begin = first_day(TODAY)
    return {
        f"{begin + timedelta(days=number):%d %b}": one
        for number, one in enumerate(days)
        if one.total
    }


def test_each_day_counts_what_was_done_on_it() -> None:
    hunt = Hunt()
    hunt.applied("1 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun")
    hunt.booked("12 Jun 14:00", logged="9 Jun")
    hunt.did(ActivityKind.THANKED, "12 Jun")
    hunt.booked("3 Jul 14:00", logged="20 Jun")
    assert counted(hunt) == {
        "01 Jun": DayCounts(applications=1),
        "08 Jun": DayCounts(follow_ups=1),
        "12 Jun": DayCounts(interviews=1, thank_yous=1),
    }


def test_what_was_done_on_a_day_that_nobody_knows_is_in_none() -> None:
    hunt = Hunt()
    hunt.did(ActivityKind.APPLIED, "1 Jun", company="Acme", undated=True)
    assert counted(hunt) == {}


def test_the_year_ends_today_and_begins_on_a_monday() -> None:
    begin = first_day(TODAY)
    assert begin.weekday() == 0
    assert WEEKS * 7 - 6 <= (TODAY - begin).days + 1 <= WEEKS * 7


def test_months_and_weekdays_are_in_the_language_of_dates() -> None:
    days = count_days([], TODAY, Hunt().at("1 Jul"))
    said = {}
    for language in ("en", "de"):
        picture = year_picture(
            first_day(TODAY), days, month_names(language), weekday_names(language)
        )
        said[language] = words(draw(picture, ColorScheme.LIGHT))
    assert {"Mon", "Wed", "Dec", "May"} <= set(said["en"])
    assert {"Mo", "Mi", "Dez", "Mai"} <= set(said["de"])


def test_names_that_the_fonts_lack_are_numbers_and_markup_is_its_letters() -> None:
    names = ("Ada", "王小明", '<b href="x">')
    lines = [MemberLine(name, Counts(number, 0, 1)) for number, name in enumerate(names, start=1)]
    picture = week_picture(lines, 2, "6 applications and 3 conversations together.")
    drawn = words(draw(picture, ColorScheme.LIGHT))
    assert {"Ada", "Member 2", '&lt;b href="x"&gt;', "and 2 more"} <= set(drawn)
    assert "王小明" in picture.description
