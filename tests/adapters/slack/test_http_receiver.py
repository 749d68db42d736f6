"""HTTP requests: a forged or stale one leaves no trace, and a replay does nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.tables import metadata
from tests.adapters.slack.harness import Bot, Harness
from tests.fakes.slack.client import Client
from tests.fakes.slack.signing import FORM


async def rows(bot: Bot) -> dict[str, int]:
    """Returns the number of rows in each table."""
    async with bot.storage.database.reading() as connection:
        return {
            table.name: (
                await connection.execute(select(func.count()).select_from(table))
            ).scalar_one()
            for table in metadata.sorted_tables
        }


@pytest.mark.parametrize("how", ["forged", "stale", "unsigned"])
async def test_what_slack_has_not_signed_just_now_is_refused(
    bot: Bot, ada: Client, how: str
) -> None:
    before = await rows(bot)
    payload = ada.payloads.slash(ada.user, ada.dm, "/applied", "Acme")
    reply = await bot.http.command(payload, getattr(bot.http.signer, how))
    await bot.settled()
    assert reply.status == 401
    assert await rows(bot) == before
    assert ada.screen == []


@pytest.mark.parametrize("line", ["/applied Globex", "/undo", "/interview Acme"])
async def test_a_replay_changes_and_shows_nothing(bot: Bot, ada: Client, line: str) -> None:
    for company in ("Zebra", "Acme"):
        await ada.slash(f"/applied {company}")
        await bot.settled()
    await ada.slash(line)
    await bot.settled()
    before, messages = await rows(bot), len(ada.screen)
    await bot.http.replay()
    await bot.settled()
    assert await rows(bot) == before
    assert len(ada.screen) == messages


async def test_a_press_that_is_replayed_changes_and_shows_nothing(bot: Bot, ada: Client) -> None:
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.presses("Undo")
    await bot.settled()
    before, messages = await rows(bot), len(ada.screen)
    await bot.http.replay()
    await bot.settled()
    assert await rows(bot) == before
    assert len(ada.screen) == messages


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Request-Timestamp": "soon", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "²", "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "9" * 40, "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "9" * 400, "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "9" * 5_000, "X-Slack-Signature": "v0=0"},
        {"X-Slack-Request-Timestamp": "1780300800", "X-Slack-Signature": "ü"},
        {"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "command"},
    ],
)
async def test_odd_headers_are_refused(bot: Bot, headers: dict[str, str]) -> None:
    async with bot.http.browser.post(
        bot.http.url, data="command=%2Fapplied", headers={"Content-Type": FORM, **headers}
    ) as answer:
        assert answer.status == 401


async def test_bytes_that_are_no_text_are_refused(bot: Bot) -> None:
    headers = {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=0"}
    async with bot.http.browser.post(bot.http.url, data=b"\xff\xfe", headers=headers) as answer:
        assert answer.status == 401


async def test_who_never_ends_a_request_is_shown_out(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.inbound.http_receiver.SECONDS_TO_SEND", 0.01)

    async def drip() -> AsyncIterator[bytes]:
        yield b"command="
        await asyncio.Event().wait()

    async with bot.http.browser.post(bot.http.url, data=drip()) as answer:
        assert answer.status == 408


async def test_headers_of_bolts_own_that_nobody_signed_are_not_passed_on(
    bot: Bot, ada: Client
) -> None:
    request = bot.http.signer(
        "command=%2Fpipeline&text=&user_id=U1&channel_id=D1&trigger_id=1.1&team_id=T1", FORM
    )
    request.headers["X-Slack-Bolt-Lazy-Only"] = "1"
    assert (await bot.http.send(request)).status == 200
    await bot.settled()


async def test_slack_can_verify_the_address(bot: Bot) -> None:
    reply = await bot.http.event({"type": "url_verification", "challenge": "abc", "token": "x"})
    assert reply.status == 200
    assert "abc" in str(reply.body)


async def test_what_one_process_has_done_no_other_does_again(
    harness: Harness, tmp_path: Path
) -> None:
    harness.database = f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}"
    async with harness.running() as one, harness.running() as other:
        ada = one.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await one.settled()
        before, messages = await rows(one), len(ada.screen)
        other.http.last = one.http.last
        await other.http.replay()
        await other.settled()
        assert await rows(other) == before
        assert len(ada.screen) == messages
