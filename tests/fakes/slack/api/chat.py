"""chat.* and reactions.add: messages in channels and to people."""

from __future__ import annotations

from tests.fakes.slack import limits
from tests.fakes.slack.api.call import ApiError, Call, Method
from tests.fakes.slack.app import Json
from tests.fakes.slack.message import Posted
from tests.fakes.slack.people import Channel
from tests.fakes.slack.workspace import Workspace


def post_message(call: Call) -> Json:
    """Posts, to a user's id as well, which gives the id of the direct messages back."""
    workspace, channel = call.channel(call.text("channel"))
    _must_be_open(call, workspace, channel)
    message = workspace.post(
        channel,
        call.revision(workspace, parse=call.args.get("parse") == "full" or _links_names(call)),
        thread=call.args.get("thread_ts"),
    )
    return {"channel": channel.id, "ts": message.ts, "message": message.as_json()}


def post_ephemeral(call: Call) -> Json:
    """Shows something to one person in a channel; nothing keeps it."""
    workspace, channel = call.channel(call.text("channel"))
    _must_be_open(call, workspace, channel)
    if call.text("user") not in channel.members:
        raise ApiError("user_not_in_channel")
    _, user = call.user(call.text("user"))
    message = workspace.post(
        channel, call.revision(workspace), to=user, thread=call.args.get("thread_ts")
    )
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """Rewrites a message of the app's own; an ephemeral one cannot be found."""
    workspace, message = _own(call, "ts", "cant_update_message")
    # Left out, `parse` is `client` here: bare names become real ones.
    parse = call.args.get("parse") != "none" or _links_names(call)
    workspace.change(message, call.revision(workspace, parse=parse))
    return {
        "channel": message.channel.id,
        "ts": message.ts,
        "text": message.revision.text,
        "message": message.as_json(),
    }


def delete(call: Call) -> Json:
    """Takes a message of the app's own away."""
    workspace, message = _own(call, "ts", "cant_delete_message")
    workspace.delete(message)
    return {"channel": message.channel.id, "ts": message.ts}


def add_reaction(call: Call) -> Json:
    """Puts an emoji under a message."""
    _, channel = call.channel(call.text("channel"))
    _, message = _find(call, channel, call.text("timestamp"))
    if call.text("name") in message.reactions:
        raise ApiError("already_reacted")
    message.reactions.append(call.text("name"))
    return {}


def _links_names(call: Call) -> bool:
    return bool(call.args.get("link_names"))


def _must_be_open(call: Call, workspace: Workspace, channel: Channel) -> None:
    if channel.archived:
        raise ApiError("is_archived")
    if channel.user is not None:
        if not call.slack.app.has_messages:
            raise ApiError("messages_tab_disabled")
        if channel.user.unreachable:
            raise ApiError(channel.user.unreachable)
        if channel.user.deleted:
            raise ApiError("channel_not_found")
    elif workspace.bot.id not in channel.members:
        # Of a private one Slack does not say that it is there.
        raise ApiError("channel_not_found" if channel.private else "not_in_channel")
    elif not channel.may_post(workspace.bot.id):
        raise ApiError("restricted_action_read_only_channel")


def _own(call: Call, ts: str, otherwise: str) -> tuple[Workspace, Posted]:
    _, channel = call.channel(call.text("channel"))
    workspace, message = _find(call, channel, call.text(ts))
    if not message.by_app:
        raise ApiError(otherwise)
    return workspace, message


def _find(call: Call, channel: Channel, ts: str) -> tuple[Workspace, Posted]:
    workspace = call.workspace_of(channel.id)
    message = workspace.find(channel.id, ts) if workspace else None
    if workspace is None or message is None or message.to is not None:
        raise ApiError("message_not_found")
    return workspace, message


def _of_message(args: Json) -> list[str]:
    return [
        *limits.problems_of_text(args.get("text") or ""),
        *limits.problems_of_message(args.get("blocks") or ()),
    ]


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",), checks=_of_message),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",), checks=_of_message),
    "chat.update": Method(update, ("chat:write",), checks=_of_message),
    "chat.delete": Method(delete, ("chat:write",)),
    "reactions.add": Method(add_reaction, ("reactions:write",)),
}
