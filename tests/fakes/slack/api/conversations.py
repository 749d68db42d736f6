"""conversations.* and users.info: who there is, and where they talk."""

from __future__ import annotations

from tests.fakes.slack.api.call import ApiError, Call, Method
from tests.fakes.slack.app import Json

MOST_MESSAGES = 999
_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")


def open_dm(call: Call) -> Json:
    """Opens the direct messages with a user; a second time returns the same."""
    if call.args.get("channel"):
        _, channel = call.channel(call.text("channel"))
        return {"channel": {"id": channel.id}}
    if "," in call.text("users"):
        raise ApiError("too_many_users")  # the fake knows no group messages
    workspace, user = call.user(call.text("users"))
    if user.deleted:
        raise ApiError("user_disabled")
    if user.unreachable:
        raise ApiError(user.unreachable)
    channel = workspace.dm(user)
    shown = channel.as_json() if call.args.get("return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": shown}


def history(call: Call) -> Json:
    """Returns a channel's messages, newest first; metadata only where it is asked for."""
    workspace, channel = call.channel(call.text("channel"))
    if workspace.bot.id not in channel.members:
        raise ApiError("not_in_channel")
    oldest, latest = float(call.text("oldest") or 0), float(call.text("latest") or "inf")
    edge = bool(call.args.get("inclusive"))
    limit = min(int(call.args.get("limit") or 100), MOST_MESSAGES)
    active = [
        message
        for message in reversed(workspace.messages)
        if message.channel is channel and not message.deleted and message.to is None
        if oldest < float(message.ts) < latest or (edge and float(message.ts) in (oldest, latest))
    ]
    start = int(call.text("cursor") or 0)
    page = active[start : start + limit]
    more = start + limit < len(active)
    messages = []
    for message in page:
        shown = message.as_json()
        if message.metadata and call.args.get("include_all_metadata"):
            shown["metadata"] = message.metadata
        messages.append(shown)
    return {
        "messages": messages,
        "has_more": more,
        "response_metadata": {"next_cursor": str(start + limit) if more else ""},
    }


def info(call: Call) -> Json:
    """Returns a channel's description."""
    workspace, channel = call.channel(call.text("channel"))
    seen = channel.as_json()
    if not channel.is_im:
        seen["is_member"] = workspace.bot.id in channel.members
        seen["is_read_only"] = not channel.may_post(workspace.bot.id)
    return {"channel": seen}


def members(call: Call) -> Json:
    """Returns a channel's members."""
    _, channel = call.channel(call.text("channel"))
    return {"members": sorted(channel.members), "response_metadata": {"next_cursor": ""}}


def join(call: Call) -> Json:
    """The app goes into a public channel."""
    workspace, channel = call.channel(call.text("channel"))
    if channel.is_im or channel.private:
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    channel.members.add(workspace.bot.id)
    return {"channel": channel.as_json()}


def user_info(call: Call) -> Json:
    """Returns a user's profile with their zone, and on request their locale."""
    workspace, user = call.user(call.text("user"))
    return {"user": user.as_json(workspace.now(), locale=bool(call.args.get("include_locale")))}


METHODS = {
    "conversations.open": Method(open_dm, ("im:write", "mpim:write", "channels:manage")),
    "conversations.history": Method(history, _HISTORY),
    "conversations.info": Method(info, _READ, json=False),
    "conversations.members": Method(members, _READ, json=False),
    "conversations.join": Method(
        join,
        ("channels:join",),
        arguments=frozenset({"channel"}),
        source="docs.slack.dev/reference/methods/conversations.join",
    ),
    "users.info": Method(user_info, ("users:read",), json=False),
}
