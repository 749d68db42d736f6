"""A nudge is delivered once, whatever happens on the way, and ends where nobody can be reached."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.console.virtual_clock import VirtualClock
from adapters.slack.outbound.errors import RateLimited
from adapters.slack.outbound.throttle import MAX_CONCURRENT, MAX_CONCURRENT_PER_WORKSPACE, Throttle
from bot.domain.people.person import Address
from bot.ports.messenger import RetryLater
from bot.presenters.nudge_digest import digest
from tests.adapters.slack.harness import BERLIN, MONDAY, Bot, Harness
from tests.fakes.slack.client import Client
from tests.fakes.slack.people import User

ACME = "Follow up with Acme"
POST = "chat.postMessage"


@pytest.fixture
async def applied(bot: Bot, ada: Client) -> None:
    """Ada has applied a week ago: her follow-up is due at nine."""
    await ada.slash("/applied Acme")
    await bot.settled()
    bot.clock.move(bot.clock.now() + timedelta(days=7))


def nudges(client: Client) -> list[str]:
    """Returns the titles of the nudges on a user's screen, newest first."""
    pages = [client.page(message) for message in client.screen if message.metadata]
    return [page.whole.title for page in pages]


async def state(bot: Bot, user: User) -> list[tuple[str, str | None]]:
    """Returns the stored states of a user's nudges."""
    address = Address("slack", user.team, user.id)
    async with bot.storage.units.begin(address, BERLIN, bot.clock.now()) as uow:
        return [(one.planned.name, one.reason) for one in await uow.nudges.recently_delivered(9)]


async def test_it_comes_with_its_words_and_a_mark_that_says_nothing(
    bot: Bot, ada: Client, applied: None
) -> None:
    assert await bot.worker.tick() == 1
    assert nudges(ada) == [ACME]
    (message,) = [one for one in ada.screen if one.metadata]
    assert message.metadata is not None
    assert message.metadata["event_type"] == "followthrough_delivery"
    assert "Acme" not in str(message.metadata)
    assert ada.page(message).notification.startswith(f"{ACME}: ")


@pytest.mark.parametrize("after", [True, False])
async def test_a_socket_dropped_on_the_way_neither_loses_nor_doubles_it(
    bot: Bot, ada: Client, applied: None, after: bool
) -> None:
    bot.slack.faults.drop(POST, after=after)
    assert await bot.worker.tick() == 0
    assert await bot.waits(minutes=1) == 1
    assert nudges(ada) == [ACME]


@pytest.mark.parametrize("after", [True, False])
async def test_a_500_neither_loses_nor_doubles_it(
    bot: Bot, ada: Client, applied: None, after: bool
) -> None:
    bot.slack.faults.break_down(POST, 500, after=after)
    assert await bot.worker.tick() == 0
    assert await bot.waits(minutes=1) == 1
    assert nudges(ada) == [ACME]


@pytest.mark.parametrize("error", ["internal_error", "fatal_error", "service_unavailable"])
async def test_an_error_of_slacks_own_is_looked_into_before_it_is_sent_again(
    bot: Bot, ada: Client, applied: None, error: str
) -> None:
    bot.slack.faults.refuse(POST, error)
    assert await bot.worker.tick() == 0
    assert await bot.waits(minutes=1) == 1
    assert nudges(ada) == [ACME]
    assert len(bot.slack.called("conversations.history")) == 2  # the newcomer's, and this


async def test_a_429_waits_as_told_and_asks_nobody(bot: Bot, ada: Client, applied: None) -> None:
    bot.slack.faults.rate_limit(POST, 40)
    assert await bot.worker.tick() == 0
    calls = len(bot.slack.calls)
    assert await bot.waits(seconds=39) == 0
    assert len(bot.slack.calls) == calls
    assert await bot.waits(seconds=2) == 1
    assert nudges(ada) == [ACME]
    assert len(bot.slack.called("conversations.history")) == 1


async def test_a_429_of_a_day_is_asked_again_after_ten_minutes(
    bot: Bot, ada: Client, applied: None
) -> None:
    bot.slack.faults.rate_limit(POST, 86_400)
    assert await bot.worker.tick() == 0
    assert await bot.waits(minutes=11) == 1
    assert nudges(ada) == [ACME]


async def test_a_kill_between_telling_and_writing_it_down_tells_it_once(
    harness: Harness, tmp_path: Path
) -> None:
    harness.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with harness.running() as first:
        ada = first.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await first.settled()
        harness.clock.move(harness.clock.now() + timedelta(days=7))
        (delivery,) = await first.storage.outbox.claim(harness.clock.now(), 10, 120.0)
        due = delivery.digest
        message = digest(due.nudges, due.applications, due.person, harness.clock.now())
        await first.running.messenger.send_direct(due.person.address, message, delivery.id)
    assert nudges(ada) == [ACME]
    async with harness.running() as second:
        assert await second.waits(minutes=3) == 1
    assert nudges(ada) == [ACME]


async def test_where_slack_would_not_draw_it_the_words_come_alone(
    bot: Bot, ada: Client, applied: None
) -> None:
    bot.slack.faults.refuse(POST, "invalid_blocks")
    assert await bot.worker.tick() == 1
    (message,) = [one for one in ada.screen if one.metadata]
    assert message.look.blocks == ()
    assert ACME in message.look.text
    assert "Subject: " in message.look.text


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("user_disabled", "deactivated"),
        ("channel_not_found", "closed"),
        ("messages_tab_disabled", "Messages tab"),
        ("restricted_action_read_only_channel", "admin"),
        ("is_archived", "archived"),
    ],
)
async def test_somebody_who_cannot_be_told_is_told_why_later(
    bot: Bot, ada: Client, harness: Harness, applied: None, error: str, said: str
) -> None:
    harness.ada.unreachable = error
    assert await bot.worker.tick() == 0
    ((name, reason),) = await state(bot, harness.ada)
    assert name == "follow_up 1"
    assert said in str(reason)
    harness.ada.unreachable = None
    await ada.slash("/pipeline")
    await bot.settled()
    assert "I couldn't deliver 1 reminder" in ada.page(ada.screen[0]).whole.text


@pytest.mark.parametrize("error", ["account_inactive", "token_revoked"])
async def test_a_dead_token_makes_people_unreachable(
    bot: Bot, harness: Harness, applied: None, error: str
) -> None:
    install = bot.slack.installs.by_token(str(harness.settings.bot_token))
    assert install is not None
    bot.slack.installs.revoke(install, error)
    assert await bot.worker.tick() == 0
    ((_, reason),) = await state(bot, harness.ada)
    assert "no longer installed" in str(reason)


@pytest.mark.parametrize("error", ["invalid_auth", "not_authed", "token_expired"])
async def test_a_token_that_can_be_mended_loses_nobodys_nudge(
    bot: Bot, ada: Client, harness: Harness, applied: None, error: str
) -> None:
    install = bot.slack.installs.by_token(str(harness.settings.bot_token))
    assert install is not None
    bot.slack.installs.revoke(install, error)
    assert await bot.worker.tick() == 0
    asked = len(bot.slack.called(POST))
    assert await bot.waits(hours=6) == 0
    assert len(bot.slack.called(POST)) <= asked + 1, "it is left alone meanwhile"
    install.dead = None
    assert await bot.waits(minutes=11) == 1
    assert nudges(ada) == [ACME]


async def test_a_lookup_that_slack_limits_waits_and_does_not_guess(
    bot: Bot, ada: Client, applied: None
) -> None:
    bot.slack.faults.drop(POST, after=True)
    await bot.worker.tick()
    bot.slack.faults.rate_limit("conversations.history", 60)
    assert await bot.waits(minutes=1) == 0
    assert nudges(ada) == [ACME]
    assert await bot.waits(minutes=2) == 1
    assert nudges(ada) == [ACME]


async def test_where_slack_does_not_let_it_look_it_is_sent_again(
    bot: Bot, ada: Client, applied: None
) -> None:
    bot.slack.faults.drop(POST, after=False)
    assert await bot.worker.tick() == 0
    bot.slack.faults.refuse("conversations.history", "missing_scope")
    assert await bot.waits(minutes=1) == 1
    assert nudges(ada) == [ACME]


async def test_everybody_of_many_is_told(bot: Bot, harness: Harness) -> None:
    people = [harness.workspace.user(f"p{number}", BERLIN, "en-GB") for number in range(30)]
    for one in people:
        await bot.client(one, harness.workspace).slash("/applied Acme")
    await bot.settled()
    assert await bot.waits(days=8) == 30
    assert all(nudges(bot.client(one, harness.workspace)) == [ACME] for one in people)


async def test_a_channel_gets_one_message_a_second() -> None:
    throttle = Throttle(VirtualClock(MONDAY), spacing=0.05)
    begun = asyncio.get_running_loop().time()
    for _ in range(3):
        async with throttle.turn("T1", "D1"):
            pass
    assert asyncio.get_running_loop().time() - begun >= 0.1


async def test_a_workspace_that_has_to_rest_holds_nobody_else_up() -> None:
    throttle = Throttle(VirtualClock(MONDAY))
    throttle.rest("T1", 30)
    with pytest.raises(RateLimited) as limited:
        async with throttle.turn("T1", "D1"):
            pass
    assert limited.value.seconds == 30
    async with throttle.turn("T2", "D2"):
        pass


async def test_a_workspace_with_many_people_leaves_places_for_others() -> None:
    throttle = Throttle(VirtualClock(MONDAY))
    order: list[str] = []
    full, release = asyncio.Event(), asyncio.Event()

    async def send(tenant: str, channel: str) -> None:
        async with throttle.turn(tenant, channel):
            order.append(tenant)
            if len(order) == MAX_CONCURRENT:
                full.set()
            await release.wait()

    many = [asyncio.create_task(send("T1", f"D{number}")) for number in range(100)]
    others = [asyncio.create_task(send(f"T{n}", "D0")) for n in range(2, 2 + MAX_CONCURRENT)]
    await full.wait()
    assert order.count("T1") == MAX_CONCURRENT_PER_WORKSPACE
    release.set()
    await asyncio.gather(*many, *others)
    last_of_others = max(order.index(f"T{n}") for n in range(2, 2 + MAX_CONCURRENT))
    assert last_of_others < 2 * MAX_CONCURRENT + MAX_CONCURRENT_PER_WORKSPACE, (
        "the others come first"
    )


async def test_what_a_machine_slept_through_in_the_queue_is_not_sent() -> None:
    clock = VirtualClock(MONDAY)
    throttle = Throttle(clock, spacing=0.02)
    async with throttle.turn("T1", "D1"):
        pass

    async def waits() -> None:
        async with throttle.turn("T1", "D1"):
            raise AssertionError("it was sent")

    waiting = asyncio.create_task(waits())
    await asyncio.sleep(0)
    clock.move(MONDAY + timedelta(hours=1))
    with pytest.raises(RetryLater):
        await waiting


async def test_where_those_before_take_too_long_nobody_waits_until_others_may_tell_it() -> None:
    throttle = Throttle(VirtualClock(MONDAY), longest_queue=0.01)
    async with AsyncExitStack() as slow:
        for number in range(MAX_CONCURRENT_PER_WORKSPACE):
            await slow.enter_async_context(throttle.turn("T1", f"D{number}"))
        with pytest.raises(RetryLater):
            async with throttle.turn("T1", "D9"):
                pass
    async with throttle.turn("T1", "D9"):
        pass
