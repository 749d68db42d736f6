"""Words of a directive: quotes, pairs, apostrophes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.console.directive_words import Word, split


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", []),
        ("I sent it", [Word("I"), Word("sent"), Word("it")]),
        ('"I sent it"', [Word("I sent it", quoted=True)]),
        ("“I sent it” #2", [Word("I sent it", quoted=True), Word("#2")]),
        ("'I sent it'", [Word("I sent it", quoted=True)]),
        ("Anna's oven", [Word("Anna's"), Word("oven")]),
        ("text='it's fine'", [Word("it's fine", "text", quoted=True)]),
        (
            'role="Head Baker" on=tomorrow',
            [Word("Head Baker", "role", True), Word("tomorrow", "on")],
        ),
        ("role=", [Word("", "role")]),
        (r'role="the \"best\" baker"', [Word('the "best" baker', "role", quoted=True)]),
        ('"never closed', [Word('"never'), Word("closed")]),
        ("'tis fine", [Word("'tis"), Word("fine")]),
    ],
)
def test_words(line: str, words: list[Word]) -> None:
    assert split(line) == words


@given(st.text(max_size=200))
def test_any_line_has_words_and_loses_no_letter(line: str) -> None:
    letters = {letter for word in split(line) for letter in (word.key or "") + word.text}
    assert {letter for letter in line if letter.isalnum()} <= letters


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,10}", fullmatch=True), st.text(max_size=40)))
def test_what_is_quoted_comes_back_whole(pairs: dict[str, str]) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

    line = " ".join(f"{key}={quoted(value)}" for key, value in pairs.items())
    assert {word.key: word.text for word in split(line)} == pairs
