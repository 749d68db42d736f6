"""A nudge is delivered once, whatever happens on the way, and ends where nobody can be reached."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.people.person import Address
from bot.presenters.nudge_digest import digest
from tests.adapters.slack.harness import BERLIN, Bot, Harness
from tests.adapters.slack.reminders import ACME, nudges
from tests.fakes.slack.client import Client
from tests.fakes.slack.people import User

POST = "chat.postMessage"


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


async def test_a_kill_between_sending_and_settling_sends_it_once(
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
    assert message.revision.blocks == ()
    assert ACME in message.revision.text
    assert "Subject: " in message.revision.text


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
async def test_a_user_who_cannot_be_reached_learns_why_later(
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
async def test_a_token_that_can_be_fixed_loses_no_nudge(
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


async def test_where_slack_does_not_let_it_look_it_is_sent_again(
    bot: Bot, ada: Client, applied: None
) -> None:
    bot.slack.faults.drop(POST, after=False)
    assert await bot.worker.tick() == 0
    bot.slack.faults.refuse("conversations.history", "missing_scope")
    assert await bot.waits(minutes=1) == 1
    assert nudges(ada) == [ACME]
