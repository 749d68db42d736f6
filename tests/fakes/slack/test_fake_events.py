"""Requests as Slack signs and repeats them, and as others would forge them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, WSServerHandshakeError

from tests.fakes.slack.client import Client
from tests.fakes.slack.sample_app import HTTP, SOCKET, SampleApp, running
from tests.fakes.slack.slack import Slack
from tests.fakes.slack.transport import OverHttp
from tests.fakes.slack.workspace import Workspace


@pytest.fixture
async def sample_app(slack: Slack, hunters: Workspace) -> AsyncIterator[SampleApp]:
    async with running(slack, hunters, HTTP) as sample_app:
        yield sample_app


@pytest.fixture
def ada(sample_app: SampleApp) -> Client:
    return sample_app.client("ada")


@pytest.fixture
def http(sample_app: SampleApp) -> OverHttp:
    assert isinstance(sample_app.transport, OverHttp)
    return sample_app.transport


async def received(sample_app: SampleApp, many: int) -> None:
    await sample_app.slack.signal.until(
        lambda: len(sample_app.received) >= many, f"{many} things heard"
    )


@pytest.mark.parametrize(
    ("how", "status"), [("__call__", 200), ("stale", 401), ("forged", 401), ("unsigned", 401)]
)
async def test_only_a_fresh_and_good_signature_is_heard(
    sample_app: SampleApp, ada: Client, http: OverHttp, how: str, status: int
) -> None:
    payload = ada.payloads.slash(ada.user, ada.dm, "/nothing", "")
    reply = await http.command(payload, sign=getattr(http.signer, how))
    assert reply.status == status
    assert len(sample_app.received) == (status == 200)


async def test_the_very_same_request_can_be_sent_again(
    sample_app: SampleApp, ada: Client, http: OverHttp
) -> None:
    await ada.slash("/nothing")
    assert (await http.replay()).ok
    (first, second) = (body["trigger_id"] for _, body in sample_app.received)
    assert first == second


async def test_bolt_hears_a_repeated_event_twice(
    slack: Slack, sample_app: SampleApp, ada: Client, http: OverHttp
) -> None:
    event = {"type": "app_home_opened", "user": ada.user.id, "channel": ada.dm.id, "tab": "home"}
    payload = ada.payloads.event(event)
    await http.event(payload)
    await http.event(payload, attempt=1)
    assert http.last is not None
    assert http.last.headers["X-Slack-Retry-Num"] == "1"
    await slack.signal.until(lambda: len(slack.called("views.publish")) == 2, "two Home tabs")


async def test_an_app_that_fails_gets_an_event_once_more(
    slack: Slack, ada: Client, http: OverHttp
) -> None:
    http.url = http.url.replace("/slack/events", "/nowhere")
    await ada.opens_home()
    assert http.last is not None
    assert http.last.headers["X-Slack-Retry-Num"] == "1"
    assert "did not take a app_home_opened event (404)" in slack.violations.take()[0]


async def test_a_command_that_nobody_takes_is_seen_to_fail(
    slack: Slack, hunters: Workspace, ada: Client
) -> None:
    await ada.slash("/unheard-of")
    assert "dispatch_failed" in hunters.shown[-1].sentence
    assert "dispatch_failed" in slack.violations.take()[0]


async def test_what_the_manifest_does_not_declare_does_not_reach_the_app(
    slack: Slack, hunters: Workspace, sample_app: SampleApp, ada: Client
) -> None:
    slack.app.manifest = {"features": {"slash_commands": [{"command": "/log"}]}}
    await ada.slash("/card Acme")
    await ada.opens_home()
    assert hunters.shown[-1].sentence == "/card is not a valid command."
    assert sample_app.received == []


async def test_an_escaping_command_comes_escaped(
    slack: Slack, sample_app: SampleApp, ada: Client
) -> None:
    command = {"command": "/nothing", "should_escape": True}
    slack.app.manifest = {"features": {"slash_commands": [command]}}
    await ada.slash("/nothing A & <b>")
    assert sample_app.received[0][1]["text"] == "A &amp; &lt;b&gt;"


async def test_a_socket_says_that_an_event_is_a_repeat(slack: Slack, hunters: Workspace) -> None:
    async with running(slack, hunters, SOCKET) as sample_app:
        ada = sample_app.client("ada")
        payload = ada.payloads.event({"type": "message", "user": ada.user.id, "text": "Hi"})
        assert sample_app.transport is not None
        assert (await sample_app.transport.event(payload)).ok
        assert (await sample_app.transport.event(payload, 1)).ok
        await slack.signal.until(lambda: len(sample_app.received) == 2, "the event twice")


async def test_an_app_takes_a_new_socket_when_asked_to(slack: Slack, hunters: Workspace) -> None:
    async with running(slack, hunters, SOCKET) as sample_app:
        await slack.socket.refresh()
        await slack.socket.connected()
        await sample_app.client("ada").slash("/nothing")
        assert len(sample_app.received) == 1
        assert len(slack.called("apps.connections.open")) == 2


async def test_an_app_comes_back_where_a_socket_breaks(slack: Slack, hunters: Workspace) -> None:
    async with running(slack, hunters, SOCKET) as sample_app:
        await slack.socket.cut()
        await slack.socket.connected()
        await sample_app.client("ada").slash("/nothing")
        assert len(sample_app.received) == 1


async def test_a_socket_needs_a_ticket_which_is_good_once(slack: Slack) -> None:
    url = slack.socket.new_url()
    async with ClientSession() as session:
        async with session.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
            assert slack.socket.connections == 1
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(url)
