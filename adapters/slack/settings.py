"""Reads the settings for Slack: one workspace by its token, or many by OAuth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from adapters.shared.environment import (
    KEYS,
    PUBLIC_URL,
    BadSetting,
    Setting,
    read_keys,
    read_public_url,
    read_service,
    read_value,
)

SLACK = "https://slack.com/api/"
BOT_TOKEN = Setting(
    "SLACK_BOT_TOKEN",
    "The *Bot User OAuth Token* of the app, from *Install App*.",
    "Slack for one workspace",
    "xoxb-…",
)
APP_TOKEN = Setting(
    "SLACK_APP_TOKEN",
    "An app-level token with the scope `connections:write`; Slack then sends over a socket, and "
    "no address of yours has to be reachable.",
    "Slack over a socket",
    "xapp-…",
)
SIGNING_SECRET = Setting(
    "SLACK_SIGNING_SECRET",
    "Proves that a request comes from Slack; from *Basic Information*.",
    "Slack over HTTP",
    "",
)
CLIENT_ID = Setting(
    "SLACK_CLIENT_ID",
    "The app's client id, from *Basic Information*.",
    "Slack for many workspaces",
    "",
)
CLIENT_SECRET = Setting(
    "SLACK_CLIENT_SECRET",
    "The app's client secret, from *Basic Information*.",
    "Slack for many workspaces",
    "",
)
SLASH_COMMANDS = Setting(
    "SLACK_COMMANDS",
    "`all` where the app was made from the manifest written with `--all-commands`.",
    "else `few`",
    "few",
)
API_URL = Setting(
    "SLACK_API_URL",
    "Where Slack's Web API is, if not at Slack: a proxy.",
    "else Slack",
    "",
)
SETTINGS = (
    BOT_TOKEN,
    APP_TOKEN,
    SIGNING_SECRET,
    CLIENT_ID,
    CLIENT_SECRET,
    SLASH_COMMANDS,
    API_URL,
)
_ALL, _FEW = "all", "few"


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """The settings of the app, as Slack's own pages show them.

    With a `bot_token` the app is in one workspace; with a client's id and secret
    in as many as install it, whose tokens are kept under `keys` (newest first).
    With an `app_token` Slack sends over sockets, else to our own address, signed
    with the `signing_secret`. `few` is set where the smaller manifest was used.
    """

    bot_token: str | None = field(default=None, repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    client_id: str | None = None
    client_secret: str | None = field(default=None, repr=False)
    keys: tuple[str, ...] = field(default=(), repr=False)
    public_url: str | None = None
    api_url: str = SLACK
    few: bool = False

    @property
    def is_for_many(self) -> bool:
        """True if workspaces install the app themselves."""
        return self.bot_token is None

    @property
    def authorize_url(self) -> str:
        """Slack's page on which a user agrees to an installation."""
        base = self.api_url if self.api_url.endswith("/") else f"{self.api_url}/"
        return urljoin(base, "../oauth/v2/authorize")


def read_slack(environment: Mapping[str, str]) -> SlackSettings | None:
    """Reads the settings for Slack, if there are any. Raises BadSetting."""
    settings = SlackSettings(
        bot_token=read_value(environment, BOT_TOKEN),
        app_token=read_value(environment, APP_TOKEN),
        signing_secret=read_value(environment, SIGNING_SECRET),
        client_id=read_value(environment, CLIENT_ID),
        client_secret=read_value(environment, CLIENT_SECRET),
        keys=read_keys(environment),
        public_url=read_public_url(environment),
        api_url=read_service(environment, API_URL, "http") or SLACK,
        few=_few(environment),
    )
    tokens = (settings.bot_token, settings.app_token, settings.signing_secret)
    if not any((*tokens, settings.client_id, settings.client_secret)):
        return None
    _check_tokens(settings)
    if settings.is_for_many:
        _check_client(settings)
    return settings


def check_bot_token(token: str) -> str:
    """Returns the token of a workspace's bot. Raises BadSetting if it is none."""
    if not token.startswith("xoxb-"):
        raise BadSetting(
            f"{BOT_TOKEN} starts with xoxb-. One that starts with xoxe. ends after 12 hours: "
            "switch token rotation off in the app's settings and install it again."
        )
    return token


def check_app_token(token: str) -> str:
    """Returns an app-level token. Raises BadSetting if it is none."""
    if not token.startswith("xapp-"):
        raise BadSetting(f"{APP_TOKEN} starts with xapp-; its scope is connections:write.")
    return token


def _few(environment: Mapping[str, str]) -> bool:
    written = read_value(environment, SLASH_COMMANDS) or _FEW
    if written not in (_ALL, _FEW):
        raise BadSetting(
            f"{SLASH_COMMANDS} is {_FEW} or {_ALL}: {_ALL} for the manifest written with "
            "--all-commands."
        )
    return written == _FEW


def _check_tokens(settings: SlackSettings) -> None:
    if settings.bot_token and (settings.client_id or settings.client_secret):
        raise BadSetting(f"{BOT_TOKEN} is for one workspace, {CLIENT_ID} for many: give only one.")
    if settings.bot_token:
        check_bot_token(settings.bot_token)
    if settings.app_token:
        check_app_token(settings.app_token)
    if not settings.app_token and not settings.signing_secret:
        raise BadSetting(
            f"Slack needs {APP_TOKEN}, to send over sockets, or {SIGNING_SECRET}, "
            "to send to an address of yours."
        )


def _check_client(settings: SlackSettings) -> None:
    needed = {
        CLIENT_ID: settings.client_id,
        CLIENT_SECRET: settings.client_secret,
        KEYS: settings.keys,
        PUBLIC_URL: settings.public_url,
    }
    missing = [name for name, there in needed.items() if not there]
    if CLIENT_ID in missing and CLIENT_SECRET in missing:
        raise BadSetting(f"Slack needs {BOT_TOKEN}, or {CLIENT_ID} and {CLIENT_SECRET}.")
    if missing:
        raise BadSetting(f"To be installed in many workspaces, Slack needs {', '.join(missing)}.")
