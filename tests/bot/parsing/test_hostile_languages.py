"""Lines of words from every language at once are answered, and cost little."""

from __future__ import annotations

import contextlib

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalog import COMMANDS
from bot.conversation.router import understand
from bot.message import Refused
from bot.parsing.language_marks import languages_marked_by
from bot.parsing.languages.offered import languages
from bot.parsing.sentence_data import sentences
from tests.bot.parsing.contexts import context

WORDS = sorted({word for one in languages() for word in sentences(one).vocabulary})


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*WORDS, "Acme", "15:30", "10"]), max_size=12))
def test_any_words_of_any_language_are_understood_asked_about_or_refused(words: list[str]) -> None:
    with contextlib.suppress(Refused):
        understand(" ".join(words), COMMANDS, context(names=("Acme",)))


def test_thanks_said_many_times_name_nobody() -> None:
    for line in ("bedankt " * 30, "thanked " * 30):
        with contextlib.suppress(Refused):
            understand(line, COMMANDS, context(names=("Acme",)))


def test_a_line_of_words_from_all_languages_is_tried_in_two() -> None:
    assert len(languages_marked_by(WORDS)) == 2
