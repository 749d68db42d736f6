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


def facts(message: Message) -> list[tuple[str, str]]:
    return [(plain(one.label), plain(one.value)) for one in message.facts]


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


async def test_words_of_an_application_that_fit_nowhere_are_kept_as_a_note(world: World) -> None:
    logged = await world.types("applied to Acme, optician trainee, $21/hr, Lincoln Park store")
    assert plain(logged.title) == "Applied to Acme (optician trainee)"
    assert ("Note", "$21/hr, Lincoln Park store") in facts(logged)
    assert "Applied: $21/hr, Lincoln Park store" in await timeline(world)


async def test_behind_a_command_they_may_be_more_of_the_name_and_are_asked_about(
    world: World,
) -> None:
    asked = await world.types("/applied Acme, optician trainee, $21/hr, Lincoln Park store")
    assert "$21/hr, Lincoln Park store" in plain(asked.text)
    logged = await presses(world, asked, "Log Acme (optician trainee)")
    assert plain(logged.title) == "Applied to Acme (optician trainee)"
    assert "Applied: $21/hr, Lincoln Park store" in await timeline(world)


@pytest.mark.parametrize(
    ("line", "title", "note"),
    [
        (
            "Didn't get the job at Acme. They want someone with more SAP experience.",
            "Acme said no",
            "They want someone with more SAP experience.",
        ),
        ("withdrew from acme, the commute is brutal", "Withdrawn: Acme", "commute is brutal"),
        ("acme ghosted me, they seemed so nice", "Closed: Acme", "they seemed so nice"),
        (
            "emailed acme to see where things are",
            "Followed up with Acme",
            "to see where things are",
        ),
        ("called acme, nobody picked up, super annoying", "Called Acme", "super annoying"),
        ("left a voicemail at acme, she sounded busy", "Called Acme", "she sounded busy"),
        ("accepted the acme offer, start july 6", "You took the job at Acme", "start july 6"),
    ],
)
async def test_a_remark_beside_what_happened_is_kept_with_it_and_undone_with_it(
    world: World, line: str, title: str, note: str
) -> None:
    await world.types("/applied Acme on May 18")
    logged = await world.types(line)
    assert plain(logged.title) == title, plain(logged.text)
    assert ("Note", note) in facts(logged)
    assert note in await timeline(world)
    await world.types("/undo")
    assert note not in await timeline(world)


async def test_a_remark_about_an_interview_is_kept_beside_its_facts(world: World) -> None:
    await world.types("/applied Acme")
    booked = await world.types("interview at acme on friday at 10am, they have dogs in the office")
    assert plain(booked.title) == "Interview at Acme", plain(booked.text)
    assert ("Note", "they have dogs in the office") in facts(booked)
    off = await world.types("acme cancelled my interview, they are on a hiring freeze")
    assert plain(off.title) == "Cancelled: interview at Acme", plain(off.text)
    assert ("Note", "they are on a hiring freeze") in facts(off)


@pytest.mark.parametrize(
    "line",
    [
        "applied to Hire Heroes, no wait, Hines",
        "applied to Bluepeak as Baker, that was maybe on friday",
        "applied to Bluepeak as Baker, Globex",
        "applied to Bluepeak as Baker, not sure they got it",
        "applied to Bluepeak as Baker, my brother did not",
        "wish I had applied to Bluepeak, they pay so well",
        "Acme rejected my brother, they want someone older",
    ],
)
async def test_what_may_change_what_happened_is_no_remark(world: World, line: str) -> None:
    await world.types("/applied Acme")
    await world.types("/applied Globex")
    asked = await world.types(line)
    assert "Note" not in dict(facts(asked))
    assert plain((await world.types("/pipeline")).text).count("Applied") <= 2


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
