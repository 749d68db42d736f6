"""The answers over HTTP to odd requests, and when something breaks."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web
from yarl import URL

from adapters.app.metrics import Metrics
from adapters.app.web import LARGEST_BODY, application, serving


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
