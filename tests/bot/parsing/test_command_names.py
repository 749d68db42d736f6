"""A line finds the command that it begins with, and a misspelled one its nearest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.command_names import find_command, nearest
from tests.bot.parsing.sample_commands import COMMANDS


@pytest.mark.parametrize(
    ("line", "name", "rest"),
    [
        ("/applied Acme as Baker", "applied", "Acme as Baker"),
        ("applied Acme", "applied", "Acme"),
        ("APPLIED Acme", "applied", "Acme"),
        ("  / applied  Acme  ", "applied", "Acme"),
        ("applied: Acme", "applied", "Acme"),
        ("followed-up Acme", "followed-up", "Acme"),
        ("followed up Acme", "followed-up", "Acme"),
        ("/followed_up Acme", "followed-up", "Acme"),
        ("followedup Acme", "followed-up", "Acme"),
        ("followed–up Acme", "followed-up", "Acme"),
        ("Heard back", "heard-back", ""),
        ("group start", "group start", ""),
        ("group-start now", "group start", "now"),
        ("group started", "group", "started"),
        ("group", "group", ""),
        ("win one\ntwo", "win", "one\ntwo"),
        ("\u200bapplied\xa0Acme", "applied", "Acme"),
        ("rest", "rest", ""),
    ],
)
def test_a_line_finds_its_command(line: str, name: str, rest: str) -> None:
    found = find_command(line, COMMANDS)
    assert found
    assert (found[0].name, found[1]) == (name, rest)


@pytest.mark.parametrize(
    "line", ["", "/", "hello", "window", "planned Acme", "appliedAcme", "//win"]
)
def test_a_line_without_a_command_finds_none(line: str) -> None:
    assert find_command(line, COMMANDS) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("aplied Acme", "applied"),
        ("/intervew Acme", "interview"),
        ("folowed up Acme", "followed-up"),
        ("hard back Acme", "heard-back"),
        ("gruop start", "group start"),
    ],
)
def test_a_misspelled_command_has_a_nearest(line: str, name: str) -> None:
    near = nearest(line, COMMANDS)
    assert near
    assert near.name == name


@pytest.mark.parametrize("line", ["", "hello there", "what can you do?", "rst", "🥐"])
def test_chatter_is_near_to_nothing(line: str) -> None:
    assert nearest(line, COMMANDS) is None


@given(st.text())
def test_any_text_finds_a_command_or_none(text: str) -> None:
    find_command(text, COMMANDS)
    nearest(text, COMMANDS)
