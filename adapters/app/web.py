"""The web server of every process: health, readiness, metrics, and the platforms' routes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from functools import partial

import structlog
from aiohttp import web

from adapters.app.connection_limit import ConnectionLimit
from adapters.app.metrics import CONTENT_TYPE, Metrics

LARGEST_BODY = 1024**2
# For the rest of a request that was answered before it had come.
SECONDS_TO_LINGER = 1.0
_OK, _BROKEN, _NOT_YET = 200, 500, 503

LIMIT = web.AppKey("limit", ConnectionLimit)

log = structlog.get_logger("web")

# Why each part is not ready for work; None if it is.
PartsCheck = Callable[[], Awaitable[Mapping[str, str | None]]]


def application(
    metrics: Metrics | None, check_parts: PartsCheck, routes: Iterable[web.RouteDef] = ()
) -> web.Application:
    """Builds the web application. `check_parts` returns why a part is not ready, or None.

    It answers with the metrics, too, if there are any.
    """

    async def health(request: web.Request) -> web.Response:
        """Answers while the process lives; a supervisor restarts one that does not."""
        return web.json_response({"ok": True})

    async def readiness(request: web.Request) -> web.Response:
        """Answers 200 if every part is ready for work, else 503, with what fails and why."""
        parts = await check_parts()
        why = {name: reason for name, reason in parts.items() if reason is not None}
        ready = {name: name not in why for name in parts}
        answer = {"ready": not why, "parts": ready, "why": why}
        return web.json_response(answer, status=_NOT_YET if why else _OK)

    site = _site()
    own = [web.get("/healthz", health), web.get("/readyz", readiness)]
    site.add_routes([*own, *([] if metrics is None else [_page_of(metrics)]), *routes])
    return site


def metrics_application(metrics: Metrics) -> web.Application:
    """Builds what answers with the metrics at an address of their own."""
    site = _site()
    site.add_routes([_page_of(metrics)])
    return site


def _site() -> web.Application:
    limit = ConnectionLimit()
    site = web.Application(
        client_max_size=LARGEST_BODY, middlewares=[_hide_details, limit.middleware()]
    )
    site[LIMIT] = limit
    return site


def _page_of(metrics: Metrics) -> web.RouteDef:
    async def metrics_page(request: web.Request) -> web.Response:
        """Answers with the metrics in the Prometheus text format."""
        return web.Response(body=metrics.render(), headers={"Content-Type": CONTENT_TYPE})

    return web.get("/metrics", metrics_page)


@web.middleware
async def _hide_details(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Hides the server software, its version and the details of errors."""
    try:
        answer = await handler(request)
    except web.HTTPException as error:
        answer = _error_response(error.status, error.reason)
    except Exception as error:
        if request.transport is not None:  # None if the client hung up while sending
            log.error("request_broke", exc_info=error)
        answer = _error_response(_BROKEN, "It broke on this side.")
    answer.headers["Server"] = "followthrough"
    return answer


def _error_response(status: int, reason: str) -> web.Response:
    body = json.dumps({"error": reason})
    return web.Response(status=status, text=body, content_type="application/json")


@asynccontextmanager
async def serving(
    site: web.Application, host: str, port: int, seconds_to_finish: float
) -> AsyncIterator[int]:
    """Serves on a port until the end of the block; yields the number of the port.

    At the end it accepts no more requests and lets the accepted ones finish. Compressed
    bodies stay compressed: no platform sends any, and one megabyte can hold thousands.
    """
    runner = web.AppRunner(
        site,
        access_log=None,
        shutdown_timeout=seconds_to_finish,
        auto_decompress=False,
        lingering_time=SECONDS_TO_LINGER,
    )
    await runner.setup()
    server = runner.server
    assert server is not None
    connect = partial(site[LIMIT].protocol, server)
    try:
        listening = await asyncio.get_running_loop().create_server(connect, host, port)
        try:
            yield listening.sockets[0].getsockname()[1]
        finally:
            listening.close()
    finally:
        await runner.cleanup()
