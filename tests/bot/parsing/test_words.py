"""A text is split into words, quotes hold a value, and only the invisible is dropped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.words import join, normalize, normalize_lines, split, tidied

ZWJ, ZWNJ, RLO, PDI = "\u200d", "\u200c", "\u202e", "\u2069"


def texts(text: str) -> list[str]:
    return [token.text for token in split(text)]


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("  Acme \t  GmbH\n", "Acme GmbH"),
        ("Acme\xa0GmbH", "Acme GmbH"),
        ("Ac\u200bme", "Acme"),
        ("Ac\xadme", "Acme"),
        ("\ufeffAcme", "Acme"),
        (f"{RLO}emcA{PDI}", "emcA"),
        ("Acme\x00\x07", "Acme"),
        ("Acme\u3164", "Acme"),
        (f"A{ZWJ}c{ZWNJ}me", "Acme"),
        ("Ca\u0301fe", "C\xe1fe"),
        ("Acme\ud800", "Acme"),
        ("Acme\U000e0041\U000e0042", "Acme"),
    ],
)
def test_what_nobody_sees_is_dropped(typed: str, seen: str) -> None:
    assert normalize(typed) == seen


@pytest.mark.parametrize(
    "text",
    [
        f"👩{ZWJ}🍳 Bakery",
        f"🧑🏽{ZWJ}💻",
        f"🏳️{ZWJ}🌈",
        f"❤️{ZWJ}🔥",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        f"می{ZWNJ}خواهم",
        "מאפייה",
        "مخبز",
        "क्ष",
        "株式会社 東京",
        "Müller & Söhne",
    ],
)
def test_emoji_and_other_scripts_stay_as_they_are(text: str) -> None:
    assert normalize(text) == text


def test_line_breaks_stay_where_they_are_asked_for() -> None:
    assert normalize_lines(" one \r\n\n\n\n two\u2028three ") == "one\n\ntwo\nthree"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"Ruby Tuesday" as Cook', ["Ruby Tuesday", "as", "Cook"]),
        ("“Ruby Tuesday” as Cook", ["Ruby Tuesday", "as", "Cook"]),
        ("„Ruby Tuesday“ as Cook", ["Ruby Tuesday", "as", "Cook"]),
        ("«Ruby Tuesday» as Cook", ["Ruby Tuesday", "as", "Cook"]),
        ('“Ruby Tuesday" as Cook', ["Ruby Tuesday", "as", "Cook"]),
        ("'Ruby Tuesday' as Cook", ["Ruby Tuesday", "as", "Cook"]),
        ("‘Ruby Tuesday’ as Cook", ["Ruby Tuesday", "as", "Cook"]),
        ('"Ruby Tuesday", as Cook', ["Ruby Tuesday", "as", "Cook"]),
        ("O'Reilly", ["O'Reilly"]),
        ("O’Reilly", ["O’Reilly"]),
        ("Jones' Bakery", ["Jones'", "Bakery"]),
        ("Jones’ Bakery", ["Jones’", "Bakery"]),
        ("rock 'n' roll", ["rock", "n", "roll"]),
        ("rock ' n ' roll", ["rock", "'", "n", "'", "roll"]),
        ('5" pipes', ['5"', "pipes"]),
        ('"Acme as Baker', ['"Acme', "as", "Baker"]),
        ("'Acme as Baker", ["'Acme", "as", "Baker"]),
        ('Acme "" x', ["Acme", "", "x"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_quotes_hold_a_value_together(text: str, parts: list[str]) -> None:
    assert texts(text) == parts


def test_quoted_values_are_marked() -> None:
    assert [token.quoted for token in split("\"Ruby Tuesday\" O'Reilly 'x'")] == [True, False, True]


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)
    assert normalize_lines(normalize_lines(text)) == normalize_lines(text)


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_splits_into_words_without_white_space(text: str) -> None:
    for token in split(text):
        assert token.quoted or (token.text and not token.text.isspace())
        assert token.text == normalize(token.text)


@given(st.text(alphabet="ab '\"“”’,\n", max_size=40))
def test_nothing_but_quotes_and_spaces_is_lost(text: str) -> None:
    def letters(said: str) -> str:
        return "".join(letter for letter in said if letter in "ab")

    assert letters(join(split(text))) == letters(text)


@pytest.mark.parametrize(
    ("gap", "kept"),
    [(" " * 9, " "), (" \t" * 9, "\t"), ("\n" * 9, "\n\n"), (" \r\n\t" * 9, "\n\n"), ("  ", "  ")],
)
def test_a_long_gap_keeps_its_kind(gap: str, kept: str) -> None:
    assert tidied(f"Acme{gap}Baker") == f"Acme{kept}Baker"


def test_a_letter_keeps_as_many_marks_as_any_language_needs() -> None:
    assert tidied("e\u0301 a" + "\u0329" * 30) == "é a" + "\u0329" * 30
    assert tidied("a" + "\u0329" * 400 + "b") == "a" + "\u0329" * 30 + "b"
