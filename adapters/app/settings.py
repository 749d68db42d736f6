"""The settings, read from the environment once at the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from adapters.discord.settings import SETTINGS as DISCORD_SETTINGS
from adapters.discord.settings import DiscordSettings, read_discord
from adapters.mailbox.settings import SETTINGS as MAILBOX_SETTINGS
from adapters.mailbox.settings import MailboxSettings, read_mailbox
from adapters.shared.environment import (
    KEYS,
    PUBLIC_URL,
    BadSetting,
    Setting,
    read_port,
    read_public_url,
    read_value,
)
from adapters.slack.settings import SETTINGS as SLACK_SETTINGS
from adapters.slack.settings import SlackSettings, read_slack

DATABASE_URL = Setting(
    "DATABASE_URL",
    "Where everything is stored: `sqlite+aiosqlite:////path/to/file` or "
    "`postgresql://user:password@host/name`.",
    "`serve`, `migrate`",
    "sqlite+aiosqlite:////var/lib/followthrough/followthrough.sqlite3",
)
ROLE = Setting(
    "ROLE",
    "What this process does: `web` answers over HTTP, `gateway` holds the sockets, `worker` "
    "delivers what is due, `all` does everything.",
    "else `all`",
    "all",
)
HOST = Setting(
    "HOST", "The address on which the web server listens.", "else `127.0.0.1`", "127.0.0.1"
)
PORT = Setting("PORT", "The port on which the web server listens.", "else `8080`", "8080")
METRICS_HOST = Setting(
    "METRICS_HOST", "The address at which `/metrics` is served.", "else `127.0.0.1`", "127.0.0.1"
)
METRICS_PORT = Setting(
    "METRICS_PORT",
    "The port of `/metrics`, apart from what the world reaches.",
    "else it is at `PORT`, if `HOST` is this machine alone",
    "9464",
)

# Every setting, in the order of the table in docs/operate.md.
SETTINGS: tuple[Setting, ...] = (
    DATABASE_URL,
    *SLACK_SETTINGS,
    *DISCORD_SETTINGS,
    PUBLIC_URL,
    KEYS,
    *MAILBOX_SETTINGS,
    ROLE,
    HOST,
    PORT,
    METRICS_HOST,
    METRICS_PORT,
)
LOCALHOST, USUAL_PORT = "127.0.0.1", 8080
LOCAL_HOSTS = (LOCALHOST, "localhost", "::1")


class ProcessRole(StrEnum):
    """The part of the work that a process does: web, sockets, deliveries, or all."""

    ALL = "all"
    WEB = "web"
    GATEWAY = "gateway"
    WORKER = "worker"

    def does(self, role: ProcessRole) -> bool:
        """True if the role includes another one."""
        return self in (ProcessRole.ALL, role)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of this process. `database_url` is None if it is not set.

    `public_url` is the public address, without a slash at the end.
    """

    database_url: str | None = None
    discord: DiscordSettings | None = None
    slack: SlackSettings | None = None
    role: ProcessRole = ProcessRole.ALL
    host: str = LOCALHOST
    port: int = USUAL_PORT
    public_url: str | None = None
    mailbox: MailboxSettings | None = None
    metrics_host: str = LOCALHOST
    metrics_port: int | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Settings:
        """Reads the settings of an environment; an empty value counts as unset.

        Raises BadSetting.
        """
        return cls(
            database_url=read_value(environment, DATABASE_URL),
            discord=read_discord(environment),
            slack=read_slack(environment),
            role=_role(read_value(environment, ROLE)),
            host=read_value(environment, HOST) or LOCALHOST,
            port=read_port(environment, PORT) or USUAL_PORT,
            public_url=read_public_url(environment),
            mailbox=read_mailbox(environment),
            metrics_host=read_value(environment, METRICS_HOST) or LOCALHOST,
            metrics_port=read_port(environment, METRICS_PORT),
        )


def _role(text: str | None) -> ProcessRole:
    try:
        return ProcessRole(text or ProcessRole.ALL)
    except ValueError:
        raise BadSetting(f"{ROLE} is one of: {', '.join(ProcessRole)}.") from None
