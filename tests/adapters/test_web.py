"""The answers over HTTP to odd requests, and when something breaks."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from aiohttp import ClientError, ClientSession, web
from yarl import URL

from adapters.app.metrics import Metrics
from adapters.app.web import LARGEST_BODY, LIMIT, application, metrics_application, serving
from tests.timeouts import HANG


async def checks() -> dict[str, str | None]:
    return {"database": None}


async def take(request: web.Request) -> web.Response:
    await request.read()
    raise RuntimeError("Acme is not found")


@pytest.fixture
async def url() -> AsyncIterator[str]:
    made = application(Metrics(), checks, [web.post("/slack/events", take)])
    async with serving(made, "127.0.0.1", 0, 1.0) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("method", "path", "size", "status"),
    [
        ("GET", "/healthz", 0, 200),
        ("GET", "/nowhere", 0, 404),
        ("GET", "/slack/../../etc/passwd", 0, 404),
        ("DELETE", "/metrics", 0, 405),
        ("POST", "/slack/events", LARGEST_BODY + 1, 413),
        ("POST", "/slack/events", 1, 500),
    ],
)
async def test_it_says_nothing_of_itself(
    url: str, logged: io.StringIO, method: str, path: str, size: int, status: int
) -> None:
    async with (
        ClientSession() as world,
        world.request(method, url + path, data=io.BytesIO(b"x" * size)) as answer,
    ):
        assert answer.status == status
        assert answer.headers["Server"] == "followthrough"
        assert isinstance(json.loads(await answer.text()), dict)
    assert "Acme" not in logged.getvalue()
    assert ("RuntimeError" in logged.getvalue()) is (status == 500)


async def test_who_hangs_up_in_the_middle_is_no_fault_of_ours(
    url: str, logged: io.StringIO
) -> None:
    there = URL(url)
    _, writer = await asyncio.open_connection(there.host, there.port)
    writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf")
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    async with ClientSession() as world, world.get(f"{url}/metrics") as answer:
        assert answer.status == 200
    assert "request_broke" not in logged.getvalue()


async def test_what_is_sent_packed_is_not_unpacked() -> None:
    async def size(request: web.Request) -> web.Response:
        return web.json_response(len(await request.read()))

    packed = gzip.compress(b"x" * 100 * LARGEST_BODY)
    made = application(Metrics(), checks, [web.post("/slack/events", size)])
    async with (
        serving(made, "127.0.0.1", 0, 1.0) as port,
        ClientSession() as world,
        world.post(
            f"http://127.0.0.1:{port}/slack/events",
            data=packed,
            headers={"Content-Encoding": "gzip"},
        ) as answer,
    ):
        assert (answer.status, await answer.text()) == (200, str(len(packed)))


async def connect(url: str, said: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    there = URL(url)
    reader, writer = await asyncio.open_connection(there.host, there.port)
    writer.write(said)
    await writer.drain()
    return reader, writer


HALF = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-"
HEAD = b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"


async def test_who_sends_half_a_request_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = application(Metrics(), checks)
    limit = made[LIMIT]
    limit.seconds_for_headers = 0.01
    monkeypatch.setattr("adapters.app.connection_limit.SECONDS_FOR_A_BODY", 0.01)
    monkeypatch.setattr("adapters.app.web.SECONDS_TO_LINGER", 0.01)
    async with serving(made, "127.0.0.1", 0, 1.0) as port, asyncio.timeout(HANG):
        url = f"http://127.0.0.1:{port}"
        for said in (b"", HALF):
            reader, writer = await connect(url, said)
            assert await reader.read() == b""
            writer.close()
        limit.seconds_for_headers = HANG  # a whole head may take long on a busy machine
        reader, writer = await connect(url, HEAD + b"half")
        assert b"408" in await reader.read()
        writer.close()
        async with ClientSession() as world, world.get(f"{url}/healthz") as answer:
            assert answer.status == 200


async def test_who_sends_nothing_makes_room_for_who_sends_something() -> None:
    made = application(Metrics(), checks)
    limit = made[LIMIT]
    limit.most = 2
    async with serving(made, "127.0.0.1", 0, 1.0) as port, asyncio.timeout(HANG):
        url = f"http://127.0.0.1:{port}"
        silent = [await connect(url, HALF) for _ in range(5)]
        try:
            async with ClientSession() as world, ClientSession() as another:
                for client in (world, another):
                    async with client.get(f"{url}/healthz") as answer:
                        assert answer.status == 200
                assert limit.count == 2
                for reader, _ in silent:
                    with suppress(ConnectionResetError):
                        assert await reader.read() == b""
                # Both have asked for something, so nobody else is let in.
                async with ClientSession() as third:
                    with pytest.raises(ClientError):
                        await third.get(f"{url}/healthz")
        finally:
            for _, writer in silent:
                writer.close()


async def test_metrics_have_an_address_of_their_own() -> None:
    metrics = Metrics()
    async with (
        serving(application(None, checks), "127.0.0.1", 0, 1.0) as public,
        serving(metrics_application(metrics), "127.0.0.1", 0, 1.0) as own,
        ClientSession() as world,
    ):
        for port, path, status in (
            (public, "/metrics", 404),
            (public, "/healthz", 200),
            (own, "/metrics", 200),
            (own, "/healthz", 404),
        ):
            async with world.get(f"http://127.0.0.1:{port}{path}") as answer:
                assert answer.status == status


async def test_readiness_says_why() -> None:
    async def full() -> dict[str, str | None]:
        return {"serving": None, "database": "The disk is full."}

    async with (
        serving(application(None, full), "127.0.0.1", 0, 1.0) as port,
        ClientSession() as world,
        world.get(f"http://127.0.0.1:{port}/readyz") as answer,
    ):
        assert answer.status == 503
        assert await answer.json() == {
            "ready": False,
            "parts": {"serving": True, "database": False},
            "why": {"database": "The disk is full."},
        }
