"""Notes about an application, and words that fit nowhere, which a note may hold."""

from __future__ import annotations

import pytest

from bot.conversation.actor import Actor
from bot.domain.people.person import Address
from bot.message import Form, Message, plain
from bot.texts import labels
from tests.bot.world import BERLIN, World

ADA = Actor(Address("chat", "", "ada"), BERLIN)


async def presses(world: World, sent: Message, label: str) -> Message:
    """Presses a button of a message."""
    (button,) = [one for one in sent.buttons if plain(one.label) == label]
    answer = await world.dispatcher.run_action(button.action, ADA)
    assert isinstance(answer.reply, Message)
    return answer.reply


async def timeline(world: World) -> str:
    return plain((await world.types("/job Acme")).text)


async def test_a_note_is_in_the_timeline_until_it_is_undone(world: World) -> None:
    await world.types("/applied Acme")
    noted = await world.types("note for acme: parking is behind the building")
    assert plain(noted.title) == "Noted: Acme"
    assert "Note: parking is behind the building" in await timeline(world)
    await presses(world, noted, labels.UNDO)
    assert "parking" not in await timeline(world)


async def test_a_note_changes_no_reminder(world: World) -> None:
    await world.types("/applied Acme")
    before = (await world.types("/nudges")).items
    await world.types("note on acme: they call on Friday")
    assert (await world.types("/nudges")).items == before


async def test_what_a_card_could_not_read_is_one_press_from_being_kept(world: World) -> None:
    await world.types("/applied Acme")
    card = await world.types("acme salary range 150-190k, hybrid 3 days")
    assert plain(card.title) == "Acme"
    await presses(world, card, labels.KEEP_AS_NOTE)
    assert "Note: acme salary range 150-190k, hybrid 3 days" in await timeline(world)


@pytest.mark.parametrize(
    "line",
    [
        "applied to Acme, optician trainee, $21/hr, Lincoln Park store",
        "/applied Acme, optician trainee, $21/hr, Lincoln Park store",
    ],
)
async def test_words_of_an_application_that_fit_nowhere_are_asked_about_and_kept(
    world: World, line: str
) -> None:
    asked = await world.types(line)
    assert "$21/hr, Lincoln Park store" in plain(asked.text)
    logged = await presses(world, asked, "Log Acme (optician trainee)")
    assert plain(logged.title) == "Applied to Acme (optician trainee)"
    assert "Applied: $21/hr, Lincoln Park store" in await timeline(world)


async def test_an_interview_moved_to_another_day_at_the_same_time_keeps_its_hour(
    world: World,
) -> None:
    await world.types("/applied Acme")
    await world.types("/interview Acme tomorrow 14:00")
    moved = await world.types("acme moved my interview to next week friday, same time")
    assert plain(moved.title) == "Moved: interview at Acme", plain(moved.text)
    assert any("14:00" in plain(fact.value) for fact in moved.facts)


async def test_a_note_is_edited_in_its_own_words(world: World) -> None:
    await world.types("/applied Acme")
    noted = await world.types("note for acme: parking is behind the building")
    (button,) = [one for one in noted.buttons if one.label == labels.EDIT]
    form = (await world.dispatcher.run_action(button.action, ADA)).reply
    assert isinstance(form, Form)
    assert form.values["text"] == "parking is behind the building"
    answer = await world.dispatcher.submit_form(
        form.action, {**form.values, "text": "parking is in the yard"}, ADA
    )
    assert isinstance(answer.reply, Message)
    assert "Note: parking is in the yard" in await timeline(world)
    assert "behind the building" not in await timeline(world)
    await presses(world, answer.reply, labels.UNDO)
    assert "Note: parking is behind the building" in await timeline(world)
