"""Generates the app's manifest: for sockets or HTTP, with all commands or few."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from adapters.slack.inbound import shortcuts
from adapters.slack.inbound.http_receiver import EVENTS as EVENTS_PATH
from adapters.slack.oauth import flow
from adapters.slack.rendering.limits import Json
from adapters.slack.scopes import BOT_SCOPES, EVENTS, FEW
from bot.command import Command
from bot.texts.plain_text import cut

NAME = "Followthrough"
EXAMPLE_URL = "https://followthrough.example"

_MOST_COMMANDS = 50
_COMMAND = 32
_HINT = 1_000
_DESCRIPTION = "Makes sure you follow up on every job you apply to."
_LONG = (
    "For people who look for work. Log an application in a few words; Followthrough works out when "
    "a follow-up, a call or a thank-you is due, and tells you privately at that moment, with the "
    "words to send and buttons to say what happened. Private by default: nobody else sees what you "
    "log. The owners of a workspace may be able to read or export what is written in it."
)
_COLOR = "#17594a"


class ConnectionMode(StrEnum):
    """The transport by which Slack reaches the bot."""

    SOCKET = "socket"
    HTTP = "http"


def manifest(
    commands: Sequence[Command],
    connection: ConnectionMode,
    url: str = EXAMPLE_URL,
    *,
    few: bool = False,
) -> Json:
    """Generates the manifest for a connection; `url` is where the bot answers over HTTP."""
    over_http = connection is ConnectionMode.HTTP
    request_url = {"request_url": f"{url}{EVENTS_PATH}"} if over_http else {}
    redirect = {"redirect_urls": [f"{url}{flow.REDIRECT}"]} if over_http else {}
    return {
        "display_information": {
            "name": NAME,
            "description": _DESCRIPTION,
            "long_description": _LONG,
            "background_color": _COLOR,
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": NAME, "always_online": True},
            "shortcuts": _shortcuts(),
            "slash_commands": [
                {**entry, **({"url": f"{url}{EVENTS_PATH}"} if over_http else {})}
                for entry in _slash_commands(commands, few=few)
            ],
        },
        "oauth_config": {**redirect, "scopes": {"bot": sorted(BOT_SCOPES)}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": sorted(EVENTS)},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": over_http,
            "socket_mode_enabled": not over_http,
            # A token from the settings must not expire.
            "token_rotation_enabled": over_http,
        },
    }


def _shortcuts() -> list[Json]:
    return [
        {
            "name": "Log an application",
            "type": "global",
            "callback_id": shortcuts.LOG,
            "description": "Log a job you applied to",
        },
        {
            "name": "Track this job",
            "type": "message",
            "callback_id": shortcuts.TRACK,
            "description": "Log the job whose posting is linked in this message",
        },
        {
            "name": "Read this email",
            "type": "message",
            "callback_id": shortcuts.READ,
            "description": "Say what an email about an application means, and log it",
        },
    ]


def _slash_commands(commands: Sequence[Command], *, few: bool) -> Iterable[Json]:
    """Makes one entry for each first word; what follows it is a subcommand."""
    by_word: dict[str, list[Command]] = {}
    for one in commands:
        if not one.hidden:
            by_word.setdefault(one.name.split()[0], []).append(one)
    kept = {word: them for word, them in by_word.items() if not few or word in FEW}
    assert len(kept) <= _MOST_COMMANDS
    return [_slash_command(word, them) for word, them in kept.items()]


def _slash_command(word: str, commands: Sequence[Command]) -> Json:
    assert len(word) < _COMMAND
    subcommands = [rest for one in commands if (rest := one.name.removeprefix(word).strip())]
    hint = " | ".join(subcommands) if subcommands else commands[0].usage
    return {
        "command": f"/{word}",
        "description": commands[0].summary,
        **({"usage_hint": cut(hint, _HINT)} if hint else {}),
        # Escaped, what is typed arrives in the same form as a message.
        "should_escape": True,
    }


def to_json(what: Any) -> str:
    """Formats a manifest for its file."""
    return json.dumps(what, indent=2, ensure_ascii=False) + "\n"
