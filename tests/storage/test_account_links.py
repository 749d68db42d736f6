"""Two platforms, one person: all is shared, delivered once, and can be separated again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.catalog import COMMANDS
from bot.conversation.actor import Actor, Conversation
from bot.delivery.worker import Worker
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.message import Form, Invocation, Tone, plain
from storage.repositories.calendars import CalendarFeeds
from storage.repositories.installations import Installations
from storage.storage import Storage
from tests.bot.world import Platform
from tests.storage.two_accounts import ON_DISCORD, ON_SLACK, Heard, Talk, Time, named

START = datetime(2026, 6, 1, 8, tzinfo=UTC)


@pytest.fixture
def talk(storage: Storage) -> Talk:
    time = Time()
    return Talk(Dispatcher(storage.units, time, COMMANDS), time)


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


@pytest.mark.parametrize(("where", "told"), [(0, ON_SLACK), (1, ON_DISCORD)])
async def test_each_reminder_comes_once_where_it_was_asked_for(
    talk: Talk, storage: Storage, where: int, told: Actor
) -> None:
    await talk.says(ON_SLACK, "applied Acme")
    await talk.says(ON_DISCORD, "applied Zebra")
    await talk.links(ON_SLACK, ON_DISCORD, where)
    talk.time.at += timedelta(days=8)
    heard = Heard()
    await Worker(storage.outbox, heard, talk.time).tick()
    assert heard.told == [told.address]


async def test_where_they_come_can_be_changed(talk: Talk, storage: Storage) -> None:
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    shown = await talk.says(ON_SLACK, "link")
    (elsewhere,) = [button for button in shown.buttons if button.label == "Tell me on Discord"]
    await talk.presses(ON_SLACK, elsewhere)
    talk.time.at += timedelta(days=8)
    heard = Heard()
    await Worker(storage.outbox, heard, talk.time).tick()
    assert heard.told == [ON_DISCORD.address]


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
    heard = Heard()
    await Worker(storage.outbox, heard, talk.time).tick()
    assert heard.told == [keeps.address]
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


async def test_a_midweek_line_that_came_on_one_side_comes_on_no_other_after_linking(
    talk: Talk, storage: Storage
) -> None:
    in_channel = replace(ON_DISCORD, place=Conversation("C1", name="hunters", admin=True))
    for line in ("group start", "group join my numbers", "group goal 3"):
        await talk.says(in_channel, line)
    await talk.says(ON_SLACK, "settings hour 16:00")
    platform = Platform()
    worker = Worker(storage.outbox, platform, talk.time)
    await worker.tick()  # a group counts as started once its first post is there
    talk.time.at += timedelta(days=2, hours=2)
    await worker.tick()
    assert (await talk.links(ON_SLACK, ON_DISCORD)).title == "Linked"
    talk.time.at += timedelta(hours=10)
    await worker.tick()
    lines = [
        who for who, message, _ in platform.shown if plain(message.title).startswith("Midweek")
    ]
    assert lines == [ON_DISCORD.address.user]


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


async def test_reminders_held_on_the_other_side_come_once_it_is_linked(
    talk: Talk, storage: Storage
) -> None:
    await talk.says(ON_DISCORD, "applied Zebra")
    await talk.says(ON_DISCORD, "pause")
    await talk.links(ON_SLACK, ON_DISCORD)
    talk.time.at += timedelta(days=8)
    heard = Heard()
    await Worker(storage.outbox, heard, talk.time).tick()
    assert heard.told == [ON_SLACK.address]


async def test_a_pause_holds_what_joins_it(talk: Talk, storage: Storage) -> None:
    await talk.says(ON_DISCORD, "applied Zebra")
    await talk.says(ON_SLACK, "pause until 20 June")
    await talk.links(ON_SLACK, ON_DISCORD)
    talk.time.at += timedelta(days=8)
    heard = Heard()
    await Worker(storage.outbox, heard, talk.time).tick()
    assert heard.told == []
    talk.time.at += timedelta(days=12)
    await Worker(storage.outbox, heard, talk.time).tick()
    assert heard.told == [ON_SLACK.address]


async def test_who_parted_pressed_the_same_button_and_links_again(talk: Talk) -> None:
    logs = Invocation("applied", {"company": "Zebra"})
    pressed = replace(ON_DISCORD, press="the same button of the same message")
    for _ in range(2):
        assert (await talk.dispatcher.run_action(logs, pressed)).replacement is not None
        assert (await talk.links(ON_SLACK, ON_DISCORD)).title == "Linked"
        asked = await talk.says(ON_SLACK, "unlink")
        await talk.presses(ON_SLACK, asked.buttons[1])
    assert len((await talk.says(ON_SLACK, "pipeline")).items) == 2


async def test_two_sides_of_one_platform_are_told_apart(talk: Talk) -> None:
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


async def test_a_reminder_on_its_way_is_waited_for(talk: Talk, storage: Storage) -> None:
    await talk.says(ON_DISCORD, "applied Zebra")
    talk.time.at += timedelta(days=8)
    await storage.outbox.claim(talk.time.now(), 10, 120)
    assert "Try again" in (await talk.links(ON_SLACK, ON_DISCORD)).text
    assert await talk.companies(ON_DISCORD) == {"Zebra"}


async def test_who_is_linked_outlives_a_workspace_that_sent_the_bot_away(
    talk: Talk, storage: Storage
) -> None:
    installations = await installed(storage, "T1")
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    await installations.mark_uninstalled("T1", talk.time.now())
    talk.time.at += timedelta(days=8)
    heard = Heard()
    await Worker(storage.outbox, heard, talk.time).tick()
    assert heard.told == [ON_DISCORD.address]
    assert await installations.erase(talk.time.now()) == 0
    assert await talk.companies(ON_DISCORD) == {"Acme"}
    assert await storage.units.find_person(ON_SLACK.address) is None


async def test_a_side_moves_with_its_workspace_into_the_organisation(
    talk: Talk, storage: Storage
) -> None:
    await installed(storage, "T1", "E1")
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    await installed(storage, "E1", "E1")
    there = replace(ON_SLACK, address=Address("slack", "E1", "U1"))
    assert await talk.companies(there) == await talk.companies(ON_DISCORD) == {"Acme"}
    talk.time.at += timedelta(days=8)
    heard = Heard()
    await Worker(storage.outbox, heard, talk.time).tick()
    assert heard.told == [there.address]


async def test_a_side_takes_nobodys_place_in_the_organisation(talk: Talk, storage: Storage) -> None:
    await installed(storage, "T1", "E1")
    somebody = replace(ON_SLACK, address=Address("slack", "E1", "U1"))
    await talk.says(somebody, "applied Zebra")
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    await installed(storage, "E1", "E1")
    assert await talk.companies(somebody) == {"Zebra"}
    assert await talk.companies(ON_DISCORD) == {"Acme"}


async def installed(storage: Storage, tenant: str, enterprise: str | None = None) -> Installations:
    """Slack's workspaces, with the app in one more."""
    installations = Installations(storage.database)
    secret = "locked"  # noqa: S105  no secret
    await installations.save(
        tenant, enterprise=enterprise, bot_user="B", secret=secret, expires=None
    )
    return installations


IN_HUNTERS = Conversation("C1", "hunters", admin=True, speaker="Ada")


async def joins(talk: Talk, who: Actor) -> Actor:
    """Joins the group of a channel; returns the member as they are there."""
    there = replace(who, place=IN_HUNTERS)
    await talk.says(there, "group start")
    await talk.dispatcher.submit_form(Invocation("group join"), {"share": "my numbers"}, there)
    return there


async def test_a_group_goes_with_its_member(talk: Talk) -> None:
    there = await joins(talk, ON_DISCORD)
    await talk.links(ON_SLACK, ON_DISCORD)
    assert (await talk.says(there, "group leave")).tone is not Tone.WRONG


async def test_two_members_of_one_group_cannot_become_one(talk: Talk) -> None:
    another = replace(
        ON_DISCORD, address=Address("discord", "", "43"), introduce=named("ada_2 on Discord")
    )
    for who in (ON_DISCORD, another):
        await joins(talk, who)
    assert "same group" in (await talk.links(ON_DISCORD, another)).text


@pytest.mark.parametrize("whose", [ON_SLACK, ON_DISCORD])
async def test_a_calendars_address_goes_on_with_the_applications_of_both_sides(
    talk: Talk, storage: Storage, whose: Actor
) -> None:
    talk.dispatcher = Dispatcher(
        storage.units, talk.time, COMMANDS, public_url="https://bot.example"
    )
    await talk.says(ON_SLACK, "applied Acme")
    await talk.says(ON_DISCORD, "applied Nord")
    secret = await subscribes(talk, whose)
    await talk.links(ON_SLACK, ON_DISCORD)
    assert await shown_by(secret, storage) == {"Acme", "Nord"}
    renewed = await subscribes(talk, ON_SLACK, "calendar renew")
    assert await shown_by(secret, storage) is None
    assert await shown_by(renewed, storage) == {"Acme", "Nord"}


async def test_of_two_addresses_the_one_of_the_side_that_stays_goes_on(
    talk: Talk, storage: Storage
) -> None:
    talk.dispatcher = Dispatcher(
        storage.units, talk.time, COMMANDS, public_url="https://bot.example"
    )
    await talk.says(ON_SLACK, "applied Acme")
    await talk.says(ON_DISCORD, "applied Nord")
    secrets = [await subscribes(talk, who) for who in (ON_SLACK, ON_DISCORD)]
    await talk.links(ON_SLACK, ON_DISCORD)
    found = [await shown_by(secret, storage) for secret in secrets]
    assert sorted(map(bool, found)) == [False, True]


async def subscribes(talk: Talk, who: Actor, line: str = "calendar") -> str:
    """The secret of a calendar's address."""
    said = plain((await talk.says(who, line)).text)
    return said.partition("/calendar/")[2].partition(".ics")[0]


async def shown_by(secret: str, storage: Storage) -> set[str] | None:
    """Returns the companies in the calendar at an address; None if the address is nobody's."""
    found = await CalendarFeeds(storage.database).find(secret)
    if found is None:
        return None
    async with storage.units.read_only(found[0], "UTC", START) as view:
        return {one.company for one in await view.applications.summaries()}
