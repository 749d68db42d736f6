"""Payloads as they look on the wire."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.directory import (
    APPLICATION_NAME,
    DM,
    MANAGER_PERMISSIONS,
    MEMBER_PERMISSIONS,
    MUTED_PERMISSIONS,
    Channel,
    Directory,
    Guild,
    User,
)

JOINED = "2020-01-01T00:00:00+00:00"
# What a guild has that matters to nobody here, by what it is then.
NOTHING = """
afk_channel_id application_id banner description discovery_splash hub_type icon incidents_data
public_updates_channel_id rules_channel_id safety_alerts_channel_id splash system_channel_id
vanity_url_code
"""
NONE_OF_IT = """
emojis features guild_scheduled_events presences soundboard_sounds stage_instances stickers
threads voice_states
"""
ZERO = """
default_message_notifications explicit_content_filter mfa_level nsfw_level premium_tier
system_channel_flags verification_level
"""
# What the HTTP API adds to it.
ONLY_BY_REST = {
    "home_header": None,
    "region": "deprecated",
    "widget_enabled": False,
    "widget_channel_id": None,
    "max_presences": None,
    "max_members": 500_000,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "premium_subscription_count": 0,
    "nsfw": False,
}
ROLES = ((1, "writers", MEMBER_PERMISSIONS), (2, "managers", MANAGER_PERMISSIONS))


def user(one: User) -> dict[str, Any]:
    """A user as others see them."""
    return {
        "id": str(one.id),
        "username": one.name,
        "global_name": None if one.bot else one.shown_name or one.name.title(),
        "discriminator": "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
        **({"bot": True} if one.bot else {}),
    }


def myself(one: User) -> dict[str, Any]:
    """A user as they see themselves."""
    return {**user(one), "mfa_enabled": True, "locale": one.locale, "verified": True}


def member(one: User, guild: Guild) -> dict[str, Any]:
    """A member of a guild as they come with an interaction."""
    return {
        "user": user(one),
        "roles": [],
        "joined_at": JOINED,
        "premium_since": None,
        "nick": None,
        "avatar": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "communication_disabled_until": None,
        "permissions": guild.permissions(one),
    }


def channel(one: Channel) -> dict[str, Any]:
    """A channel."""
    if one.type == DM:
        assert one.recipient is not None
        return {
            "id": str(one.id),
            "type": DM,
            "last_message_id": None,
            "flags": 0,
            "recipients": [user(one.recipient)],
        }
    assert one.guild is not None
    return {
        "id": str(one.id),
        "type": one.type,
        "guild_id": str(one.guild.id),
        "name": one.name,
        "position": 0,
        "permission_overwrites": [],
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "flags": 0,
    }


def guild(one: Guild, directory: Directory) -> dict[str, Any]:
    """Returns a guild as the gateway sends it; without the members intent it holds only the bot."""
    everyone = {
        "id": str(one.id),
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": 0,
        "permissions": one.permissions(directory.bot),
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    bot = member(directory.bot, one)
    del bot["permissions"]
    return {
        **dict.fromkeys(NOTHING.split()),
        **{name: [] for name in NONE_OF_IT.split()},
        **dict.fromkeys(ZERO.split(), 0),
        "id": str(one.id),
        "name": one.name,
        "owner_id": str(one.managers[0].id if one.managers else directory.bot.id),
        "afk_timeout": 300,
        "channels": [channel(each) for each in one.channels],
        "joined_at": JOINED,
        "large": False,
        "unavailable": False,
        "member_count": len(one.members),
        "members": [bot],
        "preferred_locale": "en-GB",
        "premium_progress_bar_enabled": False,
        "roles": [everyone],
    }


def guild_by_rest(one: Guild, directory: Directory) -> dict[str, Any]:
    """Returns a guild as the HTTP API sends it; members who may post there have a role for it."""
    payload = guild(one, directory)
    for name in ("channels", "joined_at", "large", "unavailable", "member_count", "members"):
        del payload[name]
    (everyone,) = payload["roles"]
    roles = [
        {**everyone, "id": str(id), "name": name, "permissions": permissions, "position": id}
        for id, name, permissions in ROLES
    ]
    return {
        **payload,
        **ONLY_BY_REST,
        "roles": [{**everyone, "permissions": MUTED_PERMISSIONS}, *roles],
    }


def member_by_rest(one: User, guild: Guild) -> dict[str, Any]:
    """Returns a member as the HTTP API sends them."""
    payload = member(one, guild)
    permissions = payload.pop("permissions")
    roles = [str(id) for id, _, given in ROLES if given == permissions]
    return {**payload, "banner": None, "roles": roles}


def application(directory: Directory) -> dict[str, Any]:
    """The bot's application as its owner sees it."""
    return {
        "id": str(directory.application_id),
        "name": APPLICATION_NAME,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "bot": user(directory.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user(directory.bot),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(directory.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
    }
