"""Correcting what was logged last, as people say it."""

from __future__ import annotations

import pytest

from tests.conformance.person import Person


@pytest.mark.parametrize(
    "words", ["Actually it was yesterday", "no, yesterday", "sorry, i meant yesterday"]
)
async def test_another_day(ada: Person, words: str) -> None:
    await ada.types("/applied Acme as Baker on 2026-05-29")
    corrected = await ada.types(words)
    assert corrected.title == "Edited: Acme (Baker)"
    assert corrected.facts["Date"] == "Sun 31 May"
    assert {"Undo", "Edit"} <= {*corrected.buttons}
    await ada.presses("Undo")
    assert "Fri 29 May" in (await ada.types("/job Acme")).text


async def test_the_day_of_a_later_entry(ada: Person) -> None:
    await ada.types("/applied Acme on 2026-05-20")
    await ada.types("/followed-up Acme")
    assert (await ada.types("actually that was yesterday")).title == "Edited: Acme"
    shown = (await ada.types("/job Acme")).text
    assert "Wed 20 May" in shown
    assert "Sun 31 May" in shown


@pytest.mark.parametrize("words", ["no, Globex", "Actually it was Globex", "I meant Globex"])
async def test_another_company(ada: Person, words: str) -> None:
    await ada.types("/applied Acme as Baker")
    assert (await ada.types(words)).title == "Edited: Globex (Baker)"
    assert [one.title for one in (await ada.types("/pipeline")).items] == ["Globex (Baker)"]


async def test_what_is_another_of_theirs_is_not_renamed(ada: Person) -> None:
    await ada.types("/applied Globex")
    await ada.types("/applied Acme")
    await ada.types("/rejected Acme")
    asked = await ada.types("no, Globex")
    assert {"Undo", "Edit"} <= {*asked.buttons}
    assert (await ada.presses("Undo")).title == "Taken back"


async def test_what_was_wrong_can_be_taken_back_or_corrected(ada: Person) -> None:
    await ada.types("/applied Acme")
    asked = await ada.types("oops, that was wrong")
    assert {"Undo", "Edit"} <= {*asked.buttons}
    assert (await ada.types("/pipeline")).items
    await ada.presses("Undo")
    assert not (await ada.types("/pipeline")).items


async def test_where_nothing_was_logged_there_is_nothing_to_correct(ada: Person) -> None:
    assert "nothing from the past 24 hours" in (await ada.types("actually it was yesterday")).text


@pytest.mark.parametrize("words", ["no, thanks", "no, not yet", "actually it was great"])
async def test_what_names_no_company_renames_none(ada: Person, words: str) -> None:
    await ada.types("/applied Acme")
    assert not (await ada.types(words)).title.startswith("Edited")
