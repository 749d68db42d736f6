"""The scopes that the bot asks a workspace for, and why: no more than it uses."""

from __future__ import annotations

from bot.conversation.router import ROOT

BOT_SCOPES = {
    "app_mentions:read": "answers people who mention it in a channel, before their eyes alone",
    "channels:read": "sees who created a channel, who may make it a group, and who is in it",
    "chat:write": "answers people, and tells them what is due in their direct messages",
    "commands": "takes slash commands and shortcuts",
    "files:read": "reads the emails that people drop into its direct messages",
    "files:write": "hands over what people ask for as a file, such as their export",
    "groups:read": "sees the same of a private channel that it was invited to",
    "im:history": "hears what people write to it directly, and finds a nudge whose sending "
    "was interrupted before it sends it again",
    "im:write": "opens the direct messages in which a nudge arrives",
    "users:read": "takes the time zone, language and name from a newcomer's profile, and the name "
    "that a user's other platform is shown when they link it, and whether an admin speaks "
    "where only those in charge may change a group",
}
EVENTS = {
    "app_mention": "answers people who mention it in a channel",
    "app_home_opened": "shows the dashboard, and greets a newcomer",
    "app_uninstalled": "stops all nudges of a workspace that removed it",
    "member_joined_channel": "says hello in a channel that it was invited to",
    "message.im": "hears what people write to it directly",
    "tokens_revoked": "stops all nudges of a workspace that revoked its token",
}
# What an admin who wants few commands in all users' lists may keep; all others
# work as `/followthrough COMMAND` and without a slash in a direct message.
FEW = frozenset({"applied", "interview", "group", ROOT})
