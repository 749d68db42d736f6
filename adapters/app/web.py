"""The web side of every process: health, readiness, metrics, and what platforms need."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager

import structlog
from aiohttp import web

from adapters.app.metrics import TYPE, Metrics

LARGEST_BODY = 1024**2
_OK, _BROKEN, _NOT_YET = 200, 500, 503

log = structlog.get_logger("web")

Checks = Callable[[], Awaitable[Mapping[str, bool]]]


def application(
    metrics: Metrics, checks: Checks, routes: Iterable[web.RouteDef] = ()
) -> web.Application:
    """What is answered over HTTP. `checks` says by part what is ready for work."""

    async def health(request: web.Request) -> web.Response:
        """That the process lives, nothing more: whoever asks restarts it if not."""
        return web.json_response({"ok": True})

    async def readiness(request: web.Request) -> web.Response:
        """Whether it should be given work."""
        parts = await checks()
        ready = all(parts.values())
        return web.json_response(
            {"ready": ready, "parts": dict(parts)}, status=_OK if ready else _NOT_YET
        )

    async def figures(request: web.Request) -> web.Response:
        """The metrics."""
        return web.Response(body=metrics.written(), headers={"Content-Type": TYPE})

    made = web.Application(client_max_size=LARGEST_BODY, middlewares=[_quiet])
    made.add_routes(
        [
            web.get("/healthz", health),
            web.get("/readyz", readiness),
            web.get("/metrics", figures),
            *routes,
        ]
    )
    return made


@web.middleware
async def _quiet(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Says nothing of the software and its version to the world, nor of what broke."""
    try:
        answer = await handler(request)
    except web.HTTPException as said:
        answer = _said(said.status, said.reason)
    except Exception as error:
        if request.transport is not None:  # or whoever asked hung up, which breaks the reading
            log.error("request_broke", exc_info=error)
        answer = _said(_BROKEN, "It broke on this side.")
    answer.headers["Server"] = "followthrough"
    return answer


def _said(status: int, why: str) -> web.Response:
    body = json.dumps({"error": why})
    return web.Response(status=status, text=body, content_type="application/json")


@asynccontextmanager
async def serving(
    made: web.Application, host: str, port: int, seconds_to_finish: float
) -> AsyncIterator[int]:
    """Answers on a port until the end of the block; gives the number of the port.

    At the end it takes no more, and lets what it took finish. What is sent packed stays
    packed: nobody who calls packs anything, and a megabyte of it can hold thousands.
    """
    runner = web.AppRunner(
        made, access_log=None, shutdown_timeout=seconds_to_finish, auto_decompress=False
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
