"""The reviewer's files drafts.txt and nudges.txt hold the program's real words."""

from __future__ import annotations

import re

import pytest

from bot.texts import labels
from tests.bot.texts import gallery

PRESSURE = ("don't forget", "don’t forget", "urgent", "hurry", "you should have", "overdue", "!")


# Slack may cut what is longer; Discord's guidelines for buttons allow 38.
LONGEST_LABEL = 30


def test_every_label_fits_its_button() -> None:
    found = [said for name, said in vars(labels).items() if name.isupper()]
    assert labels.SENT in found
    assert not [said for said in found if len(said) > LONGEST_LABEL]


def test_the_drafts_are_those_in_the_gallery() -> None:
    assert gallery.drafts() == gallery.DRAFTS.read_text(encoding="utf-8")


def test_the_nudges_are_those_in_the_gallery() -> None:
    assert gallery.nudges() == gallery.NUDGES.read_text(encoding="utf-8")


@pytest.mark.parametrize("said", [gallery.drafts(), gallery.nudges()], ids=["drafts", "nudges"])
def test_nothing_presses_or_shouts(said: str) -> None:
    assert not [word for word in PRESSURE if word in said.casefold()]


@pytest.mark.parametrize("said", [gallery.drafts(), gallery.nudges()], ids=["drafts", "nudges"])
def test_no_text_has_a_hole_or_a_stutter(said: str) -> None:
    assert "None" not in said
    assert not re.search(r"[{}]|\S  |\.\.|,,| [,.;:?]|[ \t]$", said, re.MULTILINE)
