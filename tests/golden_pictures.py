"""Writes the pictures that the tests compare with, small ones: `python -m tests.golden_pictures`.

Look at each before it is committed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from PIL import Image

from adapters.shared.picture_renderer import draw_in_child
from bot.charts.theme import ColorScheme
from bot.domain.applications.response_times import Wait, response_curves
from bot.domain.groups.board import MemberLine
from bot.domain.groups.weekly_counts import Counts
from bot.picture import DayCounts, Picture
from bot.texts.date_formats import month_names, weekday_names
from bot.texts.picture_texts import curve_picture, funnel_picture, week_picture, year_picture
from tests.bot.charts.funnels import many

FOLDER = Path(__file__).parent / "adapters" / "golden"
WIDE = 400


def pictures() -> Iterator[tuple[str, Picture, ColorScheme]]:
    """The name, the data and the ground of each."""
    yield "funnel-1", funnel_picture(many(1)), ColorScheme.LIGHT
    yield "funnel-100", funnel_picture(many(100)), ColorScheme.LIGHT
    yield "funnel-100-dark", funnel_picture(many(100)), ColorScheme.DARK
    yield "answers", answers(), ColorScheme.LIGHT
    yield "answers-dark", answers_by_method(), ColorScheme.DARK
    yield "year", year(), ColorScheme.LIGHT
    yield "week", week(), ColorScheme.DARK


def answers() -> Picture:
    """Returns the response times of forty applications."""
    return curve_picture(response_curves("the application", [("Applications", _waits(40, 9))]))


def answers_by_method() -> Picture:
    """Returns the response times of mails and of calls."""
    by_method = [("By email", _waits(40, 9)), ("By phone", _waits(25, 3))]
    return curve_picture(response_curves("the follow-up", by_method))


def _waits(count: int, often_by: int) -> Sequence[Wait]:
    """Waits that are always the same; about half of them end with an answer."""
    return [
        Wait(round(often_by * (number % 10) ** 1.5 / 10), answered=True)
        if number % 2
        else Wait(5 + number, answered=False)
        for number in range(count)
    ]


def year() -> Picture:
    """A year with busy and with quiet weeks."""
    first = date(2025, 6, 30)
    days = [
        DayCounts(
            applications=(number * 7 + number // 11) % 5 if number % 7 < 5 else 0,
            follow_ups=number % 3 if number % 5 == 1 else 0,
            interviews=int(number % 23 == 4),
            thank_yous=int(number % 23 == 5),
        )
        for number in range(52 * 7 + 3)
    ]
    return year_picture(first, days, month_names("en"), weekday_names("en"))


def week() -> Picture:
    """A group's week, with names of several scripts and lengths."""
    lines = (
        MemberLine("Ada", Counts(12, 5, 2), streak=7, reached=True),
        MemberLine("Jürgen-Bartholomäus von Hohenstein", Counts(5, 0, 1), reached=True),
        MemberLine("王小明", Counts(0, 3, 0), streak=1),
    )
    return week_picture(lines, 3, "17 applications, 8 follow-ups and 3 conversations together.")


def drawn(picture: Picture, look: ColorScheme) -> Image.Image:
    """A picture as it is drawn today, small."""
    image = Image.open(io.BytesIO(draw_in_child(picture, look))).convert("RGB")
    return image.resize((WIDE, round(image.height * WIDE / image.width)))


def main() -> None:
    """Writes them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture, look in pictures():
        drawn(picture, look).quantize(256).save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
