"""A process killed at the worst moment: what it had begun with is done once, by the next one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from time import time

import pytest
from aiohttp import ClientError
from sqlalchemy import func, select, update

from storage.storage import open_storage
from storage.tables import applications, changes, deliveries, nudges
from tests.adapters.slack.harness import Harness
from tests.adapters.slack.process import Process, held, nudged, process, program_with
from tests.fakes.slack.app_server import EVENTS
from tests.fakes.slack.client import Client
from tests.fakes.slack.people import User
from tests.fakes.slack.signing import Signer
from tests.fakes.slack.transport import OverHttp
from tests.timeouts import HANG

# A message is acknowledged once it is done: nothing takes too long for that.
PATIENT = program_with("adapters.slack.inbound.listeners.SECONDS_FOR_AN_EVENT", HANG)


async def the_lease_runs_out(harness: Harness) -> None:
    """Ends the leases, as two minutes of waiting would."""
    async with open_storage(harness.database) as storage, storage.database.writing() as connection:
        leased = await connection.execute(
            update(deliveries)
            .where(deliveries.c.leased_until.is_not(None))
            .values(leased_until=harness.clock.now())
        )
        assert leased.rowcount == 1


def looked_for_it(harness: Harness) -> bool:
    """True if the bot has read back what it sent."""
    looks = harness.slack.called("conversations.history")
    return any(made.args.get("include_all_metadata") for made in looks)


async def states(harness: Harness) -> list[str]:
    """Returns the states of the nudges that were due."""
    async with open_storage(harness.database) as storage, storage.database.reading() as connection:
        found = await connection.execute(
            select(nudges.c.state).where(nudges.c.settled_at.is_not(None))
        )
        return [*found.scalars()]


async def a_minute_passes(harness: Harness) -> None:
    """Ages recorded changes by a minute, as the real clock would."""
    async with open_storage(harness.database) as storage, storage.database.writing() as connection:
        last = (await connection.execute(select(func.max(changes.c.at)))).scalar_one()
        await connection.execute(update(changes).values(at=last - timedelta(minutes=1)))


async def logged(harness: Harness, company: str) -> int:
    """Returns how many applications to that company were logged."""
    async with open_storage(harness.database) as storage, storage.database.reading() as connection:
        found = await connection.execute(
            select(func.count()).select_from(applications).where(applications.c.company == company)
        )
        return found.scalar_one()


async def test_a_nudge_that_was_sent_and_not_noted_is_shown_once(past: Harness) -> None:
    gate = past.slack.faults.hold("chat.postMessage", after=True)
    async with process(past) as first:
        await past.slack.signal.until(lambda: nudged(past), "the nudge")
        await first.killed()
    gate.set()
    assert await states(past) == []
    await the_lease_runs_out(past)
    async with process(past) as second:
        await past.slack.signal.until(lambda: looked_for_it(past), "a search for what was sent")
        await second.stops()
    assert nudged(past) == 1
    assert await states(past) == ["delivered"]


async def test_a_nudge_that_was_noted_and_not_sent_is_shown_after_all(past: Harness) -> None:
    gate = past.slack.faults.hold("chat.postMessage")
    reached = held(gate)
    async with process(past) as first:
        async with asyncio.timeout(HANG):
            await reached.wait()
        await first.killed()
    assert nudged(past) == 0
    await the_lease_runs_out(past)
    async with process(past) as second:
        await past.slack.signal.until(lambda: nudged(past), "the nudge")
        await second.stops()
    assert nudged(past) == 1
    assert await states(past) == ["delivered"]


@asynccontextmanager
async def over_http(
    harness: Harness, user: User
) -> AsyncIterator[tuple[Process, OverHttp, Client]]:
    """Runs the process with Slack sending over HTTP; gives a user in reach of it."""
    secret = harness.slack.app.signing_secret
    settings = {
        "FOLLOWTHROUGH_SLACK_APP_TOKEN": "",
        "FOLLOWTHROUGH_SLACK_SIGNING_SECRET": secret,
        "FOLLOWTHROUGH_ROLE": "web",
    }
    async with process(harness, PATIENT, **settings) as bot:
        await bot.ready()
        way = OverHttp(bot.session, f"{bot.url}{EVENTS}", Signer(secret))
        yield bot, way, Client(harness.slack, harness.workspace, user, way)


def signed_later(harness: Harness, seconds: float) -> Signer:
    """Signs as Slack will after a while."""
    return Signer(harness.slack.app.signing_secret, lambda: time() + seconds)


@pytest.mark.parametrize(
    ("during", "after", "answer"),
    [("users.info", False, "Applied to Zebra"), ("chat.postMessage", True, "Already done")],
)
async def test_a_message_is_acknowledged_only_when_it_is_done(
    past: Harness, during: str, after: bool, answer: str
) -> None:
    # Of Bea, who is new, Slack is asked before anything is written down; Ada is known.
    who = past.bea if during == "users.info" else past.ada
    gate = past.slack.faults.hold(during, after=after)
    reached = held(gate)
    async with over_http(past, who) as (first, way, sender):
        written = {"type": "message", "channel": sender.dm.id, "channel_type": "im"}
        payload = sender.payloads.event(
            written | {"user": who.id, "text": "applied Zebra", "ts": "1.1"}
        )
        sending = asyncio.ensure_future(way.event(payload))
        async with asyncio.timeout(HANG):
            await reached.wait()
        assert not sending.done()
        await first.killed()
        with pytest.raises(ClientError):
            await sending
    assert await logged(past, "Zebra") == after
    async with over_http(past, who) as (_, way, sender):
        # Sent again within the same second, it would be the very same request.
        assert (await way.event(payload, 1, signed_later(past, 30))).ok
        await past.slack.signal.until(
            lambda: any(answer in one.revision.text for one in sender.screen), "the answer"
        )
        shown = len(sender.screen)
        assert (await way.event(payload, 2, signed_later(past, 60))).ok
        assert len(sender.screen) == shown
    assert await logged(past, "Zebra") == 1


async def test_what_a_killed_process_saved_and_did_not_say_is_said_by_the_next_one(
    past: Harness,
) -> None:
    gate = past.slack.faults.hold("response_url")
    reached = held(gate)
    channel = past.workspace.channel("hunters", [past.ada])
    async with over_http(past, past.ada) as (first, _, ada):
        assert (await ada.slash("/applied Zebra", channel)).ok
        async with asyncio.timeout(HANG):
            await reached.wait()
        await first.killed()
    assert await logged(past, "Zebra") == 1
    await a_minute_passes(past)
    async with over_http(past, past.ada) as (second, _, ada):
        assert (await ada.slash("/pipeline", channel)).ok
        saved = "Your last one was saved: you logged your application to Zebra."
        await past.slack.signal.until(
            lambda: any(saved in one.revision.text for one in ada.screen), "what was saved"
        )
        await second.stops()
