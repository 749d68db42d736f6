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


# What says more than the act: what is missing, that it is sure, or what stays as it is.
SAYS_MORE = frozenset(
    {
        *("Add details", "Add a number", "Do it now", "Keep it", "Keep everything", "Moved"),
        *("Yes, delete it", "Yes, stop it", "CSV", "PDF", "Previous period"),
    }
)
# The answer to a snooze changes it by the same form; praise is kept as a reply is.
TWO_LABELS = frozenset({"snooze", "snooze-briefly", "heard-back"})


def test_one_act_has_one_label(lived: Talk) -> None:
    for act, said in lived.acts.items():
        plain = {re.sub(r"^\d+ | (?:on|with) .+", "", one) for one in said}
        plain = {one[:1].upper() + one[1:] for one in plain}
        if act not in TWO_LABELS:
            assert len(plain - SAYS_MORE) <= 1, act


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
