"""Answering a question in words: the line after it, alone with the bot."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conformance.person import Person, Platform


async def test_yes_logs_what_was_proposed(ada: Person) -> None:
    asked = await ada.types("Software Engineer at Acme")
    assert "Log Acme (Software Engineer)" in asked.buttons
    logged = await ada.types("yes")
    assert logged.title == "Applied to Acme (Software Engineer)"
    assert "Undo" in logged.buttons


async def test_it_is_answered_once(ada: Person) -> None:
    await ada.types("Software Engineer at Acme")
    await ada.types("Yes please!")
    again = await ada.types("yes")
    assert not again.title
    assert len((await ada.types("/pipeline")).items) == 1


async def test_no_saves_nothing_and_lets_it_go(ada: Person) -> None:
    await ada.types("Software Engineer at Acme")
    assert "nothing was saved" in (await ada.types("No, thanks")).text
    assert not (await ada.types("yes")).title
    assert not (await ada.types("/pipeline")).items


async def test_a_day_is_taken_for_the_day_that_was_asked_for(ada: Person) -> None:
    asked = await ada.types("/applied Acme on May 2026")
    assert "Another day" in asked.buttons
    logged = await ada.types("the 20th")
    assert logged.title == "Applied to Acme"
    assert logged.facts["Applied"] == "Wed 20 May"


@pytest.mark.parametrize(
    ("words", "starts"),
    [("afternoon", "14:30"), ("in the morning", "02:30"), ("3pm", "15:00"), ("at 14:45", "14:45")],
)
async def test_a_time_is_taken_for_the_time_that_was_asked_for(
    ada: Person, words: str, starts: str
) -> None:
    await ada.types("/applied Acme")
    asked = await ada.types("/interview Acme on friday at 2:30")
    assert not asked.title
    booked = await ada.types(words)
    assert booked.title == "Interview at Acme"
    assert starts in booked.facts["Starts"]


async def test_the_second_of_two_jobs_is_counted(ada: Person) -> None:
    await ada.types("/applied Acme as Baker")
    await ada.types("/applied Acme as Cook")
    asked = await ada.types("/followed-up Acme")
    assert asked.title == "Which one?"
    second = asked.buttons[1].removeprefix("Acme, ")
    assert (await ada.types("the second one")).title == f"Followed up with Acme ({second})"


async def test_the_words_of_a_button_press_it(ada: Person) -> None:
    await ada.types("/applied Acme as Baker")
    await ada.types("/applied Acme as Cook")
    await ada.types("/followed-up Acme")
    assert (await ada.types("the baker")).title == "Followed up with Acme (Baker)"


async def test_a_name_is_taken_whole_in_words_too(ada: Person) -> None:
    asked = await ada.types("/applied Ready by 32 May")
    assert "It is part of the name" in asked.buttons
    logged = await ada.types("it is part of the name")
    assert logged.title == "Applied to Ready by 32 May"


async def test_all_logs_the_whole_list_and_a_number_one_of_it(ada: Person) -> None:
    await ada.types("I applied to Netflix, Hulu and Disney today")
    assert (await ada.types("2")).title == "Applied to Hulu"
    await ada.types("I applied to Netflix and Disney today")
    assert (await ada.types("log all")).title == "Logged all 2"


async def test_what_answers_nothing_is_a_new_message(ada: Person) -> None:
    await ada.types("Software Engineer at Acme")
    assert (await ada.types("applied Globex")).title == "Applied to Globex"
    assert not (await ada.types("yes")).title


async def test_a_readonly_command_between_does_not_end_the_question(ada: Person) -> None:
    await ada.types("Software Engineer at Acme")
    await ada.types("what's due?")
    assert (await ada.types("ok")).title == "Applied to Acme (Software Engineer)"


async def test_after_ten_minutes_nobody_waits_for_an_answer(ada: Person) -> None:
    await ada.types("Software Engineer at Acme")
    await ada.waits("11m")
    assert not (await ada.types("yes")).title


async def test_what_was_pressed_is_not_answered_again(ada: Person) -> None:
    await ada.types("Software Engineer at Acme")
    await ada.presses("Log Acme (Software Engineer)")
    assert not (await ada.types("yes")).title


async def test_a_restart_forgets_no_question(platform: Platform, ada: Person) -> None:
    await ada.types("Software Engineer at Acme")
    await platform.is_down(timedelta(minutes=1))
    assert (await ada.types("yes")).title == "Applied to Acme (Software Engineer)"


async def test_nobody_answers_for_another_person(ada: Person, bea: Person) -> None:
    await ada.types("Software Engineer at Acme")
    assert not (await bea.types("yes")).title
    assert not (await bea.types("/pipeline")).items
