"""Applied, nudged, sent, nudged again: what the product is for."""

from __future__ import annotations

from datetime import datetime

from tests.conformance.person import Person

ANSWERS = ("I sent it", "They replied", "Snooze", "Skip")
LETTER = ("Open in mail", "Copy")
# Where buttons stand in rows, the letter's stand right below it.
NUDGE_BUTTONS = ((*ANSWERS, *LETTER), (*LETTER, *ANSWERS))


def in_berlin(moment: str) -> datetime:
    return datetime.fromisoformat(f"{moment}:00+02:00")


async def test_logging_an_application_says_when_to_follow_up(ada: Person) -> None:
    answer = await ada.types("/applied Acme as Baker")
    assert answer.kind == "answer"
    assert "Acme" in answer.title
    assert "Mon 8 Jun" in " ".join(answer.facts.values())
    assert {"Add details", "Edit", "Undo"} <= set(answer.buttons)


async def test_the_slash_may_be_left_out(ada: Person) -> None:
    answer = await ada.types("applied Acme yesterday")
    assert "Sun 31 May" in answer.facts.values()


async def test_the_follow_up_comes_on_the_morning_it_is_due_with_words_and_buttons(
    ada: Person,
) -> None:
    await ada.types("/applied Acme as Baker")
    (nudge,) = await ada.waits("8d")
    assert nudge.kind == "nudge"
    assert nudge.at == in_berlin("2026-06-08T09:00")
    assert nudge.nudges == ("follow_up 1",)
    assert nudge.private
    assert nudge.buttons in NUDGE_BUTTONS
    assert nudge.draft is not None
    assert "Baker" in nudge.draft.subject + nudge.draft.body
    (entry,) = nudge.items
    assert (entry.nudge, entry.draft, entry.buttons) == ("follow_up 1", nudge.draft, nudge.buttons)


async def test_saying_that_it_is_sent_rewrites_the_nudge_and_plans_the_next(ada: Person) -> None:
    await ada.types("/applied Acme as Baker")
    await ada.waits("8d")
    update = await ada.presses("I sent it")
    assert update.kind == "update"
    assert update.nudges == ("follow_up 1",)
    assert "I sent it" not in update.buttons
    assert "Undo" in update.buttons
    (second,) = await ada.waits("5d")
    assert second.nudges == ("follow_up 2",)
    assert second.at == in_berlin("2026-06-12T09:00")


async def test_a_nudge_that_nobody_answers_comes_once_more_and_then_leaves_them_alone(
    ada: Person,
) -> None:
    await ada.types("/applied Acme")
    sent = await ada.waits("13d")
    assert [one.nudges for one in sent] == [("follow_up 1",)] * 2
    assert sent[1].at == in_berlin("2026-06-10T09:00")


async def test_the_third_time_they_are_asked_to_call(ada: Person) -> None:
    await ada.types("/applied Acme")
    await ada.waits("7d")
    await ada.presses("I sent it")
    await ada.waits("3d")
    await ada.presses("I sent it")
    (call,) = await ada.waits("5d")
    assert call.nudges == ("pick_up_the_phone",)
    called = await ada.presses("I called")
    assert called.kind == "update"


async def test_a_reply_stops_the_nudges(ada: Person) -> None:
    await ada.types("/applied Acme")
    await ada.waits("7d")
    update = await ada.presses("They replied")
    assert update.kind == "update"
    assert await ada.waits("2d") == []  # silence is over; what comes asks about the reply


async def test_a_company_half_typed_or_misspelled_is_found(ada: Person) -> None:
    await ada.types("/applied Bäckerei Nord as Geselle")
    for typed in ("bäckerei", "Backerei Nord", "Bäckerie Nord"):
        answer = await ada.types(f"/job {typed}")
        assert answer.kind == "answer", typed
        assert "Bäckerei Nord" in answer.title


async def test_where_two_fit_buttons_ask_which(ada: Person) -> None:
    await ada.types("/applied Acme Nord as Baker")
    await ada.types("/applied Acme Süd as Cook")
    asked = await ada.types("/followed-up Acme")
    assert asked.kind == "answer"
    assert len(asked.buttons) == 2
    (cook,) = [label for label in asked.buttons if "Süd" in label]
    answer = await ada.presses(cook)
    assert "Acme Süd" in answer.title
    assert "Acme Nord" not in answer.title


async def test_an_unknown_company_is_offered_to_be_logged(ada: Person) -> None:
    asked = await ada.types("/followed-up Zebra")
    (log, *_) = asked.buttons
    assert "Zebra" in log
    answer = await ada.presses(log)
    assert "Zebra" in answer.title
    assert "Undo" in answer.buttons


async def test_the_same_application_is_not_logged_twice_by_accident(ada: Person) -> None:
    await ada.types("/applied Acme as Baker")
    asked = await ada.types("/applied Acme as Baker")
    assert "Undo" not in asked.buttons
    pipeline = await ada.types("/pipeline")
    assert len(pipeline.items) == 1


async def test_one_that_is_there_already_is_planned_beside_it_when_asked(ada: Person) -> None:
    await ada.types("/plan Acme by 2026-06-20")
    asked = await ada.types("/plan Acme by 2026-06-25")
    assert asked.title == "Acme is on your list already"
    planned = await ada.presses("Log another one")
    assert planned.facts["Apply by"] == "Thu 25 Jun"
    assert len((await ada.types("/pipeline")).items) == 2


async def test_an_unknown_command_names_the_nearest(ada: Person) -> None:
    error = await ada.types("/aplied Acme")
    assert error.kind == "error"
    assert "/applied" in error.text
