"""Any line at all gives arguments or a sentence."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.command import Command
from bot.parsing.parse_context import ParseError
from bot.parsing.words import normalize
from tests.bot.parsing.contexts import attempt, words
from tests.bot.parsing.parsed_lines import KNOWN, MAY_3, read
from tests.bot.parsing.sample_commands import (
    COMMANDS,
    applied,
    heard_back,
    interview,
    pipeline,
    win,
)

NAMES = st.text(min_size=1, max_size=60).map(normalize).filter(lambda name: name.strip(" ,;:"))
UNQUOTABLE = set("\"“”„«»‹›「」'‘’,;:~<")


@given(NAMES.filter(lambda name: not UNQUOTABLE & set(name)))
def test_a_quoted_company_survives_whatever_it_is_called(name: str) -> None:
    for quotes in ('""', "“”", "„“", "«»", "''", "‘’"):
        line = f"{quotes[0]}{name}{quotes[1]} as Baker on 3 May via a friend"
        assert read(applied, line) == {
            "company": name,
            "role": "Baker",
            "on": MAY_3,
            "via": "a friend",
        }


WORDS = st.sampled_from(
    words(
        "Acme as via on at by for with until contact answer fri 3pm 3 May 31 Feb yesterday Today"
        " 45m phone video on site https://a.co/1 <https://a.co/1|x> \" ' “ ” , Sun 24/7 next"
        " last ~12 ET 25:00 2026-06-31 tomorrow to é \n 🥐"
    )
)
LINES = st.lists(WORDS, max_size=16).map(" ".join) | st.text(st.characters(), max_size=200)


@given(st.sampled_from(COMMANDS), LINES, st.sampled_from([(), KNOWN]))
@example(applied, "\ud800", ())
@example(applied, "as as as", ("as",))
def test_any_line_gives_arguments_or_a_sentence(
    command: Command, line: str, names: tuple[str, ...]
) -> None:
    args = attempt(lambda: read(command, line, *names))
    if isinstance(args, ParseError):
        return
    fields = {param.name for param in command.fields}
    assert set(args) <= fields
    assert None not in args.values()


@pytest.mark.parametrize(
    "part",
    [
        *(
            "a",
            "as ",
            "on ",
            '"a ',
            "' ",
            '" ',
            'as "" ',
            "3 May ",
            "at fri 3pm ",
            "on 3 May as x ",
        ),
        *("<http://", "<https://a.co|", "\u200d", "é", "/", "1.", ",;:", "“a” ", "\n", "a\n", '",'),
        *("31 Feb ", "Acme ", "until ", "\U000e0041", "\U0001f3f4\U000e0067"),
    ],
)
def test_ten_thousand_characters_are_read_to_their_end(part: str) -> None:
    line = (part * 10_000)[:10_000]
    for command in (applied, interview, heard_back, pipeline, win):
        read_it = partial(read, command, line, *KNOWN)
        assert attempt(read_it) is not None
