"""People talk to the bot at Slack: commands, messages, buttons, forms, and what they see of it."""

from __future__ import annotations

import io
import json
from functools import partial
from time import time

import pytest

from tests.adapters.slack.harness import Bot, Harness
from tests.fakes.slack.client import Client
from tests.fakes.slack.message import Posted
from tests.fakes.slack.signing import Signer


@pytest.fixture
def hunters(harness: Harness, ada: Client) -> list[Posted]:
    """A channel with everybody in it but the bot."""
    harness.workspace.channel("hunters", [harness.ada, harness.bea])
    return harness.workspace.messages


def later_by(seconds: float) -> float:
    """Returns the time that it will be then."""
    return time() + seconds


def newest(client: Client) -> Posted:
    return client.screen[0]


async def test_an_answer_in_a_channel_is_for_nobody_else(
    bot: Bot, ada: Client, harness: Harness, hunters: list[Posted]
) -> None:
    await ada.slash("/applied Acme as Baker", harness.workspace.channel("hunters"))
    await bot.settled()
    answer = newest(ada)
    assert answer.channel.name == "hunters"
    assert answer.to is harness.ada
    assert ada.page(answer).whole.title == "Applied to Acme (Baker)"


async def test_more_than_can_be_done_is_refused_at_once_instead_of_piling_up(
    bot: Bot, ada: Client
) -> None:
    bot.running.in_flight.most = 1
    async with bot.storage.database.writing():  # another process is writing
        await ada.slash("/applied Acme")
        await ada.slash("/applied Globex")
        assert "nothing was saved" in ada.page(newest(ada)).whole.text
    await bot.settled()
    await ada.slash("/pipeline")
    await bot.settled()
    assert [entry.title for entry in ada.page(newest(ada)).entries] == ["Acme"]


async def test_a_pasted_link_becomes_a_job_by_one_press(bot: Bot, ada: Client) -> None:
    await ada.says("https://jobs.lever.co/acme/1f0c3b9e")
    await bot.settled()
    await ada.presses("I plan to apply")
    await bot.settled()
    assert ada.page(newest(ada)).whole.title == "Planned: Acme"


async def test_help_on_a_command_that_slack_has_by_its_own_name_does_nothing(
    bot: Bot, ada: Client
) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.slash("/followthrough undo")
    await bot.settled()
    assert ada.page(newest(ada)).whole.title == "/undo"


async def test_an_answer_in_the_direct_messages_stays_there(bot: Bot, ada: Client) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.says("pipeline")
    await bot.settled()
    assert [message.to for message in ada.screen if message.by_app] == [None] * 3


async def test_a_button_rewrites_an_ephemeral_answer_in_place(
    bot: Bot, ada: Client, harness: Harness, hunters: list[Posted]
) -> None:
    await ada.slash("/applied Acme", harness.workspace.channel("hunters"))
    await bot.settled()
    answer = newest(ada)
    await ada.presses("Undo")
    await bot.settled()
    assert newest(ada) is answer
    assert ada.page(answer).whole.title == "Taken back"


async def test_a_form_from_an_ephemeral_answer_rewrites_that_answer(
    bot: Bot, ada: Client, harness: Harness, hunters: list[Posted]
) -> None:
    await ada.slash("/applied Acme", harness.workspace.channel("hunters"))
    await bot.settled()
    answer = newest(ada)
    await ada.presses("Add details")
    await bot.settled()
    assert ada.modal is not None
    ada.modal.fill({"Contact": "Dana Weiss"})
    await ada.modal.submit()
    await bot.settled()
    assert ada.modal is None
    assert newest(ada) is answer
    assert ("Contact", "Dana Weiss") in ada.page(answer).whole.facts


async def test_an_answer_that_slack_takes_nowhere_else_comes_directly(
    bot: Bot, ada: Client, harness: Harness, hunters: list[Posted]
) -> None:
    bot.slack.faults.break_down("response_url", 500)
    await ada.slash("/applied Acme", harness.workspace.channel("hunters"))
    await bot.settled()
    assert newest(ada).channel is ada.dm


async def test_in_a_conversation_with_another_person_the_answer_is_for_their_eyes_only(
    bot: Bot, ada: Client, harness: Harness
) -> None:
    with_bea = harness.workspace.channel("with-bea", [harness.ada, harness.bea])
    payload = ada.payloads.slash(ada.user, with_bea, "/pipeline", "")
    payload["channel_id"], payload["channel_name"] = "D0SOMEBODY", "directmessage"
    assert (await bot.http.command(payload)).ok
    await bot.settled()
    assert newest(ada).channel is with_bea
    assert newest(ada).to is harness.ada


async def test_a_newcomer_learns_three_things_and_who_may_read_along(bot: Bot, ada: Client) -> None:
    await ada.opens_home("messages")
    await bot.settled()
    (welcome,) = ada.screen
    page = ada.page(welcome)
    assert len(page.whole.text.splitlines()) == 3
    assert "owners of this workspace may be able to read" in page.whole.text
    assert [one.label for one in page.whole.pressables] == ["Log an application"]
    await ada.opens_home("messages")
    await ada.slash("/applied Acme")
    await bot.settled()
    assert len(ada.screen) == 2


async def test_a_newcomer_has_the_zone_and_language_of_their_profile(
    bot: Bot, harness: Harness
) -> None:
    bea = bot.client(harness.bea, harness.workspace)
    await bea.slash("/applied Acme")
    await bot.settled()
    known = await bot.person(harness.bea)
    assert known is not None
    assert (known.preferences.zone, known.language) == ("America/New_York", "en-US")


async def test_opening_the_home_tab_creates_no_person(
    bot: Bot, ada: Client, harness: Harness
) -> None:
    await ada.opens_home("messages")
    await ada.opens_home()
    await bot.settled()
    assert await bot.person(harness.ada) is None


async def test_what_slack_sends_twice_is_done_and_answered_once(
    bot: Bot, ada: Client, harness: Harness
) -> None:
    payload = ada.payloads.event(
        {"type": "message", "channel": ada.dm.id, "channel_type": "im", "user": harness.ada.id}
        | {"text": "applied Acme", "ts": "1.1"}
    )
    for attempt in (0, 1, 2):
        later = Signer(bot.http.signer.secret, partial(later_by, 3 * attempt))
        assert (await bot.http.event(payload, attempt, later)).ok
    await bot.settled()
    titles = [ada.page(message).whole.title for message in ada.screen]
    assert titles.count("Applied to Acme") == 1
    assert len(titles) == 2  # with the welcome


async def test_a_command_that_comes_twice_is_done_once(bot: Bot, ada: Client) -> None:
    payload = ada.payloads.slash(ada.user, ada.dm, "/applied", "Acme")
    for late in (0, 1):
        later = Signer(bot.http.signer.secret, partial(later_by, late))
        assert (await bot.http.command(payload, later)).ok
    await bot.settled()
    assert len(ada.screen) == 2


async def test_the_bot_does_not_answer_itself_or_what_was_changed(bot: Bot, ada: Client) -> None:
    event = {"type": "message", "channel": ada.dm.id, "channel_type": "im", "text": "applied Acme"}
    await ada.slack_sends("message.im", event | {"user": ada.workspace.bot.id, "bot_id": "B1"})
    await ada.slack_sends("message.im", event | {"subtype": "message_changed", "hidden": True})
    for nothing in ("  ", None):
        await ada.slack_sends("message.im", event | {"user": ada.user.id, "text": nothing})
    await bot.settled()
    assert ada.screen == []


async def test_what_breaks_is_said_and_nothing_that_was_written_is_logged(
    bot: Bot, ada: Client, logged: io.StringIO
) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    async with bot.storage.database.writing() as connection:
        await connection.exec_driver_sql("ALTER TABLE activities RENAME TO gone")
    await ada.slash("/applied Secret Bakery")
    await bot.settled()
    assert "Something broke" in ada.page(newest(ada)).whole.text
    entries = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert [one["error"] for one in entries if one["event"] == "handler_failed"] == [
        "OperationalError"
    ]
    assert all(one["where"] for one in entries if one["event"] == "handler_failed")
    assert "Secret" not in logged.getvalue()


async def test_a_list_turns_its_pages_in_a_message_of_its_own(bot: Bot, ada: Client) -> None:
    for number in range(12):
        await ada.slash(f"/applied Company {number:02}")
    await bot.settled()
    await ada.slash("/pipeline")
    await bot.settled()
    first = newest(ada)
    await ada.presses("Older")
    await bot.settled()
    assert newest(ada) is first
    assert "11–12 of 12" in ada.page(first).whole.text


async def test_in_a_thread_the_answer_stays_in_the_thread(bot: Bot, ada: Client) -> None:
    event = {"type": "message", "channel": ada.dm.id, "channel_type": "im", "user": ada.user.id}
    await ada.slack_sends(
        "message.im", event | {"text": "pipeline", "ts": "2.2", "thread_ts": "1.1"}
    )
    await bot.settled()
    assert newest(ada).thread == "1.1"
