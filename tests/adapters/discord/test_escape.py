"""User text shows as typed: no markup, no link, no ping, no emoji of its own making."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord.rendering.escape import code, code_pieces, escape, link, pieces
from tests.fakes.discord.markdown import Line, Reader, render

READER = Reader(ZoneInfo("Europe/Berlin"), "en-GB", datetime(2026, 6, 1, tzinfo=UTC))
# What Discord's markdown knows, in pieces, so that examples put it together by chance.
SIGNS = (
    *"\\`*_~|<>[]()@#:-+.!&/1 2 a b",
    *("\n", "```", "**", "__", "~~", "||", "> ", ">>> ", "# ", "-# ", "- ", "1. ", "](http://x)"),
    *("https://x.y", "<@1>", "<#1>", "<t:1:R>", "</a:1>", "<:x:1>", "<id:browse>", "@everyone"),
)
NASTY = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)
TEXTS = NASTY | st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \n"))


def lines(source: str) -> list[Line]:
    return render(source, READER)


def seen(source: str) -> str:
    return "\n".join(line.text for line in lines(source))


@pytest.mark.parametrize(
    "typed",
    [
        "@everyone",
        "@here",
        "<@1>",
        "<@&1>",
        "<#1>",
        "**bold**",
        "_slanted_ snake_case",
        "~~gone~~",
        "||hidden||",
        "`code`",
        "```\ncode\n```",
        "[Acme](http://x)",
        "](http://x)",
        "https://example.com/?a=1&b=2.",
        "<https://example.com>",
        "# Heading",
        "-# small",
        "- one\n- two",
        "* one",
        "+ one",
        "1. one\n12. two\n3) three",
        "> quoted",
        ">>> quoted",
        "<t:1780000000:R>",
        "</applied:1>",
        "<:x:1>",
        "<a:x:1>",
        ":fire:",
        "<id:customize>",
        "C:\\Users\\*",
        "\\",
        "a\\",
    ],
)
def test_it_shows_as_typed(typed: str) -> None:
    for line in lines(escape(typed)):
        assert line.kind == "text", typed
        for piece in line.pieces:
            assert (piece.styles, piece.link, piece.mention) == (frozenset(), None, None)
    assert seen(escape(typed)) == typed


@given(TEXTS)
def test_whatever_is_typed_is_only_text(typed: str) -> None:
    drawn = lines(escape(typed))
    assert all(line.kind == "text" for line in drawn)
    assert not [p for line in drawn for p in line.pieces if p.styles or p.link or p.mention]
    assert seen(escape(typed)) == typed.removesuffix("\n")


@given(TEXTS)
def test_nothing_that_begins_an_emoji_a_moment_or_a_mention_is_left_bare(typed: str) -> None:
    escaped = escape(typed)
    for at, sign in enumerate(escaped):
        if sign in "<@`*_~|[]" or (sign == ":" and not escaped[at + 1 : at + 2].isspace()):
            before = escaped[:at]
            backslashes = len(before) - len(before.rstrip("\\"))
            assert backslashes % 2 or at == len(escaped) - 1


@given(TEXTS, st.integers(20, 200))
def test_long_words_come_in_parts_that_fit_and_nothing_of_them_is_lost(
    typed: str, longest: int
) -> None:
    parts = list(pieces(typed, longest))
    assert all(len(part) <= longest for part in parts)
    assert "".join(seen(part) for part in parts).split() == typed.split() or "".join(
        "".join(seen(part).split()) for part in parts
    ) == "".join(typed.split())


@given(TEXTS)
def test_a_block_of_code_holds_whatever_is_in_it(typed: str) -> None:
    (block,) = lines(code(typed))
    assert block.kind == "code"
    assert block.text.replace("\u200b", "").strip() == typed.strip()


@given(TEXTS)
def test_only_three_backticks_in_a_row_are_parted(typed: str) -> None:
    assert ("\u200b" in code(typed)) is ("```" in typed)


@given(TEXTS, st.integers(60, 300))
def test_long_code_comes_in_blocks_that_fit(typed: str, longest: int) -> None:
    blocks = list(code_pieces(typed, longest))
    assert all(len(block) <= longest for block in blocks)
    held = "".join(line.text for block in blocks for line in lines(block) if line.kind == "code")
    assert "".join(held.replace("\u200b", "").split()) == "".join(typed.split())


def test_a_link_leads_where_it_says_under_our_own_words() -> None:
    (line,) = lines(link("https://example.com/a b(c)>?x=[1]", "Open **it**"))
    (piece,) = line.pieces
    assert piece.text == "Open **it**"
    assert piece.link == "https://example.com/a%20b%28c%29%3E?x=[1]"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x.y/z", "https://x/" + "a" * 2_000])
def test_what_cannot_be_followed_is_only_words(url: str) -> None:
    assert not [p.link for line in lines(link(url, "Open")) for p in line.pieces if p.link]
