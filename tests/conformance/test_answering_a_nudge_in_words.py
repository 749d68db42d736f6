"""Answering a nudge in words, alone with the bot: *done*, *they replied*, *tomorrow*."""

from __future__ import annotations

import pytest

from tests.conformance.person import Person


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("done", "Followed up with Acme (Baker)"),
        ("I sent it!", "Followed up with Acme (Baker)"),
        ("skip", "Skipped: Acme (Baker)"),
        ("they replied", "Acme (Baker) replied"),
        ("tomorrow", "Snoozed: Acme (Baker)"),
        ("snooze it until friday", "Snoozed: Acme (Baker)"),
    ],
)
async def test_a_word_means_the_button_that_says_so(ada: Person, words: str, title: str) -> None:
    await ada.types("/applied Acme as Baker")
    await ada.waits("7d")
    done = await ada.types(words)
    assert done.title == title
    assert "Undo" in done.buttons


async def test_called_says_by_which_means(ada: Person) -> None:
    await ada.types("/applied Acme")
    await ada.waits("7d")
    assert (await ada.types("I called them")).facts["How"] == "phone"


async def test_what_was_typed_settles_the_nudge_itself(ada: Person) -> None:
    await ada.types("/applied Acme")
    await ada.waits("7d")
    await ada.types("done")
    assert "already done" in (await ada.presses("I sent it")).text.lower()


async def test_undo_brings_it_back(ada: Person) -> None:
    await ada.types("/applied Acme")
    await ada.waits("7d")
    await ada.types("done")
    await ada.presses("Undo")
    assert (await ada.types("done")).title == "Followed up with Acme"


@pytest.mark.parametrize("words", ["yes", "ok"])
async def test_a_mere_yes_asks_which_button(ada: Person, words: str) -> None:
    await ada.types("/applied Acme")
    await ada.waits("7d")
    asked = await ada.types(words)
    assert {"I sent it", "They replied", "Snooze", "Skip"} <= {*asked.buttons}
    assert (await ada.types("I sent it")).title == "Followed up with Acme"


async def test_of_several_it_asks_which_and_the_name_answers(ada: Person) -> None:
    await ada.types("/applied Acme")
    await ada.types("/applied Globex")
    await ada.waits("7d")
    asked = await ada.types("done")
    assert asked.title == "Which one?"
    assert not (await ada.types("/stats")).title.startswith("Followed up")
    assert (await ada.types("globex")).title == "Followed up with Globex"
    assert (await ada.types("done")).title == "Followed up with Acme"


async def test_each_that_waits_has_a_button_whatever_its_kind(ada: Person) -> None:
    await ada.types("/applied Acme")
    await ada.types("/interview Globex at 2026-06-09 14:00")
    await ada.presses("Log Globex")
    await ada.types("/applied Initech")
    await ada.waits_until("2026-06-10T10:00")
    asked = await ada.types("sent it")
    assert asked.title == "Which one?"
    assert {*asked.buttons} == {
        "Thank-you to Globex",
        "Follow up with Acme",
        "Follow up with Initech",
    }
    assert (await ada.types("initech")).title == "Followed up with Initech"
    await ada.types("they replied")
    shown = await ada.presses("Thank-you to Globex")
    below = {*shown.buttons, *(label for item in shown.items for label in item.buttons)}
    assert {"I thanked them", "Snooze"} <= below


@pytest.mark.parametrize("words", ["all done", "both"])
async def test_all_of_them_are_taken_at_their_word_and_back_at_once(
    ada: Person, words: str
) -> None:
    await ada.types("/applied Acme")
    await ada.types("/applied Globex")
    await ada.waits("7d")
    assert (await ada.types(words)).title == "2 taken care of"
    await ada.presses("Undo")
    assert (await ada.types("done")).title == "Which one?"


async def test_a_question_goes_before_a_nudge(ada: Person) -> None:
    await ada.types("/applied Acme")
    await ada.waits("7d")
    await ada.types("Software Engineer at Globex")
    assert (await ada.types("yes")).title == "Applied to Globex (Software Engineer)"
    assert (await ada.types("done")).title == "Followed up with Acme"


async def test_with_no_nudge_open_the_words_say_nothing_of_one(ada: Person) -> None:
    await ada.types("/applied Acme")
    assert not (await ada.types("done")).title
    await ada.waits("7d")
    await ada.types("skip")
    assert not (await ada.types("sent")).title


async def test_a_nudge_of_long_ago_is_not_meant(ada: Person) -> None:
    await ada.types("/offered Acme answer by 2026-06-12")
    await ada.waits("20d")
    assert not (await ada.types("skip")).title
