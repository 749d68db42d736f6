"""What `/nudges` and `/job` say of what is over: what was done, or why nothing had to be."""

from __future__ import annotations

from bot.message import Message, plain
from tests.bot.shown_parts import button, fact
from tests.bot.world import World


async def settled(world: World) -> dict[str, str]:
    """What became of each reminder, by its title."""
    return {plain(one.title): plain(one.text) for one in (await world.types("/nudges")).items}


async def test_what_was_done_without_its_reminder_is_said_as_done(world: World) -> None:
    await world.types("/plan Globex by 3 June")
    await world.types("/applied Acme")
    await world.types("/interview Acme at 2026-06-02 14:00 for 1h")
    for moment in ("2026-06-02T12:00", "2026-06-02T15:15"):
        await world.ticks(moment)
    await world.types("/thanked Acme")
    await world.types("/applied Globex")
    world.time.be("2026-06-04T10:00")
    said = await settled(world)
    assert said["Interview with Acme"] == "The interview is over."
    assert said["Thank-you to Acme"] == "Thank-you sent Tue 2 Jun."


async def test_what_nothing_has_to_be_done_about_is_not_called_done(world: World) -> None:
    await world.types("/applied Acme")
    await world.ticks("2026-06-08T09:00")
    await world.types("/rejected Acme")
    assert (await settled(world))["Follow up with Acme"] == "No longer needed."
    lines = [one.line for one in (await world.types("/nudges")).items]
    assert "Acme · Follow-up no longer needed." in lines


async def test_an_offer_without_a_day_asks_for_it_with_a_button(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/offered Acme")
    (delivered,) = await world.ticks("2026-06-04T09:00")
    assert "When do they need it?" in plain(delivered.text)
    assert "They want an answer by …" in [
        one.label for one in delivered.buttons or delivered.items[0].buttons
    ]


async def test_an_offer_with_a_day_does_not_ask_for_it(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/offered Acme answer by 12 June")
    (delivered,) = await world.ticks("2026-06-10T09:00")
    assert "They want an answer by …" not in [one.label for one in delivered.items[0].buttons]


async def test_the_timeline_leaves_nothing_out(world: World) -> None:
    await world.types("/applied Acme")
    await world.presses_button(button("Nobody picked up", await world.types("/phone Acme")))
    replied = await world.types("/heard-back Acme")
    await world.presses_button(button("Interview, no time yet", replied))
    shown = plain((await world.types("/job Acme")).text)
    assert "Called, nobody picked up" in shown
    assert "They invited you" in shown


async def test_the_answer_to_a_no_is_no_second_follow_up_of_that_day(world: World) -> None:
    await world.types("/applied Acme")
    await world.types("/followed-up Acme by email")
    no = await world.types("/rejected Acme")
    sent = await world.presses_button(button("I sent it", no))
    assert isinstance(sent, Message)
    assert plain(sent.text) == "Logged. That was gracious of you."


async def test_one_that_is_there_already_is_shown_with_its_day_and_stage(world: World) -> None:
    await world.types("/applied Acme on 20 May")
    await world.types("/heard-back Acme")
    asked = await world.types("/applied Acme")
    assert [fact(one, asked) for one in ("Applied", "Stage")] == ["Wed 20 May", "in touch"]
