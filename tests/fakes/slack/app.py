"""The app as Slack knows it: its secrets, its scopes, and what its manifest declares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
EVERYTHING = (
    "app_mentions:read",
    "channels:history",
    "channels:join",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "reactions:write",
    "users:read",
)


def _made_up(what: str) -> str:
    return f"{what}-of-the-fake"


@dataclass
class App:
    """An app's registration.

    With a `manifest`, only what it declares is sent: slash commands, shortcuts,
    events; and an installation grants its bot scopes. Without one, everything is.
    """

    id: str = "A0FOLLOWUP"
    name: str = "Followthrough"
    client_id: str = "1111.2222"
    client_secret: str = _made_up("client-secret")
    signing_secret: str = _made_up("signing-secret")
    verification_token: str = _made_up("verification")
    app_token: str = _made_up("xapp-1-A0FOLLOWUP-3333")
    rotates_tokens: bool = False
    redirect_urls: tuple[str, ...] = ()
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def scopes(self) -> tuple[str, ...]:
        """The bot scopes that an installation grants."""
        declared = self._part("oauth_config", "scopes").get("bot")
        return tuple(declared) if declared is not None else EVERYTHING

    def has_command(self, name: str) -> bool:
        """True if a slash command such as `/applied` is the app's."""
        return not self.manifest or self._command(name) is not None

    def escapes(self, name: str) -> bool:
        """True if a slash command has its channels, users and links escaped."""
        command = self._command(name)
        return bool(command and command.get("should_escape"))

    def shortcut(self, name: str, kind: str) -> str:
        """The callback id of a shortcut (`global` or `message`) by the name that people see."""
        for one in self._part("features").get("shortcuts", ()):
            if one["name"] == name and one["type"] == kind:
                return str(one["callback_id"])
        raise AssertionError(f"the manifest declares no {kind} shortcut “{name}”")

    def subscribes_to(self, event: str) -> bool:
        """True if the app is subscribed to an event such as `message.im`."""
        if not self.manifest:
            return True
        return event in self._part("settings", "event_subscriptions").get("bot_events", ())

    @property
    def has_home(self) -> bool:
        """True if the Home tab is switched on."""
        return not self.manifest or bool(self._home.get("home_tab_enabled"))

    @property
    def has_messages(self) -> bool:
        """True if people can write to the app."""
        if not self.manifest:
            return True
        return bool(self._home.get("messages_tab_enabled")) and not self._home.get(
            "messages_tab_read_only_enabled", True
        )

    @property
    def _home(self) -> Mapping[str, Any]:
        return self._part("features", "app_home")

    def _command(self, name: str) -> Mapping[str, Any] | None:
        commands = self._part("features").get("slash_commands", ())
        return next((one for one in commands if one["command"] == name), None)

    def _part(self, *names: str) -> Mapping[str, Any]:
        part = self.manifest
        for name in names:
            part = part.get(name, {})
        return part
