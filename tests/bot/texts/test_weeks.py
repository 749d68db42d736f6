"""The words about a bad week are those of weeks.txt, and shame nobody."""

from __future__ import annotations

import pytest

from tests.bot.texts.weeks import WEEKS, weeks

SHAMING = (
    "fail",
    "miss",
    "lost",
    "only 0",
    "0 of",
    "behind",
    "broke",
    "should",
    "lazy",
    "!",
    "bad",
)


def test_what_is_said_of_a_bad_week_is_what_a_reviewer_read() -> None:
    assert weeks() == WEEKS.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", SHAMING)
def test_nothing_of_it_shames(word: str) -> None:
    assert word not in weeks().casefold().replace("missing", "")
