"""Pictures at terminals with a protocol of their own: which one, and its exact bytes."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from adapters.console.cards import show_card
from adapters.console.terminal_images import ImageProtocol, encode_image, find_protocol
from bot.texts.picture_texts import funnel_picture
from tests.adapters.console.test_cards import NUDGE
from tests.bot.charts.funnels import many

PNG = b"\x89PNG\r\n" + bytes(range(256)) * 30
KITTY, ITERM2 = ImageProtocol.KITTY, ImageProtocol.ITERM2
CHUNK = re.compile(r"\x1b_G([^;]*);([A-Za-z0-9+/=]*)\x1b\\")


@pytest.mark.parametrize(
    ("environment", "protocol"),
    [
        ({"TERM": "xterm-kitty"}, KITTY),
        ({"TERM": "xterm-kitty", "TERM_PROGRAM": "Apple_Terminal"}, KITTY),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"}, KITTY),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, KITTY),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, ITERM2),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, ITERM2),
        ({"TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"}, ITERM2),
    ],
)
def test_a_terminal_that_announces_a_protocol_has_it(
    environment: Mapping[str, str], protocol: ImageProtocol
) -> None:
    assert find_protocol(environment) is protocol


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"TERM": "dumb", "KITTY_WINDOW_ID": "1"},
        {"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"},
        # An editor that was started from kitty inherits its variables.
        {"TERM": "xterm-256color", "TERM_PROGRAM": "vscode", "KITTY_WINDOW_ID": "1"},
        {"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "KITTY_WINDOW_ID": "1"},
        {"TERM": "screen-256color", "LC_TERMINAL": "iTerm2"},
        # No file is opened there.
        {"TERM": "xterm-kitty", "TMUX": "/tmp/tmux-1000/default,1,0"},  # noqa: S108
        {"TERM": "xterm-kitty", "STY": "1.pts-0"},
        {"TERM": "xterm-kitty", "ZELLIJ": "0"},
    ],
)
def test_without_an_announcement_or_inside_a_multiplexer_there_is_none(
    environment: Mapping[str, str],
) -> None:
    assert find_protocol(environment) is None


def test_kitty_takes_a_png_in_chunks_of_4096_of_which_the_first_says_how() -> None:
    written = encode_image(KITTY, PNG, 72)
    chunks = CHUNK.findall(written)
    assert "".join(f"\x1b_G{keys};{data}\x1b\\" for keys, data in chunks) == written
    assert [keys for keys, _ in chunks] == ["a=T,f=100,q=2,c=72,m=1", "m=1", "m=0"]
    assert [len(data) for _, data in chunks[:-1]] == [4096, 4096]
    assert b64decode("".join(data for _, data in chunks)) == PNG


def test_a_small_png_is_one_chunk_and_the_last() -> None:
    assert encode_image(KITTY, b"\x89PNG", 10) == "\x1b_Ga=T,f=100,q=2,c=10,m=0;iVBORw==\x1b\\"


def test_iterm2_takes_it_at_once_with_its_size() -> None:
    written = encode_image(ITERM2, b"\x89PNG", 72)
    assert written == ("\x1b]1337;File=size=4;width=72;preserveAspectRatio=1;inline=1:iVBORw==\x07")


def shown(path: Path, protocol: ImageProtocol | None, width: int = 80) -> str:
    """A card with a picture as a terminal gets it."""
    out = StringIO()
    console = Console(file=out, width=width, highlight=False, force_terminal=True)
    view = replace(NUDGE, picture=funnel_picture(many(7)), image=str(path))
    show_card(console, view, protocol)
    return out.getvalue()


@pytest.mark.parametrize(("width", "columns"), [(50, 46), (80, 72), (200, 72)])
def test_the_picture_fits_the_terminal_and_its_sentence_and_file_follow_on_lines_of_their_own(
    tmp_path: Path, width: int, columns: int
) -> None:
    path = tmp_path / "funnel.png"
    path.write_bytes(PNG)
    before, _, after = shown(path, KITTY, width).partition(encode_image(KITTY, PNG, columns))
    assert before.endswith("\n  ")
    assert after.startswith("\n")
    assert "7 applications, 2 answers" in after
    assert "█" not in before + after


@pytest.mark.parametrize("protocol", [None, KITTY])
def test_without_a_protocol_or_its_file_the_picture_is_drawn_in_blocks(
    tmp_path: Path, protocol: ImageProtocol | None
) -> None:
    card = shown(tmp_path / "gone.png", protocol)
    assert "█" in card
    assert "\x1b_G" not in card


def test_no_control_sequence_is_written_where_no_terminal_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "funnel.png"
    path.write_bytes(PNG)
    out = StringIO()
    view = replace(NUDGE, picture=funnel_picture(many(7)), image=str(path))
    show_card(Console(file=out, width=80), view, KITTY)
    assert "\x1b" not in out.getvalue()
