"""One call of a method: who calls, with what, and where in the fake it has its effect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tests.fakes.slack.app import Json
from tests.fakes.slack.message import Revision
from tests.fakes.slack.people import Channel, User
from tests.fakes.slack.pings import look_for_pings

if TYPE_CHECKING:
    from tests.fakes.slack.installs import Install
    from tests.fakes.slack.slack import Slack
    from tests.fakes.slack.workspace import Workspace


class ApiError(Exception):
    """An answer of `ok: false` with this error."""

    def __init__(self, code: str, **more: Any) -> None:
        self.code = code
        self.more = more
        super().__init__(code)


class CallerKind(StrEnum):
    """The kinds of callers that a method is for."""

    BOT = "a bot token"
    APP = "an app-level token"
    CLIENT = "the client's id and secret"


@dataclass(frozen=True)
class Call:
    """A call that is allowed and well formed."""

    slack: Slack
    method: str
    args: Json
    install: Install | None = None

    @property
    def bot(self) -> Install:
        """The installation that the caller's token belongs to."""
        assert self.install is not None
        return self.install

    def text(self, name: str) -> str:
        """An argument that is a text; empty where it is not given."""
        return str(self.args.get(name) or "")

    def workspace_of(self, id: str) -> Workspace | None:
        """The caller's workspace in which a channel or user of that id is."""
        for workspace in self.bot.workspaces:
            if id in workspace.channels or id in workspace.users:
                return workspace
        return None

    def user(self, id: str) -> tuple[Workspace, User]:
        """A user in reach of the caller."""
        workspace = self.workspace_of(id)
        if workspace is None or id not in workspace.users:
            raise ApiError("user_not_found")
        return workspace, workspace.users[id]

    def channel(self, id: str) -> tuple[Workspace, Channel]:
        """Returns a channel in the caller's reach; a user's id means their direct messages."""
        workspace = self.workspace_of(id)
        if workspace is None:
            raise ApiError("channel_not_found")
        if id in workspace.users:
            return workspace, workspace.dm(workspace.users[id])
        return workspace, workspace.channels[id]

    def revision(self, workspace: Workspace, *, parse: bool = False) -> Revision:
        """The message that the arguments describe."""
        styled = self.args.get("mrkdwn") is not False
        blocks = tuple(self.args.get("blocks") or ())
        revision = Revision(self.text("text"), blocks, styled, self.args.get("metadata"))
        if not (revision.text or revision.blocks):
            raise ApiError("no_text")
        look_for_pings(self.slack, workspace, revision, parse=parse)
        return revision


Does = Callable[[Call], Json]
Checks = Callable[[Json], list[str]]


@dataclass(frozen=True)
class Method:
    """A method: what it does, for whom, with which scopes (any of them is enough).

    `arguments` is its list of arguments where no contract is at hand, from
    `source`; `checks` says what else is wrong with some; `json` is whether it
    reads a JSON body (`json_input_supported` on its page).
    """

    does: Does
    scopes: tuple[str, ...] = ()
    by: CallerKind = CallerKind.BOT
    arguments: frozenset[str] | None = None
    source: str = ""
    checks: Checks | None = None
    json: bool = True
