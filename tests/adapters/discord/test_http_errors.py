"""Users who cannot be reached learn why later; refused requests are counted and not repeated."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from discord import HTTPException

from adapters.discord.actors import PLATFORM, address_of
from adapters.discord.outbound.http_errors import TOO_MANY_OPENED
from adapters.discord.outbound.invalid_requests import InvalidRequestLimit
from adapters.discord.outbound.messenger import NO_TOKEN, DiscordMessenger
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import CommandRef, Message, Moment, Text
from bot.ports.messenger import ContentRefused, RetryLater, Unreachable
from tests.adapters.discord.harness import Bot, Harness
from tests.fakes.discord import faults
from tests.fakes.discord.client import Client
from tests.fakes.discord.faults import OPEN_DM, READ, SEND
from tests.fakes.discord.server import FakeDiscord

DUE = Message("It is time.", "Follow up: Acme", delivery="d1")


@pytest.fixture
def to_ada(ada: Client) -> Address:
    return address_of(ada.user.id)


@pytest.mark.parametrize(("code", "advice"), [(50007, "Privacy Settings"), (50278, "Add App")])
async def test_closed_direct_messages_are_reported_with_advice(
    bot: Bot, fake: FakeDiscord, to_ada: Address, code: int, advice: str
) -> None:
    fake.faults.script(SEND, faults.refuse(code))
    with pytest.raises(Unreachable, match=advice):
        await bot.messenger.send_direct(to_ada, DUE, "d1")


async def test_a_person_who_accepts_no_messages_is_unreachable_with_advice(
    bot: Bot, fake: FakeDiscord, to_ada: Address
) -> None:
    fake.faults.script(SEND, faults.refuse(50013))
    with pytest.raises(Unreachable, match="blocked me"):
        await bot.messenger.send_direct(to_ada, DUE, "d1")


async def test_an_account_that_is_gone_is_unreachable(bot: Bot) -> None:
    with pytest.raises(Unreachable, match="account"):
        await bot.messenger.send_direct(address_of(1), DUE, "d1")


async def test_the_wrong_no_access_of_user_installs_is_tried_once_more(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.outbound.messenger.SECOND_TRY", 0.0)
    fake.faults.script(SEND, faults.refuse(50001))
    await bot.messenger.send_direct(to_ada, DUE, "d1")
    assert len(ada.sees()) == 1
    fake.faults.script(SEND, *[faults.refuse(50001)] * 2)
    with pytest.raises(Unreachable):
        await bot.messenger.send_direct(to_ada, DUE.replace(delivery="d2"), "d2")


async def test_what_discord_will_not_draw_comes_in_words_alone(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    fake.faults.script(SEND, faults.refuse(50035))
    await bot.messenger.send_direct(to_ada, DUE, "d1")
    (message,) = ada.sees()
    assert message.body["content"] == "Follow up: Acme\nIt is time."


async def test_words_with_a_time_and_a_command_in_them_come_in_words_alone_too(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    at = Text("It begins ", Moment(datetime(2026, 6, 4, 12, tzinfo=UTC)), ": ", CommandRef("job"))
    channel = fake.directory.new_channel(fake.directory.new_guild("hunters", ada.user), "jobs")
    fake.faults.script(SEND, faults.refuse(50035))
    await bot.messenger.send_direct(to_ada, DUE.replace(text=at), "d1")
    (message,) = ada.sees()
    assert message.body["content"] == "Follow up: Acme\nIt begins <t:1780574400:F>: /job"
    fake.faults.script(SEND, faults.refuse(50035))
    there = Channel(PLATFORM, "", str(channel.id))
    await bot.messenger.send_channel(there, Message(at, "Check-in", private=False), "d2")
    ada.opens_channel(channel)
    assert [one.body["content"].partition("\n")[0] for one in ada.sees()] == ["Check-in"]


async def test_what_discord_will_not_take_at_all_is_said_to_be_refused(
    bot: Bot, fake: FakeDiscord, to_ada: Address
) -> None:
    fake.faults.script(SEND, *[faults.refuse(50035)] * 2)
    with pytest.raises(ContentRefused):
        await bot.messenger.send_direct(to_ada, DUE, "d1")


@pytest.mark.parametrize("status", [403, 404])
async def test_a_page_from_something_between_us_and_discord_says_nothing_of_anybody(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address, status: int
) -> None:
    channel = fake.directory.new_channel(fake.directory.new_guild("hunters", ada.user), "jobs")
    there = Channel(PLATFORM, "", str(channel.id))
    fake.faults.script(SEND, *[faults.broken(status)] * 2)
    with pytest.raises(HTTPException, match=str(status)):
        await bot.messenger.send_direct(to_ada, DUE, "d1")
    with pytest.raises(HTTPException, match=str(status)):
        await bot.messenger.send_channel(there, DUE, "d2")


async def test_opening_too_many_conversations_waits_a_while(
    bot: Bot, fake: FakeDiscord, to_ada: Address
) -> None:
    fake.faults.script(OPEN_DM, faults.refuse(40003))
    with pytest.raises(RetryLater) as later:
        await bot.messenger.send_direct(to_ada, DUE, "d1")
    assert later.value.seconds == TOO_MANY_OPENED


async def test_refusals_are_counted_and_stop_everything_in_time(
    harness: Harness, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    async with harness.running(InvalidRequestLimit(most=3)) as bot:
        fake.faults.script(SEND, *[faults.refuse(50007)] * 3)
        for number in range(3):
            with pytest.raises(Unreachable):
                await bot.messenger.send_direct(to_ada, DUE, f"d{number}")
        assert bot.messenger.invalid_requests.refusals == 3
        asked = len(fake.rest.asked)
        with pytest.raises(RetryLater) as later:
            await bot.messenger.send_direct(to_ada, DUE, "d4")
        assert 0 < later.value.seconds <= 600
        assert len(fake.rest.asked) == asked


async def test_a_refusal_too_many_on_the_way_puts_off_what_was_about_to_be_sent(
    harness: Harness, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    async with harness.running(InvalidRequestLimit(most=1)) as bot:
        fake.faults.script(READ, faults.refuse(50001))
        with pytest.raises(RetryLater) as later:
            await bot.messenger.send_direct(to_ada, DUE, "d1", maybe_sent=True)
        assert 0 < later.value.seconds <= 600
        assert ada.sees() == []


async def test_a_limit_that_is_shared_with_others_is_no_refusal_of_ours(
    bot: Bot, fake: FakeDiscord, to_ada: Address
) -> None:
    fake.faults.script(SEND, faults.slow_down(0.05, scope="shared"), faults.slow_down(0.05))
    await bot.messenger.send_direct(to_ada, DUE, "d1")
    assert bot.messenger.invalid_requests.refusals == 1


async def test_a_429_for_everything_that_the_bot_sends_slows_the_reminders_down(
    bot: Bot, fake: FakeDiscord, ada: Client, to_ada: Address
) -> None:
    fake.faults.script(SEND, faults.slow_down(0.05))
    await bot.messenger.send_direct(to_ada, DUE, "d1")
    assert bot.messenger.invalid_requests.throttle.per_second is None
    fake.faults.script(SEND, faults.slow_down(0.05, scope="global", everywhere=True))
    await bot.messenger.send_direct(to_ada, DUE.replace(delivery="d2"), "d2")
    assert bot.messenger.invalid_requests.throttle.per_second == 40
    assert len(ada.sees()) == 2


async def test_a_token_that_is_refused_is_not_tried_again_and_again(
    harness: Harness, fake: FakeDiscord, to_ada: Address
) -> None:
    async with harness.running() as bot:
        fake.faults.script(OPEN_DM, faults.refuse(50027))
        with pytest.raises(RetryLater) as later:
            await bot.messenger.send_direct(to_ada, DUE, "d1")
        assert later.value.seconds == NO_TOKEN
        asked = len(fake.rest.asked)
        with pytest.raises(RetryLater):
            await bot.messenger.send_direct(to_ada, DUE, "d1")
        assert len(fake.rest.asked) == asked


async def test_a_token_that_was_never_good_is_asked_for_once(
    harness: Harness, fake: FakeDiscord, to_ada: Address
) -> None:
    async with harness.running() as bot:
        settings = replace(harness.settings, token="wrong")  # noqa: S106  no secret
        async with DiscordMessenger(settings, bot.dispatcher) as messenger:
            for _ in range(3):
                with pytest.raises(RetryLater):
                    await messenger.send_direct(to_ada, DUE, "d1")
            assert messenger.invalid_requests.refusals == 1
