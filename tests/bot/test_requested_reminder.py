"""*Remind me to follow up on Friday*, where no rule of the cadence has planned a reminder."""

from __future__ import annotations

import pytest

from bot.conversation.questions import ANSWER_NUDGE
from bot.message import Button, Invocation, Tone
from tests.bot.world import World

OLD = "applied Acme on 2 March 2026"  # too old for nudges by themselves


async def test_where_none_is_planned_one_is_and_comes_with_its_words(world: World) -> None:
    world.time.be("2026-06-01T10:00")
    await world.types(OLD)
    answer = await world.types("remind me to follow up with acme on friday")
    assert answer.title == "Reminder set: Acme"
    assert answer.text == "I'll remind you Fri 5 Jun at 09:00."
    (shown,) = await world.ticks("2026-06-05T09:00")
    assert shown.title == "Follow up with Acme"
    assert shown.items[0].draft is not None
    assert "Fri 5 Jun" not in (await world.types("nudges")).text


async def test_it_is_moved_and_taken_back_like_any_other(world: World) -> None:
    world.time.be("2026-06-01T10:00")
    await world.types(OLD)
    await world.types("remind me to follow up with acme on friday")
    moved = await world.types("remind me about acme on wednesday")
    assert moved.text == "I'll remind you Wed 3 Jun at 09:00."
    await world.types("undo")
    assert "Fri 5 Jun 09:00" in str((await world.types("job acme")).facts)
    await world.types("undo")
    assert "Fri 5 Jun" not in str((await world.types("job acme")).facts)


async def test_what_happens_before_it_answers_it(world: World) -> None:
    world.time.be("2026-06-01T10:00")
    await world.types(OLD)
    await world.types("remind me to follow up with acme on friday")
    await world.types("followed up with acme")
    assert "Thu 4 Jun 09:00" in str((await world.types("job acme")).facts)
    (shown,) = await world.ticks("2026-06-05T09:00")
    assert shown.nudges == ("follow_up 2",)


async def test_a_day_that_is_over_and_a_closed_application_are_refused(world: World) -> None:
    world.time.be("2026-06-01T10:00")
    await world.types(OLD)
    assert "has passed" in (await world.types("remind me about acme today")).text
    await world.types("withdrew from acme")
    answer = await world.types("remind me to follow up with acme on friday")
    assert answer.text == "Acme is closed, so there is nothing to remind you of."
    assert [one.label for one in answer.buttons] == ["Open"]


async def test_the_reminder_before_an_interview_stays_where_it_is(world: World) -> None:
    world.time.be("2026-06-01T10:00")
    await world.types(OLD)
    await world.types("interview Acme on 5 June at 15:00")
    answer = await world.types("remind me about acme on wednesday")
    assert answer.text == "I'll remind you Wed 3 Jun at 09:00."
    shown = await world.ticks("2026-06-05T14:59")
    assert "before_interview" in {kind for one in shown for kind in one.nudges}


@pytest.mark.parametrize("of", ["acme", "9" * 40, "-1", "１"])
async def test_an_answer_to_a_made_up_reminder_changes_nothing(world: World, of: str) -> None:
    world.time.be("2026-06-01T10:00")
    await world.types("applied Acme")
    await world.ticks("2026-06-09T09:00")
    forged = Button("Done", Invocation(ANSWER_NUDGE, {"said": "done", "of": of}))
    answer = await world.presses_button(forged)
    assert answer.tone is not Tone.GOOD
