"""Slack's payloads to an app: slash commands, interactions, events, each with all its keys.

Sources: docs.slack.dev/reference/interaction-payloads, the payloads
in bolt-python's scenario tests; that texts come back escaped: bolt-python#513.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.fakes.slack import mrkdwn
from tests.fakes.slack.app import Json
from tests.fakes.slack.message import Posted
from tests.fakes.slack.message_reader import Pressable
from tests.fakes.slack.people import Channel, User
from tests.fakes.slack.typed_text import escaped, linked
from tests.fakes.slack.views import View

if TYPE_CHECKING:
    from tests.fakes.slack.slack import Slack
    from tests.fakes.slack.workspace import Workspace


class Payloads:
    """Writes payloads for one workspace."""

    def __init__(self, slack: Slack, workspace: Workspace) -> None:
        self._slack = slack
        self._workspace = workspace

    def slash(self, user: User, channel: Channel, command: str, text: str) -> dict[str, str]:
        """A slash command."""
        team = self._team()
        made = {
            "token": self._slack.app.verification_token,
            "team_id": team["id"],
            "team_domain": team["domain"],
            "channel_id": channel.id,
            "channel_name": channel.shown_name,
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": linked(text) if self._slack.app.escapes(command) else text,
            "api_app_id": self._slack.app.id,
            "is_enterprise_install": str(self._org_wide).lower(),
            "response_url": self._slack.response_urls.new(self._workspace, channel, user),
            "trigger_id": self._slack.triggers.new(user),
        }
        if self._workspace.enterprise:
            made["enterprise_id"] = self._workspace.enterprise
            made["enterprise_name"] = self._workspace.enterprise
        return made

    def press(
        self, user: User, pressed: Pressable, message: Posted, *, selected: Json | None = None
    ) -> Json:
        """Something in a message was pressed or picked."""
        channel = message.channel
        ephemeral = message.to is not None
        made = self._interaction("block_actions", user) | {
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": channel.id,
                "is_ephemeral": ephemeral,
            },
            "trigger_id": self._slack.triggers.new(user),
            "channel": {"id": channel.id, "name": channel.shown_name},
            "state": {"values": {}},
            "response_url": self._slack.response_urls.new(self._workspace, channel, user, message),
            "actions": [self._action(pressed, selected)],
        }
        if not ephemeral:  # Slack keeps nothing of an ephemeral one
            made["message"] = escaped_texts(message.as_json())
        return made

    def press_in_view(
        self, user: User, pressed: Pressable, view: View, *, selected: Json | None = None
    ) -> Json:
        """Something in a modal or Home tab was pressed or picked."""
        return self._interaction("block_actions", user) | {
            "container": {"type": "view", "view_id": view.id},
            "trigger_id": self._slack.triggers.new(user, view),
            "view": self._view(view),
            "actions": [self._action(pressed, selected)],
        }

    def submission(self, view: View) -> Json:
        """A modal was sent."""
        return self._interaction("view_submission", view.user) | {
            "trigger_id": self._slack.triggers.new(view.user, view),
            "view": self._view(view),
            "response_urls": [],
        }

    def closed(self, view: View, *, cleared: bool) -> Json:
        """A modal was closed; `cleared` with everything under it."""
        return self._interaction("view_closed", view.user) | {
            "view": self._view(view),
            "is_cleared": cleared,
        }

    def suggestion(self, view: View, block: Json, element: Json, typed: str) -> Json:
        """Returns the payload of typing into a select with external options."""
        return self._interaction("block_suggestion", view.user) | {
            "container": {"type": "view", "view_id": view.id},
            "view": self._view(view),
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "value": typed,
        }

    def shortcut(self, user: User, callback_id: str) -> Json:
        """A global shortcut; it knows no channel."""
        return self._interaction("shortcut", user) | {
            "callback_id": callback_id,
            "trigger_id": self._slack.triggers.new(user),
            "action_ts": self._ts(),
        }

    def message_shortcut(self, user: User, callback_id: str, message: Posted) -> Json:
        """A shortcut on a message."""
        channel = message.channel
        return self._interaction("message_action", user) | {
            "callback_id": callback_id,
            "trigger_id": self._slack.triggers.new(user),
            "action_ts": self._ts(),
            "channel": {"id": channel.id, "name": channel.shown_name},
            "message_ts": message.ts,
            "message": escaped_texts(message.as_json()),
            "response_url": self._slack.response_urls.new(self._workspace, channel, user, message),
        }

    def event(self, event: Json) -> Json:
        """An event in its envelope, with an id of its own."""
        bot, enterprise = self._workspace.bot, self._workspace.enterprise
        return {
            "token": self._slack.app.verification_token,
            "team_id": self._workspace.id,
            "context_team_id": self._workspace.id,
            "context_enterprise_id": enterprise,
            "api_app_id": self._slack.app.id,
            "event": {"event_ts": self._ts(), **event},
            "type": "event_callback",
            "event_id": self._slack.ids.next("Ev"),
            "event_time": int(self._slack.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": enterprise,
                    "team_id": None if self._org_wide else self._workspace.id,
                    "user_id": bot.id,
                    "is_bot": True,
                    "is_enterprise_install": self._org_wide,
                }
            ],
            "is_ext_shared_channel": False,
        } | ({"enterprise_id": enterprise} if enterprise else {})

    def _interaction(self, kind: str, user: User) -> Json:
        enterprise = self._workspace.enterprise
        return {
            "type": kind,
            "user": {
                "id": user.id,
                "username": user.name,
                "name": user.name,
                "team_id": user.team,
            },
            "api_app_id": self._slack.app.id,
            "token": self._slack.app.verification_token,
            "team": self._team(),
            "enterprise": {"id": enterprise, "name": enterprise} if enterprise else None,
            "is_enterprise_install": self._org_wide,
        }

    def _action(self, pressed: Pressable, selected: Json | None) -> Json:
        element = escaped_texts(pressed.element)
        kept = ("type", "action_id", "text", "value", "style", "url", "placeholder")
        made = {key: element[key] for key in kept if key in element}
        return {
            **made,
            **({"selected_option": pressed.option} if pressed.option else {}),
            **(selected or {}),
            "block_id": pressed.block["block_id"],
            "action_ts": self._ts(),
        }

    def _view(self, view: View) -> Json:
        made: Json = escaped_texts(view.as_json(self._slack.app, self._workspace.bot.bot_id))
        return made

    def _team(self) -> Json:
        team: Json = {"id": self._workspace.id, "domain": self._workspace.name}
        if self._workspace.enterprise:
            team["enterprise_id"] = self._workspace.enterprise
            team["enterprise_name"] = self._workspace.enterprise
        return team

    @property
    def _org_wide(self) -> bool:
        return self._slack.installs.is_org_wide(self._workspace)

    def _ts(self) -> str:
        return self._slack.ids.ts(self._slack.now())


def escaped_texts(what: Any) -> Any:
    """The same with every plain_text object escaped, whether the app sent it so or not."""
    if isinstance(what, dict):
        made = {key: escaped_texts(value) for key, value in what.items()}
        if made.get("type") == "plain_text":
            made["text"] = escaped(mrkdwn.plain(made["text"]))
        return made
    return [escaped_texts(one) for one in what] if isinstance(what, list) else what
