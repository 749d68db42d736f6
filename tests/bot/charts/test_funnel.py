"""The funnel: each application once, nothing crosses, every number has its place."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings

from bot.charts.draw import draw
from bot.charts.funnel_layout import ROW, Layout, Ribbon, lay_out
from bot.charts.theme import ColorScheme
from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.funnel import compute_funnel
from bot.domain.applications.funnel_json import read_funnel, write_funnel
from bot.picture import Funnel, FunnelOutcome, FunnelStage
from bot.texts.picture_texts import funnel_picture, funnel_sentence
from tests.bot.charts.funnel_strategies import FUNNELS, counted
from tests.bot.charts.funnels import Path, funnel_of, many
from tests.bot.history import Hunt, day


def applied(on: str = "1 Jun") -> Hunt:
    hunt = Hunt()
    hunt.applied(on)
    return hunt


def test_silence_and_a_no_leave_the_first_column() -> None:
    silent, rejected = applied(), applied()
    rejected.did(ActivityKind.REJECTED, "5 Jun")
    assert counted(silent, rejected) == {
        ("Applied", "Rejected"): 1,
        ("Applied", "No answer yet"): 1,
    }


def test_an_interview_is_a_reply_and_a_no_after_it_leaves_from_there() -> None:
    met = applied()
    met.booked("12 Jun 14:00", logged="5 Jun")
    met.did(ActivityKind.REJECTED, "20 Jun")
    assert counted(met) == {
        ("Applied", "Reply"): 1,
        ("Reply", "Interview"): 1,
        ("Interview", "Rejected"): 1,
    }


def test_an_offer_without_an_interview_passes_the_interviews_by() -> None:
    lucky = applied()
    lucky.did(ActivityKind.OFFERED, "5 Jun")
    lucky.did(ActivityKind.ACCEPTED, "6 Jun")
    assert counted(lucky) == {
        ("Applied", "Reply"): 1,
        ("Reply", "Offer"): 1,
        ("Offer", "Accepted"): 1,
    }


def test_only_what_was_sent_since_that_day_counts() -> None:
    assert counted(applied("1 Apr"), applied("1 Jun"), since="1 May") == {
        ("Applied", "No answer yet"): 1
    }


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (1, "1 application, no answer yet: too few to judge by."),
        (7, "7 applications, 3 answers: too few to judge by."),
    ],
)
def test_few_applications_earn_no_judgment(count: int, sentence: str) -> None:
    paths: list[Path] = [
        [FunnelStage.APPLIED, FunnelOutcome.REJECTED] for _ in range(3 if count > 1 else 0)
    ]
    paths += [[FunnelStage.APPLIED, FunnelOutcome.NO_ANSWER] for _ in range(count - len(paths))]
    assert funnel_sentence(funnel_of(paths)) == sentence


def test_enough_applications_earn_their_numbers() -> None:
    funnel = many(100)
    said = funnel_sentence(funnel)
    assert said.startswith(f"Of 100 applications, {funnel.answered} got an answer")
    assert f"{funnel.count(FunnelStage.INTERVIEW)} led to an interview" in said


@settings(max_examples=60)
@given(FUNNELS)
def test_no_two_ribbons_meet_and_no_label_is_in_another_s_way(funnel: Funnel) -> None:
    plan = lay_out(funnel, 44, 1000, 220)
    for x in range(75, 1000, 37):
        edges = sorted(span for one in plan.ribbons if (span := _span(one, x)))
        assert all(low <= begin + 0.51 for (_, low), (begin, _) in pairwise(edges)), x
    middles = [row.y + row.height / 2 for row in plan.rows]
    assert all(b - a >= ROW - 0.01 for a, b in pairwise(middles))
    _bars_are_free(plan)
    assert sum(row.flow.count for row in plan.rows) == funnel.applications


def _bars_are_free(plan: Layout) -> None:
    """A ribbon that passes a bar's column is beside the bar."""
    for node in plan.nodes:
        for ribbon in plan.ribbons:
            ends_here = ribbon.flow.begin is node.step or ribbon.flow.end is node.step
            span = _span(ribbon, node.x + 1)
            if span and not ends_here:
                assert span[1] <= node.y + 0.01 or span[0] >= node.y + node.height - 0.01


def _span(ribbon: Ribbon, x: float) -> tuple[float, float] | None:
    """Returns a ribbon's upper and lower edge at an x."""
    for (left, y), (right, to) in pairwise(ribbon.points):
        if left <= x <= right:
            half, low, high = (left + right) / 2, 0.0, 1.0
            for _ in range(30):
                t = (low + high) / 2
                at = left * (1 - t) ** 3 + half * 3 * t * (1 - t) + right * t**3
                low, high = (t, high) if at < x else (low, t)
            rise = 3 * t * t * (1 - t) + t**3
            upper = y + (to - y) * rise
            return upper, upper + ribbon.thick
    return None


@pytest.mark.parametrize("count", [1, 7, 100, 5000])
def test_every_stage_and_outcome_has_its_number_beside_it(count: int) -> None:
    funnel = many(count)
    svg = draw(funnel_picture(funnel), ColorScheme.LIGHT)
    words = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    for flow in funnel.flows:
        if isinstance(flow.end, FunnelOutcome):
            assert flow.end in words
            assert f"{flow.count:,}" in words
    assert f"{count:,}" in words
    assert "opacity" not in svg.replace("fill-opacity", "")


def test_an_outcome_of_several_stages_has_its_sum_below() -> None:
    early: Path = [FunnelStage.APPLIED, FunnelOutcome.REJECTED]
    late: Path = [FunnelStage.APPLIED, FunnelStage.REPLY, FunnelOutcome.REJECTED]
    waiting: Path = [FunnelStage.APPLIED, FunnelOutcome.NO_ANSWER]
    assert "In all: 3 rejected." in draw(
        funnel_picture(funnel_of([early, early, late, waiting])), ColorScheme.LIGHT
    )
    assert "In all" not in draw(funnel_picture(funnel_of([early, waiting])), ColorScheme.LIGHT)


def test_a_funnel_of_a_time_says_since_when_also_after_it_waited_as_text() -> None:
    funnel = compute_funnel([applied().application], day("15 May"))
    assert funnel_picture(funnel).title == "Where 1 application since 15 May 2026 went"
    assert read_funnel(write_funnel(funnel)) == funnel
    assert read_funnel(write_funnel(many(100))) == many(100)


def test_the_same_numbers_are_the_same_file_with_each_pattern_in_the_outcomes_order() -> None:
    funnel = many(100)
    svg = draw(funnel_picture(funnel), ColorScheme.LIGHT)
    patterns = re.findall(r'<pattern id="(\w+)"', svg)
    assert patterns == [end.name.lower() for end in FunnelOutcome if funnel.count(end)]
