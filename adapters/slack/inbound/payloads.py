"""Reads Slack's payloads: who did what, where, and by which id a repeat is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.origin import Origin, SlackUser
from adapters.slack.rendering.nudge_queue import queue_of

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that a user did: who, where, and by which id a repeat is known.

    `trigger` lets one modal be opened, within three seconds.
    """

    user: SlackUser
    origin: Origin
    id: str
    trigger: str = ""


def tenant_of(context: AsyncBoltContext) -> str:
    """Returns the tenant: the organization of an org-wide installation, else the workspace."""
    if context.is_enterprise_install and context.enterprise_id:
        return context.enterprise_id
    return context.team_id or context.enterprise_id or ""


def read_command(body: Body, context: AsyncBoltContext) -> Event:
    """Reads a slash command."""
    origin = Origin(
        channel=body["channel_id"],
        url=body.get("response_url", ""),
        channel_name=_name(body.get("channel_name", "")),
        speaker=body.get("user_name", ""),
    )
    user = SlackUser(tenant_of(context), body["user_id"])
    return Event(user, origin, f"command:{body['trigger_id']}", body["trigger_id"])


def read_message(body: Body, context: AsyncBoltContext) -> Event:
    """Reads a message: its id stays the same when its author edits it."""
    event = body["event"]
    origin = Origin(channel=event["channel"], thread=event.get("thread_ts", ""))
    user = SlackUser(tenant_of(context), event["user"])
    return Event(user, origin, f"message:{event['channel']}:{event['ts']}")


def read_edit(body: Body, context: AsyncBoltContext) -> tuple[Event, str]:
    """Reads an edit of a message, and the id that the message had."""
    event = body["event"]
    edited = event["message"]
    origin = Origin(channel=event["channel"], thread=edited.get("thread_ts", ""))
    press = f"message:{event['channel']}:{edited['ts']}"
    id = f"edit:{event['channel']}:{edited['ts']}:{edited['edited']['ts']}"
    return Event(SlackUser(tenant_of(context), edited["user"]), origin, id), press


def bot_user(body: Body) -> str:
    """Returns the user id of the bot itself, for which Slack sent an event."""
    return next((str(one["user_id"]) for one in body.get("authorizations") or ()), "")


def without_mention(body: Body) -> str:
    """Returns the text of a message without the mentions of the bot itself."""
    text = str(body["event"].get("text") or "")
    return re.sub(rf"<@{re.escape(bot_user(body))}(?:\|[^>]*)?>[,:]?", "", text)


def read_press(body: Body, context: AsyncBoltContext) -> Event:
    """Reads a press of a button, wherever the button is."""
    user = SlackUser(tenant_of(context), body["user"]["id"])
    trigger = body["trigger_id"]
    return Event(user, _pressed_on(body), f"press:{trigger}", trigger)


def read_click(body: Body) -> str:
    """Returns the click id of what was pressed: a button, or an entry of a menu."""
    action = body["actions"][0]
    option = action.get("selected_option") or {}
    return str(option.get("value") or action.get("value", ""))


def press_source(body: Body) -> str:
    """Returns a key for what the button is on, as it was then."""
    if view := body.get("view"):
        return f"{view['id']}:{view['hash']}"
    container = body["container"]
    return f"{container['channel_id']}:{container['message_ts']}"


def read_submission(body: Body, context: AsyncBoltContext) -> Event:
    """Reads a submitted form. The same view may come back changed, with another hash."""
    view = body["view"]
    user = SlackUser(tenant_of(context), body["user"]["id"])
    id = f"view:{view['id']}:{view['hash']}"
    return Event(user, Origin(), id, body.get("trigger_id", ""))


def read_shortcut(body: Body, context: AsyncBoltContext) -> Event:
    """Reads a shortcut, on a message or from anywhere."""
    channel = (body.get("channel") or {}).get("id", "")
    origin = Origin(channel=channel, url=body.get("response_url", ""))
    user = SlackUser(tenant_of(context), body["user"]["id"])
    return Event(user, origin, f"shortcut:{body['trigger_id']}", body["trigger_id"])


def _name(said: str) -> str:
    """Reads a channel's name; of a private one Slack only says that it is private."""
    return "" if said in ("privategroup", "directmessage") else said


def _pressed_on(body: Body) -> Origin:
    container = body["container"]
    if container["type"] == "view":
        view = body["view"]
        return Origin(home=True) if view["type"] == "home" else Origin(modal=view["id"])
    return Origin(
        channel=container["channel_id"],
        message=container["message_ts"],
        thread=container.get("thread_ts", ""),
        url=body.get("response_url", ""),
        ephemeral=bool(container.get("is_ephemeral")),
        channel_name=_name((body.get("channel") or {}).get("name", "")),
        queue=queue_of(str(body["actions"][0].get("block_id", ""))),
        speaker=body["user"].get("username") or body["user"].get("name", ""),
    )
