"""Groups and calendar addresses of two accounts that become one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.catalog import COMMANDS
from bot.conversation.actor import Actor, Conversation
from bot.dispatcher import Dispatcher
from bot.domain.people.person import Address
from bot.message import Invocation, Tone, plain
from storage.repositories.calendars import CalendarFeeds
from storage.storage import Storage
from tests.storage.two_accounts import ON_DISCORD, ON_SLACK, Talk, named

START = datetime(2026, 6, 1, 8, tzinfo=UTC)


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
