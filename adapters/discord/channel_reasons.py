"""Reasons why the bot cannot post in a channel, each with its remedy."""

from __future__ import annotations

NO_PERMISSION = (
    "I'm not allowed to write in the channel. Let me see it and send messages there, in a "
    "thread also "
    "“Send Messages in Threads” (Edit Channel, Permissions)."
)
NOT_IN_SERVER = "I'm not in this server. One of its admins has to add me first."
LOCKED_THREAD = (
    "the thread is locked. A moderator can unlock it; or start a group in another channel."
)
GONE = "the channel is gone. Start a group in another one."
NO_ACCESS = (
    "I can't see the channel. Let me see it and send messages there; where I am not in the "
    "server at all, an admin has to add me first."
)
