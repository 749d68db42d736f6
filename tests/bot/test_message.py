"""Texts: strings and typed values in one sentence, which no string can swallow."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.message import (
    CommandRef,
    Link,
    Moment,
    Part,
    Refused,
    Text,
    join_texts,
    nothing_to_do,
    plain,
)

NOON = Moment(datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=2))))
SEE = Text("See what is due: ", CommandRef("nudges"))

parts: st.SearchStrategy[Part] = st.one_of(
    st.text(max_size=5),
    st.just(NOON),
    st.builds(Link, st.just("https://a.example"), st.text(max_size=3)),
    st.builds(CommandRef, st.sampled_from(["nudges", "group start"])),
)


def test_a_text_reads_as_it_is_typed() -> None:
    assert plain(SEE) == "See what is due: /nudges"
    assert plain("/job is what I typed") == "/job is what I typed"
    assert plain(Link("https://a.example", "the posting")) == "https://a.example"


def test_a_moment_reads_in_the_readers_zone_or_in_utc() -> None:
    assert plain(Text("At ", NOON)) == "At 2026-06-01 10:00 UTC"
    assert plain(Text("At ", NOON), lambda at: f"{at:%H:%M}") == "At 12:00"


def test_a_text_cannot_be_lost_in_a_string() -> None:
    with pytest.raises(TypeError):
        f"{SEE}"
    with pytest.raises(TypeError):
        " ".join([SEE])  # type: ignore[list-item]  # as unchecked code might


@given(st.lists(parts), st.lists(parts))
def test_however_it_is_put_together_it_is_the_same_text(one: list[Part], two: list[Part]) -> None:
    whole = Text(*one, *two)
    assert Text(Text(*one), Text(*two)) == whole
    assert plain(whole) == plain(Text(*one)) + plain(Text(*two))
    assert bool(whole) == bool(whole.parts)
    strings = [isinstance(part, str) for part in whole]
    assert (True, True) not in pairwise(strings)
    assert "" not in whole.parts


def test_texts_are_joined_without_those_that_say_nothing() -> None:
    assert join_texts("Saved.", "", SEE, Text()) == Text("Saved. ", SEE)
    assert not join_texts("", Text())


def test_a_refusal_says_why_in_parts_and_logs_as_it_reads() -> None:
    refused = Refused("That is gone. See ", CommandRef("nudges"))
    assert refused.message.text == Text("That is gone. See ", CommandRef("nudges"))
    assert str(refused) == "That is gone. See /nudges"
    assert str(nothing_to_do("Nothing is due: ", CommandRef("nudges"))) == "Nothing is due: /nudges"
