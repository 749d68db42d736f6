"""Response times: the estimate agrees with an independent implementation."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from bot.charts.draw import draw
from bot.charts.theme import ColorScheme
from bot.domain.applications.activity import ActivityKind, OutreachMethod
from bot.domain.applications.response_times import (
    Wait,
    application_waits,
    estimate_curve,
    outreach_waits,
    response_curves,
)
from bot.texts.picture_texts import curve_picture, curve_sentence
from tests.bot.history import Hunt, day

TODAY = day("1 Jul")
WAITS = st.lists(st.builds(Wait, st.integers(0, 30), st.booleans()), min_size=1, max_size=40)


# Before the first answer, and when all are answered, its formula has no band.
@pytest.mark.filterwarnings("ignore:The confidence interval is undefined")
@settings(max_examples=60)
@given(WAITS)
def test_the_curve_is_that_of_scipy(waits: list[Wait]) -> None:
    answered = [one.days for one in waits if one.answered]
    waiting = [one.days for one in waits if not one.answered]
    expected = stats.ecdf(stats.CensoredData(answered, right=waiting))
    curve = estimate_curve("Applications", waits)
    assert [one.day for one in curve.points] == sorted(set(answered))
    days = [one.day for one in curve.points]
    assert [one.share for one in curve.points] == pytest.approx(list(expected.cdf.evaluate(days)))
    band = expected.sf.confidence_interval(method="log-log")
    for point in (one for one in curve.points if one.share < 1):
        assert point.low == pytest.approx(1 - band.high.evaluate(point.day))
        assert point.high == pytest.approx(1 - band.low.evaluate(point.day))


def applied(on: str, answer: str | None = None, kind: str = "heard_back") -> Hunt:
    hunt = Hunt()
    hunt.applied(on)
    if answer:
        hunt.did(ActivityKind(kind), answer)
    return hunt


def waits_of(*hunts: Hunt, today: date = TODAY) -> list[Wait]:
    return list(application_waits([hunt.application for hunt in hunts], today))


def test_what_still_waits_counts_as_waiting_so_long() -> None:
    assert waits_of(applied("1 Jun"), applied("1 Jun", "9 Jun")) == [
        Wait(30, answered=False),
        Wait(8, answered=True),
    ]


def test_a_no_is_an_answer_and_giving_up_is_none() -> None:
    assert waits_of(
        applied("1 Jun", "5 Jun", "rejected"), applied("1 Jun", "5 Jun", "withdrew")
    ) == [Wait(4, answered=True), Wait(4, answered=False)]


def test_what_has_no_known_day_is_in_no_curve() -> None:
    sent, answered = Hunt(), applied("1 Jun")
    sent.did(ActivityKind.APPLIED, "1 Jun", company="Acme", undated=True)
    sent.did(ActivityKind.HEARD_BACK, "5 Jun")
    answered.did(ActivityKind.HEARD_BACK, "5 Jun", undated=True)
    assert waits_of(sent, answered) == []


def test_the_next_outreach_ends_the_waiting_for_the_one_before() -> None:
    hunt = applied("1 Jun")
    hunt.did(ActivityKind.FOLLOWED_UP, "8 Jun", method=OutreachMethod.EMAIL)
    hunt.did(ActivityKind.FOLLOWED_UP, "15 Jun", method=OutreachMethod.PHONE)
    hunt.did(ActivityKind.HEARD_BACK, "16 Jun")
    applications = [hunt.application]
    assert list(outreach_waits(applications, OutreachMethod.EMAIL, TODAY)) == [
        Wait(7, answered=False)
    ]
    assert list(outreach_waits(applications, OutreachMethod.PHONE, TODAY)) == [
        Wait(1, answered=True)
    ]


def test_the_sentence_names_the_day_by_which_half_of_the_answers_came() -> None:
    waits = [Wait(day, answered=True) for day in range(1, 21)]
    waits += [Wait(40, answered=False)] * 20
    chart = response_curves("the application", [("Applications", waits)])
    assert curve_sentence(chart) == (
        "Of 40 applications, half of those that answer do so by day 10."
    )


def test_two_curves_are_said_apart_and_drawn_apart_without_color() -> None:
    mail = [Wait(9, answered=True)] * 10 + [Wait(20, answered=False)] * 10
    phone = [Wait(2, answered=True)] * 20
    chart = response_curves("the follow-up", [("By email", mail), ("By phone", phone)])
    picture = curve_picture(chart)
    assert picture.sentence == (
        "By email, half of those that answer do so by day 9; by phone, by day 2."
    )
    svg = draw(picture, ColorScheme.DARK)
    assert 'stroke-dasharray="22 10"' in svg
    words = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert "By email: 10 of 20, half by day 9" in words
    assert "By phone: 20 of 20, half by day 2" in words
    assert "50% by day 9" in picture.description
