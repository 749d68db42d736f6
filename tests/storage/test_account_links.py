"""Two platforms, one person: all is shared, delivered once, and can be separated again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversation.actor import Actor
from bot.delivery.worker import Worker
from bot.domain.people.person import Address
from bot.message import Form, Invocation
from storage.storage import Storage
from tests.storage.two_accounts import ON_DISCORD, ON_SLACK, RecordingMessenger, Talk, named


async def test_both_sides_are_shown_the_other_and_then_share_one_pipeline(talk: Talk) -> None:
    await talk.says(ON_SLACK, "applied Acme")
    await talk.says(ON_DISCORD, "applied Zebra")
    asked = await talk.says(ON_DISCORD, f"link {await talk.code(ON_SLACK)}")
    assert "Ada (@ada) on Slack, in Hunters" in asked.text
    await talk.presses(ON_DISCORD, asked.buttons[0])
    check = await talk.checks(ON_SLACK)
    assert "ada_l on Discord" in check.text
    done = await talk.presses(ON_SLACK, check.buttons[0])
    assert done.title == "Linked"
    for who in (ON_SLACK, ON_DISCORD):
        assert await talk.companies(who) == {"Acme", "Zebra"}
    await talk.says(ON_DISCORD, "followed-up Acme")
    assert "Followed up" in (await talk.says(ON_SLACK, "job Acme")).text


@pytest.mark.parametrize(
    ("keep", "keeps", "loses"), [(0, ON_DISCORD, ON_SLACK), (1, ON_SLACK, ON_DISCORD)]
)
async def test_parted_again_the_history_stays_where_it_was_chosen_to(
    talk: Talk, storage: Storage, keep: int, keeps: Actor, loses: Actor
) -> None:
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    asked = await talk.says(loses, "unlink")
    await talk.presses(loses, asked.buttons[keep])
    assert await talk.companies(keeps) == {"Acme"}
    assert await talk.companies(loses) == set()
    talk.time.at += timedelta(days=8)
    messenger = RecordingMessenger()
    await Worker(storage.outbox, messenger, talk.time).tick()
    assert messenger.reached == [keeps.address]
    assert "Nothing is linked" in (await talk.says(keeps, "unlink")).text


@pytest.mark.parametrize("offers", [False, True])
async def test_what_a_side_offered_or_entered_ends_when_the_two_are_parted(
    talk: Talk, storage: Storage, *, offers: bool
) -> None:
    third = replace(
        ON_SLACK, address=Address("slack", "T2", "U9"), introduce=named("Ada in Bakers")
    )
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    offering, entering = (ON_DISCORD, third) if offers else (third, ON_DISCORD)
    asked = await talk.says(entering, f"link {await talk.code(offering)}")
    await talk.presses(entering, asked.buttons[0])
    confirm = (await talk.checks(offering)).buttons[0]
    parting = await talk.says(ON_SLACK, "unlink")
    await talk.presses(ON_SLACK, parting.buttons[1])
    for who in (offering, ON_SLACK):
        assert "has expired" in (await talk.presses(who, confirm)).text
    assert await talk.companies(ON_SLACK) == {"Acme"}
    assert await talk.companies(ON_DISCORD) == await talk.companies(third) == set()


async def test_what_either_side_did_can_be_taken_back_from_the_other(talk: Talk) -> None:
    await talk.says(ON_DISCORD, "applied Zebra")
    await talk.links(ON_SLACK, ON_DISCORD)
    await talk.says(ON_SLACK, "undo")
    assert await talk.companies(ON_DISCORD) == set()


async def test_settings_that_ended_with_the_link_are_not_brought_back(talk: Talk) -> None:
    await talk.says(ON_SLACK, "settings hour 10:00")
    talk.time.at += timedelta(days=2)
    await talk.says(ON_DISCORD, "settings hour 8:30")
    await talk.links(ON_SLACK, ON_DISCORD)
    assert "nothing from the past 24 hours" in (await talk.says(ON_DISCORD, "undo")).text
    shown = (await talk.dispatcher.run_line("settings", ON_DISCORD)).reply
    assert isinstance(shown, Form)
    assert shown.values["hour"] == "10:00"


async def test_who_parted_pressed_the_same_button_and_links_again(talk: Talk) -> None:
    logs = Invocation("applied", {"company": "Zebra"})
    pressed = replace(ON_DISCORD, press="the same button of the same message")
    for _ in range(2):
        assert (await talk.dispatcher.run_action(logs, pressed)).replacement is not None
        assert (await talk.links(ON_SLACK, ON_DISCORD)).title == "Linked"
        asked = await talk.says(ON_SLACK, "unlink")
        await talk.presses(ON_SLACK, asked.buttons[1])
    assert len((await talk.says(ON_SLACK, "pipeline")).items) == 2


async def test_two_accounts_on_one_platform_are_distinguished(talk: Talk) -> None:
    bakers = Address("slack", "T2", "U9")
    second = replace(ON_SLACK, address=bakers, introduce=named("Ada in Bakers"))
    await talk.links(ON_SLACK, second)
    asked = await talk.says(ON_SLACK, "unlink")
    assert {button.label for button in asked.buttons} == {
        "Keep it on Ada (@ada) on Slack, in Hunters",
        "Keep it on Ada in Bakers",
    }


async def test_a_third_side_joins_the_two(talk: Talk) -> None:
    third = replace(
        ON_SLACK, address=Address("slack", "T2", "U9"), introduce=named("Ada in Bakers")
    )
    await talk.says(third, "applied Nord")
    await talk.links(ON_SLACK, ON_DISCORD)
    done = await talk.links(ON_DISCORD, third)
    assert {fact.value for fact in done.facts} >= {"Ada in Bakers", "ada_l on Discord"}
    for who in (ON_SLACK, ON_DISCORD, third):
        assert await talk.companies(who) == {"Nord"}


async def test_being_forgotten_includes_the_linked_sides(talk: Talk, storage: Storage) -> None:
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    asked = await talk.says(ON_DISCORD, "forget-me")
    asked = await talk.presses(ON_DISCORD, asked.buttons[0])
    gone = await talk.presses(ON_DISCORD, asked.buttons[0])
    assert "2 linked accounts" in gone.text
    assert await storage.units.find_person(ON_SLACK.address) is None
    assert await storage.units.find_person(ON_DISCORD.address) is None
