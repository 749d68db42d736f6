"""Installations of the app: bot tokens, their refresh tokens, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.fakes.slack.app import App
from tests.fakes.slack.ids import Ids
from tests.fakes.slack.workspace import Workspace

TOKEN_LASTS = timedelta(hours=12)
LATER = datetime.max.replace(tzinfo=UTC)


@dataclass(eq=False)
class Install:
    """The app in one workspace, or in a whole enterprise.

    `dead` is the error that its token gives, once it gives one.
    """

    workspaces: tuple[Workspace, ...]
    token: str
    scopes: tuple[str, ...]
    enterprise: str | None = None
    refresh: str | None = None
    dead: str | None = None

    @property
    def org_wide(self) -> bool:
        """True if it is for a whole enterprise."""
        return self.enterprise is not None

    @property
    def workspace(self) -> Workspace:
        """The workspace; of an enterprise the first."""
        return self.workspaces[0]


class Installs:
    """Every installation there has been, by its tokens."""

    def __init__(self, app: App, ids: Ids, now: Callable[[], datetime]) -> None:
        self._app = app
        self._ids = ids
        self._now = now
        self._by_token: dict[str, Install] = {}
        self._by_refresh: dict[str, Install] = {}
        self._expires: dict[str, datetime] = {}

    def add(self, *workspaces: Workspace, org_wide: bool = False) -> Install:
        """Installs the app; it gets a token at once, and with rotation a refresh token."""
        enterprise = workspaces[0].enterprise if org_wide else None
        install = Install(tuple(workspaces), "", self._app.scopes, enterprise)
        self._new_tokens(install)
        return install

    def by_token(self, token: str) -> Install | None:
        """Returns the installation that a bot token belongs or belonged to."""
        return self._by_token.get(token)

    def active(self, workspace: Workspace) -> list[Install]:
        """The living installations in a workspace."""
        known = dict.fromkeys(self._by_token.values())
        return [one for one in known if workspace in one.workspaces and not one.dead]

    def is_org_wide(self, workspace: Workspace) -> bool:
        """True if the app is in a workspace by way of its enterprise."""
        return any(install.org_wide for install in self.active(workspace))

    def problem(self, token: str) -> str | None:
        """The error that a bot token gives; None while it is good."""
        install = self._by_token.get(token)
        if install is None:
            return "invalid_auth"
        if install.dead:
            return install.dead
        # A token before the last one is good for the rest of its own twelve hours.
        return "token_expired" if self._expires.get(token, LATER) <= self._now() else None

    def refresh(self, refresh_token: str) -> Install | None:
        """New tokens for a refresh token, which is used up by that; None if it is no good."""
        install = self._by_refresh.pop(refresh_token, None)
        if install is None or install.dead:
            return None
        self._new_tokens(install)
        return install

    def revoke(self, install: Install, error: str = "token_revoked") -> None:
        """Ends an installation; its token gives that error from now on."""
        install.dead = error

    def _new_tokens(self, install: Install) -> None:
        kind = "xoxe.xoxb-1" if self._app.rotates_tokens else "xoxb"
        install.token = self._ids.secret(kind)
        self._by_token[install.token] = install
        if self._app.rotates_tokens:
            install.refresh = self._ids.secret("xoxe-1")
            self._expires[install.token] = self._now() + TOKEN_LASTS
            self._by_refresh[install.refresh] = install
