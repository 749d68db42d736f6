"""Looks users and their channels up at Slack, only for a command that needs it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from adapters.slack.origin import SlackUser
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import ApiError, ErrorResponse, channel_reason
from bot.conversation.actor import PlaceDetails
from bot.domain.groups.group import Channel

_MISSING_SCOPE, _NOT_A_MEMBER, _ARCHIVED = "missing_scope", "not_in_channel", "is_archived"
_INSTALL_AGAIN = (
    "I can't see who created this channel: the app lacks the scopes channels:read and "
    "groups:read. A workspace admin has to reinstall it."
)

_NOT_ALLOWED = "Only some people may post there. A channel admin can change that."
_READ_ONLY = "restricted_action"
# Who may post, by the types of users whom Slack's settings name beside single ones.
_IN_CHARGE = frozenset({"admin", "owner"})
_NOT_IN_CHANNEL = "You aren't in that channel. Join it first, then try again."
_ELSEWHERE = "That channel is in another workspace: share it there."
_NO_WORD = "Slack didn't say whether you may write there. Try again in a minute."
_MEMBERS_AT_ONCE = 1_000


class UserLookup:
    """Looks users up; so rarely that nothing is cached."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def describe(self, user: SlackUser) -> str:
        """Describes a user: “Ada Lovelace (@ada) on Slack, in Hunters”, or by the bare id."""
        try:
            answer = await self._api.repeat(user.tenant, "users.info", user=user.id)
            install = await self._api.repeat(user.tenant, "auth.test")
        except ApiError:
            return f"{user.id} on Slack"
        profile = answer["user"]
        name = profile.get("real_name") or profile["profile"].get("display_name") or profile["name"]
        return f"{name} (@{profile['name']}) on Slack, in {install['team']}"

    async def describe_place(self, user: SlackUser, channel: str) -> PlaceDetails:
        """Describes a user in a channel; without one (""), the user alone.

        Slack's channels have no admins of their own: who created one may manage it, and so
        may the admins and owners of the workspace. What Slack does not say counts for nobody.
        """
        profile, (there, refusal) = await asyncio.gather(
            self._profile(user), self._channel(user.tenant, channel)
        )
        created = bool(channel) and there.get("creator") == user.id
        return PlaceDetails(
            admin=created or bool(profile.get("is_admin") or profile.get("is_owner")),
            name=_shown_name(profile),
            obstacle=_obstacle(there, refusal),
            unknown=_INSTALL_AGAIN if refusal == _MISSING_SCOPE else "",
        )

    async def write_obstacle(self, user: SlackUser, channel: Channel) -> str:
        """Explains what keeps a user from writing in a channel; empty if nothing is known to.

        They have to be in it, and among those who may post there. An installation that may
        not look, or a channel that the bot cannot see, says nothing about the user.
        """
        if channel.tenant != user.tenant:
            return _ELSEWHERE
        try:
            if not await self._is_member(user, channel):
                return _NOT_IN_CHANNEL
            return "" if await self._may_post(user, channel) else _NOT_ALLOWED
        except ErrorResponse:
            return ""
        except ApiError:
            return _NO_WORD

    async def _is_member(self, user: SlackUser, channel: Channel) -> bool:
        page = {"channel": channel.id, "limit": _MEMBERS_AT_ONCE}
        while True:
            answer = await self._api.repeat(user.tenant, "conversations.members", **page)
            if user.id in answer["members"]:
                return True
            cursor = (answer.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return False
            page["cursor"] = cursor

    async def _may_post(self, user: SlackUser, channel: Channel) -> bool:
        """False if a channel's settings name others; who is in a named group is not known."""
        answer = await self._api.repeat(user.tenant, "conversations.info", channel=channel.id)
        allowed = (answer["channel"].get("properties") or {}).get("posting_restricted_to") or {}
        types, users = set(allowed.get("type") or ()), allowed.get("user") or ()
        if not (types or users) or allowed.get("subteam") or types - _IN_CHARGE:
            return True
        if user.id in users:
            return True
        profile = await self._profile(user)
        return bool(profile.get("is_owner") or ("admin" in types and profile.get("is_admin")))

    async def _profile(self, user: SlackUser) -> Mapping[str, Any]:
        try:
            answer = await self._api.repeat(user.tenant, "users.info", user=user.id)
        except ApiError:
            return {}
        found: Mapping[str, Any] = answer["user"]
        return found

    async def _channel(self, tenant: str, channel: str) -> tuple[Mapping[str, Any], str]:
        """Returns what Slack says of a channel, or the error that it refuses with."""
        if not channel:
            return {}, ""
        try:
            answer = await self._api.repeat(tenant, "conversations.info", channel=channel)
        except ErrorResponse as refusal:
            return {}, refusal.error
        except ApiError:
            return {}, ""
        return answer["channel"], ""


def _shown_name(profile: Mapping[str, Any]) -> str:
    """Returns the name that Slack shows of a user, not the handle of former times."""
    names = profile.get("profile") or {}
    return str(names.get("display_name") or names.get("real_name") or "")


def _obstacle(channel: Mapping[str, Any], refusal: str) -> str:
    """Explains what keeps the bot from posting in a channel; empty if nothing is known to."""
    if channel.get("is_archived"):
        refusal = _ARCHIVED
    elif channel.get("is_member") is False:
        refusal = _NOT_A_MEMBER
    elif channel.get("is_read_only") or channel.get("is_thread_only"):
        refusal = _READ_ONLY
    return "" if refusal == _MISSING_SCOPE else channel_reason(refusal) or ""
