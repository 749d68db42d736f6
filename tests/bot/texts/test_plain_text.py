"""User text, fitted into sentences and greetings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.texts.letters.salutations import greeting
from bot.texts.plain_text import clean, clip, join_lines, join_names, subject_line, to_sentence


def test_typed_text_becomes_one_clean_line() -> None:
    assert clean("  Acme\n\tBakery\u2028Ltd\x00 ") == "Acme Bakery Ltd"
    assert clean(None) == ""


def test_text_that_turns_the_line_around_loses_that_power() -> None:
    assert clean("Acme\u202eslaof") == "Acmeslaof"


def test_emoji_and_other_scripts_stay_whole() -> None:
    assert clean("👩‍🍳 مخبز نان‌وایی") == "👩‍🍳 مخبز نان‌وایی"
    assert clean("\u200d \u200d") == ""


def test_a_long_text_is_cut_after_a_word() -> None:
    assert clip("the quick brown fox jumps", 20) == "the quick brown fox…"
    assert clip("x" * 30, 20) == "x" * 19 + "…"


def test_notes_on_several_lines_become_a_list() -> None:
    assert join_lines("- sourdough.\n\n* the night shift;\n") == "sourdough, the night shift"


def test_a_sentence_ends_once() -> None:
    assert to_sentence("At", "Acme Inc.") == "At Acme Inc."
    assert to_sentence("At", "", "Acme") == "At Acme."
    assert to_sentence("", "") == ""


def test_names_are_listed_as_one_says_them() -> None:
    assert join_names([]) == ""
    assert join_names(["Tom"]) == "Tom"
    assert join_names(["Tom", "Maria", "Li"]) == "Tom, Maria and Li"


@given(st.text(max_size=400))
def test_a_subject_is_one_line_of_at_most_150_characters(text: str) -> None:
    said = subject_line(text)
    assert len(said) <= 150
    assert len(said.splitlines()) <= 1
    assert said == said.strip()
    assert "  " not in said


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("Maria", "Hello Maria,"),
        ("maria baker", "Hello Maria,"),
        ("MARIA BAKER", "Hello Maria,"),
        ("Maria Baker (HR)", "Hello Maria,"),
        ("Maria, Head of People", "Hello Maria,"),
        ("Maria Baker – hiring", "Hello Maria,"),
        ("Sam from Payroll", "Hello Sam,"),
        ("Jean-Luc Picard", "Hello Jean-Luc,"),
        ("Dr. Wei Chen", "Hello Dr. Chen,"),
        ("Ms. Baker", "Hello Ms. Baker,"),
        ("J. Baker", "Hello J. Baker,"),
        ("山田 太郎", "Hello 山田 太郎,"),
        ("李", "Hello 李,"),
        ("أحمد علي", "Hello أحمد,"),
        ("Maria 🥐", "Hello Maria,"),
    ],
)
def test_a_contact_is_greeted_by_name(contact: str, said: str) -> None:
    assert greeting(contact=contact) == said


@pytest.mark.parametrize(
    "contact",
    [
        *(None, "", "  ", "HR", "the hiring manager", "HR team", "Ms.", "n/a", "?", "🥐", "X"),
        *(
            "maria@acme.example",
            "https://acme.example",
            "+49 30 1234",
            "I do not know who it was",
            "x" * 90,
            "Steve Jobs",
        ),
    ],
)
def test_where_no_name_is_sure_nobody_is_greeted_by_a_wrong_one(contact: str | None) -> None:
    assert greeting(contact=contact) == "Hello,"


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("Tom Hill and Maria Baker", "Hello Tom and Maria,"),
        ("Tom (CTO), Maria (HR) & Li Wei", "Hello Tom, Maria and Li,"),
        ("Tom\nMaria", "Hello Tom and Maria,"),
        ("Tom Anders", "Hello Tom,"),
        ("Tom Hill; Tom Baker", "Hello Tom,"),
        ("Ann, Ben, Cy, Di", "Hello all,"),
        ("the panel", "Hello Zoe,"),
        (None, "Hello Zoe,"),
    ],
)
def test_those_one_met_are_greeted_before_the_contact(people: str | None, said: str) -> None:
    assert greeting(people=people, contact="Zoe Zimmer") == said


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_greeting_is_a_short_line_that_ends_in_a_comma(people: str, contact: str) -> None:
    said = greeting(people=people, contact=contact)
    assert said.startswith("Hello")
    assert said.endswith(",")
    assert "\n" not in said
    assert "  " not in said
    assert len(said) < 150
