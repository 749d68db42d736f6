"""The routes of the HTTP API, one handler each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.fakes.discord import payloads
from tests.fakes.discord.commands import unfit
from tests.fakes.discord.directory import Channel, Guild
from tests.fakes.discord.interactions import ResponseType
from tests.fakes.discord.limits import unfit_form, unfit_message
from tests.fakes.discord.messages import Message
from tests.fakes.discord.refusals import MISSING_ACCESS, Refusal
from tests.fakes.discord.state import State
from tests.fakes.discord.uploads import Upload

NO_CONTENT = None


@dataclass(frozen=True)
class Call:
    """A request that has been let in: where it goes, and what it brings."""

    state: State
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: tuple[Upload, ...]
    gateway_url: str

    def channel(self) -> Channel:
        """The channel that the path names."""
        return self.state.directory.channel(int(self.path["channel_id"]))

    def message(self) -> Message:
        """The message that the path names."""
        return self.state.messages.get(self.channel(), int(self.path["message_id"]))

    def own_message(self) -> Message:
        """The message that the path names, which the bot has to have written."""
        message = self.message()
        if message.author is not self.state.directory.bot:
            raise Refusal(50005)
        return message

    def demand(self, complaints: Iterable[str]) -> None:
        """Refuses what is unfit, and remembers why."""
        found = list(complaints)
        for complaint in found:
            self.state.directory.violations.add("limits", complaint)
        if found:
            raise Refusal(50035)

    def demand_message(self, body: Mapping[str, Any], flags: int = 0) -> None:
        """Refuses an unfit message."""
        self.demand(unfit_message(dict(body), flags))


Handler = Callable[[Call], Any]


def me(call: Call) -> Any:
    return payloads.myself(call.state.directory.bot)


def application(call: Call) -> Any:
    return payloads.application(call.state.directory)


def gateway(call: Call) -> Any:
    return {"url": call.gateway_url}


def gateway_for_bots(call: Call) -> Any:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    return {"url": call.gateway_url, "shards": 1, "session_start_limit": limit}


def commands(call: Call) -> Any:
    return call.state.commands.registered


def register(call: Call) -> Any:
    call.demand(unfit(call.body))
    return call.state.commands.register(call.body)


def open_dm(call: Call) -> Any:
    directory = call.state.directory
    return payloads.channel(directory.dm(directory.user(int(call.body["recipient_id"]))))


def channel(call: Call) -> Any:
    return payloads.channel(call.channel())


def _guild(call: Call) -> Guild:
    found = call.state.directory.guilds.get(int(call.path["guild_id"]))
    if found is None:
        raise Refusal(MISSING_ACCESS)
    return found


def guild(call: Call) -> Any:
    return payloads.guild_by_rest(_guild(call), call.state.directory)


def guild_member(call: Call) -> Any:
    there, user = _guild(call), call.state.directory.user(int(call.path["user_id"]))
    if user not in there.members:
        raise Refusal(10007)
    return payloads.member_by_rest(user, there)


def typing(call: Call) -> Any:
    call.channel()
    return NO_CONTENT


def read(call: Call) -> Any:
    """The newest first, at most `limit`, before or after an id."""
    limit = int(call.query.get("limit", 50))
    before = int(call.query.get("before", 1 << 63))
    after = int(call.query.get("after", 0))
    found = [m for m in call.state.messages.within(call.channel()) if after < m.id < before]
    part = found[:limit] if "after" in call.query else found[-limit:]
    return [message.payload() for message in reversed(part)]


def send(call: Call) -> Any:
    channel = call.channel()
    refused = channel.forbidden or (channel.recipient and channel.recipient.refuses)
    if refused:
        raise Refusal(refused)
    call.demand_message(call.body)
    if not any(call.body.get(k) for k in ("content", "embeds", "components")) and not call.files:
        raise Refusal(50006)
    bot = call.state.directory.bot
    return call.state.messages.send(channel, bot, call.body, files=call.files).payload()


def message(call: Call) -> Any:
    return call.message().payload()


def edit(call: Call) -> Any:
    message = call.own_message()
    call.demand_message({**message.body, **call.body}, message.flags)
    call.state.messages.edit(message, call.body, call.files)
    return message.payload()


def delete(call: Call) -> Any:
    message = call.message()
    if message.author is not call.state.directory.bot and message.channel.recipient:
        raise Refusal(50013)
    call.state.messages.delete(message)
    return NO_CONTENT


def answer(call: Call) -> Any:
    data = call.body.get("data") or {}
    if call.body["type"] == ResponseType.MODAL:
        call.demand(unfit_form(data))
    elif call.body["type"] == ResponseType.UPDATE:
        before = call.state.interactions.pressed_on(call.path["interaction_token"])
        call.demand_message(
            {**before.body, **data} if before else data, before.flags if before else 0
        )
    elif call.body["type"] != ResponseType.CHOICES:
        call.demand_message(data)
    id, token = int(call.path["interaction_id"]), call.path["interaction_token"]
    call.state.interactions.answer(id, token, call.body, call.files)
    if call.query.get("with_response", "").lower() not in ("1", "true"):
        return NO_CONTENT
    one = call.state.interactions.open(token)
    payload = {"id": str(one.id), "type": int(one.kind), "channel_id": str(one.channel.id)}
    if one.original is None:
        return {"interaction": payload}
    payload["response_message_id"] = str(one.original.id)
    payload["response_message_loading"] = one.original.loading
    payload["response_message_ephemeral"] = one.original.audience is not None
    resource = {"type": int(call.body["type"]), "message": one.original.payload()}
    shown = call.body["type"] in (ResponseType.MESSAGE, ResponseType.UPDATE)
    return {"interaction": payload, **({"resource": resource} if shown else {})}


def follow_up(call: Call) -> Any:
    call.demand_message(call.body)
    token = call.path["webhook_token"]
    return call.state.interactions.follow_up(token, call.body, call.files).payload()


def answered(call: Call) -> Any:
    return _answered(call).payload()


def edit_answer(call: Call) -> Any:
    message = _answered(call)
    call.demand_message({**message.body, **call.body}, message.flags)
    call.state.messages.edit(message, call.body, call.files)
    return message.payload()


def delete_answer(call: Call) -> Any:
    call.state.messages.delete(_answered(call))
    return NO_CONTENT


def _answered(call: Call) -> Message:
    return call.state.interactions.message(call.path["webhook_token"], call.path["message_id"])


_CHANNEL = "/channels/{channel_id}"
_MESSAGES = f"{_CHANNEL}/messages"
_MESSAGE = f"{_MESSAGES}/{{message_id}}"
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_ANSWER = f"{_WEBHOOK}/messages/{{message_id}}"
_CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
_COMMANDS = "/applications/{application_id}/commands"

# Method, path and what it does; the last two kinds of path carry their own secret.
ENDPOINTS: dict[tuple[str, str], Handler] = {
    ("GET", "/users/@me"): me,
    ("GET", "/oauth2/applications/@me"): application,
    ("GET", "/applications/@me"): application,
    ("GET", "/gateway"): gateway,
    ("GET", "/gateway/bot"): gateway_for_bots,
    ("GET", _COMMANDS): commands,
    ("PUT", _COMMANDS): register,
    ("POST", "/users/@me/channels"): open_dm,
    ("GET", "/guilds/{guild_id}"): guild,
    ("GET", "/guilds/{guild_id}/members/{user_id}"): guild_member,
    ("GET", _CHANNEL): channel,
    ("POST", f"{_CHANNEL}/typing"): typing,
    ("GET", _MESSAGES): read,
    ("POST", _MESSAGES): send,
    ("GET", _MESSAGE): message,
    ("PATCH", _MESSAGE): edit,
    ("DELETE", _MESSAGE): delete,
    ("POST", _CALLBACK): answer,
    ("POST", _WEBHOOK): follow_up,
    ("GET", _ANSWER): answered,
    ("PATCH", _ANSWER): edit_answer,
    ("DELETE", _ANSWER): delete_answer,
}
WITHOUT_TOKEN = {path for _, path in ENDPOINTS if path.startswith(("/webhooks", "/interactions"))}
