"""Something breaks, here or at Slack: what is said of it is true, and what was typed stays."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import time

import pytest

from tests.adapters.slack.harness import Bot, Harness
from tests.fakes.slack.client import Client
from tests.fakes.slack.signing import Signer

WHEN, WHO = "When does it start?", "Who will you meet?"


@asynccontextmanager
async def broken(bot: Bot, table: str) -> AsyncIterator[None]:
    """A database that lacks a table until the end of the block."""
    for old, new in ((table, "gone"), ("gone", table)):
        async with bot.storage.database.writing() as connection:
            await connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")
        if new == "gone":
            yield


@pytest.fixture
async def filled_in(bot: Bot, ada: Client) -> None:
    """A form in front of Ada, with something typed in it."""
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.slash("/interview Acme")
    await bot.settled()
    assert ada.modal is not None
    ada.modal.fill({WHEN: "4 June 14:00", WHO: "Dana"})


@pytest.mark.usefixtures("filled_in")
async def test_a_form_that_breaks_says_so_and_keeps_what_was_typed(
    bot: Bot, ada: Client, logged: io.StringIO
) -> None:
    before = len(ada.screen)
    assert ada.modal is not None
    async with broken(bot, "activities"):
        await ada.modal.submit()
        await bot.settled()
    assert "Something broke" in ada.modal.page.whole.text
    assert (ada.modal.field(WHEN).value, ada.modal.field(WHO).value) == ("4 June 14:00", "Dana")
    assert len(ada.screen) == before, "said once"
    entries = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert [one["error"] for one in entries if one["event"] == "handler_failed"] == [
        "OperationalError"
    ]
    await ada.modal.submit()
    await bot.settled()
    assert ada.modal is None
    assert ada.page(ada.screen[0]).whole.title == "Interview at Acme"


@pytest.mark.usefixtures("filled_in", "logged")
@pytest.mark.usefixtures("late")
async def test_a_form_that_breaks_late_says_so_and_keeps_what_was_typed(
    bot: Bot, ada: Client
) -> None:
    modal = ada.modal
    assert modal is not None
    async with bot.storage.database.writing() as connection:
        await modal.submit()
        assert modal.page.whole.text.endswith("…")
        await connection.exec_driver_sql("ALTER TABLE activities RENAME TO gone")
    await bot.settled()
    assert "Something broke" in modal.page.whole.text
    assert (modal.field(WHEN).value, modal.field(WHO).value) == ("4 June 14:00", "Dana")


@pytest.mark.usefixtures("logged")
async def test_a_form_that_storage_cannot_fill_in_does_not_wait_for_ever(harness: Harness) -> None:
    async with harness.impatient() as (bot, ada):
        await ada.slash("/settings")
        await bot.settled()
        before = len(ada.screen)
        async with broken(bot, "people"):
            await ada.slash("/settings")
            await bot.settled()
        assert ada.modal is not None
        assert "Something broke" in ada.modal.page.whole.text
        assert len(ada.screen) == before, "said once"


@pytest.mark.usefixtures("logged")
@pytest.mark.parametrize("after", [False, True])
async def test_what_is_saved_is_never_said_to_be_lost(bot: Bot, ada: Client, after: bool) -> None:
    await ada.opens_home("messages")
    await bot.settled()
    bot.slack.faults.break_down("chat.postMessage", after=after)
    await ada.says("applied Acme")
    await bot.settled()
    assert "it is saved" in ada.page(ada.screen[0]).whole.text
    await ada.says("pipeline")
    await bot.settled()
    assert "1 applied" in ada.page(ada.screen[0]).whole.text


@pytest.mark.usefixtures("logged")
async def test_a_form_that_slack_does_not_show_is_offered(bot: Bot, ada: Client) -> None:
    bot.slack.faults.break_down("views.open")
    await ada.slash("/settings")
    await bot.settled()
    await ada.presses("Open the form")
    await bot.settled()
    assert ada.modal is not None
    assert ada.modal.field("Your time zone").value == "Europe/Berlin"


@pytest.mark.usefixtures("logged")
async def test_a_form_that_slack_does_not_show_in_the_view_that_waits_is_offered(
    harness: Harness,
) -> None:
    async with harness.impatient() as (bot, ada):
        bot.slack.faults.break_down("views.update", times=2)
        await ada.slash("/settings")
        await bot.settled()
        await ada.presses("Open the form")
        await bot.settled()
        assert ada.modal is not None
        assert ada.modal.field("Your time zone").value == "Europe/Berlin"


@pytest.mark.usefixtures("logged")
async def test_a_command_is_answered_where_nobody_can_say_whether_it_is_a_repeat(
    bot: Bot, ada: Client
) -> None:
    async with broken(bot, "idempotency_keys"):
        await ada.slash("/applied Acme")
        await bot.settled()
    assert "Something broke" in ada.page(ada.screen[0]).whole.text


@pytest.mark.usefixtures("logged")
async def test_a_message_that_storage_cannot_take_comes_again(bot: Bot, ada: Client) -> None:
    await ada.opens_home("messages")
    await bot.settled()
    said = {"channel": ada.dm.id, "channel_type": "im", "user": ada.user.id, "ts": "1.1"}
    payload = ada.payloads.event({"type": "message", "text": "applied Acme", **said})
    async with broken(bot, "idempotency_keys"):
        assert (await bot.http.event(payload)).status == 500
    later = Signer(bot.slack.app.signing_secret, lambda: time() + 30)
    assert (await bot.http.event(payload, 1, later)).ok
    await bot.settled()
    assert "Acme" in ada.page(ada.screen[0]).whole.title


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("database or disk is full", "disk that I write to is full"),
        ("attempt to write a readonly database", "may only read my database"),
        ("database is locked", "Something else is holding my database"),
    ],
)
async def test_what_keeps_it_from_being_saved_is_said(
    bot: Bot, ada: Client, logged: io.StringIO, said: str, answer: str
) -> None:
    failing = (
        "CREATE TRIGGER failing BEFORE INSERT ON activities"
        f" BEGIN SELECT RAISE(ABORT, '{said}'); END"
    )
    async with bot.storage.database.writing() as connection:
        await connection.exec_driver_sql(failing)
    await ada.slash("/applied Acme")
    await bot.settled()
    shown = ada.page(ada.screen[0]).whole.text
    assert answer in shown
    assert "nothing was saved" in shown
    entries = [json.loads(line) for line in logged.getvalue().splitlines()]
    assert [one["error"] for one in entries if one["event"] == "handler_failed"] == ["StorageError"]
