"""The HTTP API: lets a request in, holds it against the contract, answers as Discord does."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import BodyPartReader, web
from jsonschema.protocols import Validator

from tests.fakes.discord import contract
from tests.fakes.discord.directory import TOKEN
from tests.fakes.discord.endpoints import ENDPOINTS, WITHOUT_TOKEN, Call, Handler
from tests.fakes.discord.faults import Faults, reply
from tests.fakes.discord.refusals import Refusal
from tests.fakes.discord.state import State
from tests.fakes.discord.uploads import Upload

BASE = "/api/v10"
JSON, FORM = "application/json", "multipart/form-data"
Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Rest:
    """All routes, and what has been asked of them, in order: `POST /users/@me/channels`."""

    def __init__(self, state: State, faults: Faults) -> None:
        self._state = state
        self._faults = faults
        self.asked: list[str] = []
        self.gateway_url = ""

    def routes(self, app: web.Application) -> None:
        """Adds them to a server."""
        for (method, path), handler in ENDPOINTS.items():
            app.router.add_route(method, BASE + path, self._serve(method, path, handler))
        app.router.add_get("/attachments/{owner}/{name}", self._file)
        app.router.add_route("*", "/{anything:.*}", self._unknown)

    def _serve(self, method: str, path: str, handler: Handler) -> Serve:
        route = f"{method} {path}"

        async def serve(request: web.Request) -> web.StreamResponse:
            self.asked.append(route)

            async def proceed() -> web.StreamResponse:
                return await self._answer(request, method, path, handler)

            try:
                if fault := self._faults.next(route):
                    self._state.directory.signal.notify()
                    return await fault(request, proceed)
                return await proceed()
            except Refusal as refusal:
                return reply({"code": refusal.code, "message": refusal.words}, refusal.status)

        return serve

    async def _answer(
        self, request: web.Request, method: str, path: str, handler: Handler
    ) -> web.StreamResponse:
        route = f"{method} {path}"
        if path not in WITHOUT_TOKEN and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return reply({"code": 0, "message": "401: Unauthorized"}, 401)
        body, files = await _read(request)
        if body is not None:
            self._demand(route, contract.request(method, path), body)
        given = {} if body is None else body
        call = Call(self._state, request.match_info, request.query, given, files, self.gateway_url)
        answer = handler(call)
        if answer is None:
            return web.Response(status=204)
        if complaint := contract.complain(contract.answer(method, path), answer):
            self._state.directory.violations.add(f"the fake's own answer to {route}", complaint)
        return reply(answer)

    def _demand(self, route: str, validator: Validator | None, body: Any) -> None:
        if complaint := contract.complain(validator, body):
            self._state.directory.violations.add(route, complaint)
            raise Refusal(50035)

    async def _file(self, request: web.Request) -> web.Response:
        """An upload at its address, as the CDN gives it."""
        path = request.match_info
        file = self._state.directory.uploads.get(int(path["owner"]), path["name"])
        if file:
            return web.Response(body=file.content)
        raise web.HTTPNotFound

    async def _unknown(self, request: web.Request) -> web.Response:
        self._state.directory.violations.add(
            f"{request.method} {request.path}", "there is no such route"
        )
        return reply({"code": 0, "message": "404: Not Found"}, 404)


async def _read(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    """The body and the files that came with it."""
    if request.content_type == JSON:
        return await request.json(), ()
    if request.content_type != FORM:
        return None, ()
    body: Any = None
    files = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        content = bytes(await part.read())
        if part.name == "payload_json":
            body = json.loads(content)
        else:
            files.append(Upload(part.filename or "", content))
    return body, tuple(files)
