"""The fake's HTTP side: methods, uploads, response URLs, the page of an installation."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from typing import TYPE_CHECKING

from aiohttp import web

from tests.fakes.slack import contracts
from tests.fakes.slack.api.call import ApiError, Call, CallerKind, Method
from tests.fakes.slack.api.known_methods import METHODS
from tests.fakes.slack.app import Json
from tests.fakes.slack.faults import RESPONSE_URL, Fault, FaultKind

if TYPE_CHECKING:
    from tests.fakes.slack.installs import Install
    from tests.fakes.slack.slack import Slack


class WebApi:
    """Takes requests as Slack does, and complains of every one that Slack would not take."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def application(self) -> web.Application:
        """Everything that the fake answers."""
        application = web.Application(client_max_size=64 * 1024**2)
        application.add_routes(
            [
                web.route("*", "/api/{method}", self.method),
                web.post("/upload/{file}", self.upload),
                web.get("/files-pri/{file}/download/{name}", self.download),
                web.post("/{kind:commands|actions}/{team}/{id}", self.response_url),
                web.get("/oauth/v2/authorize", self.authorize),
                web.get("/link", self._slack.socket.connect),
            ]
        )
        return application

    async def method(self, request: web.Request) -> web.StreamResponse:
        """One call of a method."""
        name = request.match_info["method"]
        fault = self._slack.faults.next(name)
        if fault and (answer := await self._before(request, fault)) is not None:
            return answer
        said = await self._called(name, request)
        self._slack.signal.notify()
        if fault and (answer := await self._after(request, fault)) is not None:
            return answer
        return web.json_response(said, headers={"x-slack-req-id": self._slack.ids.secret("req")})

    async def upload(self, request: web.Request) -> web.Response:
        """The second step of an upload: its bytes."""
        upload = self._slack.uploads.get(request.match_info["file"])
        content = await request.read()
        if upload is None or upload.content is not None:
            return web.Response(status=404, text="no such upload")
        if len(content) != upload.length:
            self._slack.violations.add(
                f"upload of {upload.name}: {len(content)} bytes came of {upload.length} announced"
            )
        upload.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """A file, for whom may read it; anybody else is led to the sign-in page."""
        self._slack.downloads += 1
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        install = self._slack.installs.by_token(token)
        upload = self._slack.uploads.get(request.match_info["file"])
        if install is None or "files:read" not in install.scopes:
            return web.Response(text="<html>Sign in to Slack</html>", content_type="text/html")
        if upload is None or upload.content is None:
            return web.Response(status=404)
        return web.Response(body=upload.content, content_type="application/octet-stream")

    async def response_url(self, request: web.Request) -> web.StreamResponse:
        """An answer to something that a person did."""
        fault = self._slack.faults.next(RESPONSE_URL)
        if fault and (answer := await self._before(request, fault)) is not None:
            return answer
        id = request.path.removeprefix("/")
        error = self._slack.response_urls.take(id, json.loads(await request.text()))
        self._slack.signal.notify()
        if fault and (answer := await self._after(request, fault)) is not None:
            return answer
        if error:
            status = 404 if error in ("used_url", "expired_url", "invalid_url") else 400
            return web.json_response({"ok": False, "error": error}, status=status)
        return web.Response(text="ok")

    async def authorize(self, request: web.Request) -> web.Response:
        """Shows the page of an installation; with `agrees`, *Allow* is pressed at once."""
        asked, by = request.query, self._slack.installer
        if asked.get("client_id") != self._slack.app.client_id or by is None:
            return web.Response(status=400, text="invalid client_id, or nobody there to agree")
        missing = set(asked.get("scope", "").split(",")) - set(self._slack.app.scopes)
        if missing:
            self._slack.violations.add(f"scopes that the manifest lacks: {sorted(missing)}")
        code = self._slack.ids.secret("code")
        redirect = asked.get("redirect_uri", "")
        self._slack.grants[code] = type(by)(by.user, by.workspaces, by.org_wide, redirect)
        back = redirect or next(iter(self._slack.app.redirect_urls))
        raise web.HTTPFound(f"{back}?code={code}&state={asked.get('state', '')}")

    async def _before(self, request: web.Request, fault: Fault) -> web.StreamResponse | None:
        match fault.how:
            case FaultKind.RATE_LIMIT:
                headers = {"Retry-After": str(fault.seconds)}
                said = {"ok": False, "error": "ratelimited"}
                return web.json_response(said, status=429, headers=headers)
            case FaultKind.BREAK_BEFORE:
                return web.Response(status=fault.status, text="")
            case FaultKind.DROP_BEFORE:
                return _drop(request)
            case FaultKind.REFUSE:
                return web.json_response({"ok": False, "error": fault.error})
            case FaultKind.HOLD:
                assert fault.gate is not None
                await fault.gate.wait()
        return None

    async def _after(self, request: web.Request, fault: Fault) -> web.StreamResponse | None:
        match fault.how:
            case FaultKind.BREAK_AFTER:
                return web.Response(status=fault.status, text="")
            case FaultKind.DROP_AFTER:
                return _drop(request)
            case FaultKind.HOLD_ANSWER:
                assert fault.gate is not None
                await fault.gate.wait()
        return None

    async def _called(self, name: str, request: web.Request) -> Json:
        args, is_json = await _arguments(name, request)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            said = {"ok": True, **self._answer(name, request, args, is_json=is_json)}
            error = None
        except ApiError as wrong:
            said = {"ok": False, "error": wrong.code, **wrong.more}
            error = wrong.code
        except Exception as broke:
            # Nobody looks at the log of a server in a test.
            self._slack.violations.add(f"{name}: the fake itself broke: {broke!r}")
            raise
        self._slack.note(name, args, token, error)
        return said

    def _answer(self, name: str, request: web.Request, args: Json, *, is_json: bool) -> Json:
        method = METHODS.get(name)
        if method is None:
            self._slack.violations.add(f"{name}: the fake knows no such method")
            raise ApiError("unknown_method")
        install = self._allowed(method, request, args)
        problems = self._problems(name, method, args, is_json=is_json)
        for problem in problems:
            self._slack.violations.add(f"{name}: {problem}")
        if problems:
            raise ApiError("invalid_arguments", response_metadata={"messages": problems})
        return method.does(Call(self._slack, name, args, install))

    def _allowed(self, method: Method, request: web.Request, args: Json) -> Install | None:
        """Returns the caller's installation. Raises ApiError for a token that is not valid."""
        kind, _, credentials = request.headers.get("Authorization", "").partition(" ")
        app = self._slack.app
        if method.by is CallerKind.CLIENT:
            id, secret = _client(kind, credentials, args)
            if id != app.client_id:
                raise ApiError("invalid_client_id")
            if secret != app.client_secret:
                raise ApiError("bad_client_secret")
            return None
        token = credentials or str(args.pop("token", ""))
        if not token:
            raise ApiError("not_authed")
        if method.by is CallerKind.APP:
            if token != app.app_token:
                is_one = token.startswith("xapp-")
                raise ApiError("invalid_auth" if is_one else "not_allowed_token_type")
            return None
        if problem := self._slack.installs.problem(token):
            raise ApiError(problem)
        install = self._slack.installs.by_token(token)
        assert install is not None
        if method.scopes and not set(method.scopes) & set(install.scopes):
            needed, provided = ",".join(method.scopes), ",".join(install.scopes)
            raise ApiError("missing_scope", needed=needed, provided=provided)
        return install

    def _problems(self, name: str, method: Method, args: Json, *, is_json: bool) -> list[str]:
        found = contracts.problems(name, args)
        if method.arguments is not None:
            extra = sorted(set(args) - method.arguments - {"token", "team_id"})
            found += [f"there is no argument {one!r} ({method.source})" for one in extra]
        if is_json and not method.json:
            found.append("this method reads no JSON body")
        return found + (method.checks(args) if method.checks else [])


async def _arguments(name: str, request: web.Request) -> tuple[Json, bool]:
    """The arguments of a call, and whether they came as JSON."""
    sent = {**request.query}
    if request.content_type == "application/json":
        return {**contracts.typed(name, sent), **json.loads(await request.text() or "{}")}, True
    form = await request.post()
    sent |= {key: value for key, value in form.items() if isinstance(value, str)}
    return contracts.typed(name, sent), False


def _client(kind: str, credentials: str, args: Mapping[str, str]) -> tuple[str, str]:
    if kind == "Basic":
        id, _, secret = b64decode(credentials).decode().partition(":")
        return id, secret
    return str(args.get("client_id", "")), str(args.get("client_secret", ""))


def _drop(request: web.Request) -> web.StreamResponse:
    """Cuts the connection: whatever is returned never arrives."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
