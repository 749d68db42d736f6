"""The files of the gallery hold the program's real words, and all of them."""

from __future__ import annotations

import asyncio
import re

import pytest

from bot.catalog import COMMANDS
from bot.texts import labels
from tests.bot.texts import gallery
from tests.bot.texts.command_answers import ANSWERS, Talk, talk
from tests.bot.texts.source_sentences import find_missing

PRESSURE = ("don't forget", "don’t forget", "urgent", "hurry", "you should have", "overdue", "!")


# Slack may cut what is longer; Discord's guidelines for buttons allow 38.
LONGEST_LABEL = 30


def test_every_label_fits_its_button() -> None:
    found = [said for name, said in vars(labels).items() if name.isupper()]
    assert labels.SENT in found
    assert not [said for said in found if len(said) > LONGEST_LABEL]


def test_the_drafts_are_those_in_the_gallery() -> None:
    assert gallery.drafts() == gallery.DRAFTS.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lived() -> Talk:
    """The script of the answers, lived once."""
    return asyncio.run(talk())


def test_every_command_answers_in_the_gallery(lived: Talk) -> None:
    assert [one.name for one in COMMANDS if one.name not in lived.answered] == []


def test_the_answers_are_those_in_the_gallery(lived: Talk) -> None:
    assert lived.text == ANSWERS.read_text(encoding="utf-8")


def test_every_other_sentence_is_in_the_gallery() -> None:
    assert find_missing(gallery.seen()) == []


def test_the_nudges_are_those_in_the_gallery() -> None:
    assert gallery.nudges() == gallery.NUDGES.read_text(encoding="utf-8")


@pytest.mark.parametrize("said", [gallery.drafts(), gallery.nudges()], ids=["drafts", "nudges"])
def test_nothing_presses_or_shouts(said: str) -> None:
    assert not [word for word in PRESSURE if word in said.casefold()]


@pytest.mark.parametrize("said", [gallery.drafts(), gallery.nudges()], ids=["drafts", "nudges"])
def test_no_text_has_a_hole_or_a_stutter(said: str) -> None:
    assert "None" not in said
    assert not re.search(r"[{}]|\S  |\.\.|,,| [,.;:?]|[ \t]$", said, re.MULTILINE)
