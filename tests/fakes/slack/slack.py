"""Slack as a whole: the app's registration, workspaces, tokens, triggers, and the way in."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiohttp import web

from tests.fakes.slack.app import App, Json
from tests.fakes.slack.contract_violations import ContractViolations
from tests.fakes.slack.faults import Faults
from tests.fakes.slack.ids import Ids
from tests.fakes.slack.installs import Installs
from tests.fakes.slack.payloads import Payloads
from tests.fakes.slack.people import User
from tests.fakes.slack.response_urls import ResponseUrls
from tests.fakes.slack.socket_mode import Socket
from tests.fakes.slack.triggers import Triggers
from tests.fakes.slack.uploads import Uploads
from tests.fakes.slack.web_api import WebApi
from tests.fakes.slack.workspace import Workspace
from tests.timeouts import ChangeSignal

if TYPE_CHECKING:
    from tests.fakes.slack.installs import Install
    from tests.fakes.slack.transport import Transport


@dataclass(frozen=True)
class ApiCall:
    """A call that the app made; `error` is what it was answered with, if that was one."""

    method: str
    args: Json
    token: str
    at: datetime
    error: str | None = None


@dataclass(frozen=True)
class Grant:
    """A person's consent on the page of an installation, until its code is exchanged."""

    user: User
    workspaces: tuple[Workspace, ...]
    org_wide: bool
    redirect: str


def _real_time() -> datetime:
    return datetime.now(UTC)


@dataclass(repr=False, eq=False)
class Slack:
    """The fake. `now` is its clock: that of the bot, where the bot's is moved by hand."""

    app: App = field(default_factory=App)
    now: Callable[[], datetime] = _real_time
    url: str = ""

    def __post_init__(self) -> None:
        self.ids = Ids()
        self.signal = ChangeSignal()
        self.violations = ContractViolations()
        self.faults = Faults()
        self.triggers = Triggers(self.now)
        self.response_urls = ResponseUrls(self)
        self.uploads = Uploads(self.ids)
        self.downloads = 0
        self.installs = Installs(self.app, self.ids, self.now)
        self.socket = Socket(self)
        self.workspaces: dict[str, Workspace] = {}
        self.grants: dict[str, Grant] = {}
        self.calls: list[ApiCall] = []
        self.installer: Grant | None = None

    @property
    def api_url(self) -> str:
        """The base URL for the app's Web API client."""
        return f"{self.url}/api/"

    @property
    def authorize_url(self) -> str:
        """Returns the address of the page where a person consents to an installation."""
        return f"{self.url}/oauth/v2/authorize"

    def workspace(self, name: str = "hunters", enterprise: str | None = None) -> Workspace:
        """A workspace by its name, made where there is none."""
        for workspace in self.workspaces.values():
            if workspace.name == name:
                return workspace
        workspace = Workspace(name, self.app, self.ids, self.signal, self.now, enterprise)
        self.workspaces[workspace.id] = workspace
        return workspace

    def installed(self, workspace: Workspace) -> Install:
        """Installs the app in a workspace at once, as with a token copied from its settings."""
        return self.installs.add(workspace)

    def agrees(self, user: User, *workspaces: Workspace, org_wide: bool = False) -> None:
        """Says who agrees when the page of an installation is next opened."""
        self.installer = Grant(user, workspaces, org_wide, "")

    async def uninstalls(self, workspace: Workspace, transport: Transport) -> bool:
        """Removes the app, which learns of it once its token is dead; True if it took the event."""
        for install in self.installs.active(workspace):
            self.installs.revoke(install, "account_inactive")
        payloads = Payloads(self, workspace)
        revoked = {"type": "tokens_revoked", "tokens": {"bot": [workspace.bot.id]}}
        replies = [
            await transport.event(payloads.event(event))
            for event in ({"type": "app_uninstalled"}, revoked)
        ]
        return all(reply.ok for reply in replies)

    def called(self, method: str) -> list[ApiCall]:
        """The calls of a method, the oldest first."""
        return [made for made in self.calls if made.method == method]

    def note(self, method: str, args: Json, token: str, error: str | None) -> None:
        """Keeps a call that the app made."""
        self.calls.append(ApiCall(method, args, token, self.now(), error))

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Slack]:
        """Answers on a port of this machine until the end of the block."""
        self._runner = web.AppRunner(WebApi(self).application(), shutdown_timeout=1)
        await self._runner.setup()
        self._port = await self._listen(0)
        self.url = f"http://127.0.0.1:{self._port}"
        try:
            yield self
        finally:
            await self.socket.close()
            await self._runner.cleanup()

    @asynccontextmanager
    async def out_of_reach(self) -> AsyncIterator[None]:
        """Refuses every connection for a while: what is sent then is surely not taken."""
        for site in list(self._runner.sites):
            await site.stop()
        server = self._runner.server
        for connection in server.connections if server else ():
            if connection.transport is not None:
                connection.transport.abort()
        try:
            yield
        finally:
            await self._listen(self._port)

    async def _listen(self, port: int) -> int:
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        listening: int = self._runner.addresses[0][1]
        return listening
