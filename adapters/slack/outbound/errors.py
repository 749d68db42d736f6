"""How a call to Slack can end badly, and what that means to somebody who waits for a nudge."""

from __future__ import annotations

# Slack takes the token no more; a renewed one may still do.
OF_TOKENS = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)
# The token of the settings is wrong, or Slack in trouble: that can be mended in time.
DOUBTFUL = frozenset({"invalid_auth", "not_authed", "token_expired"})
# The installation is over, not only out of order.
FINAL = frozenset({"token_revoked"})
# Some of the work may have been done nevertheless.
AMBIGUOUS = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "timeout"}
)
# What was to be said is at fault.
OF_CONTENT = frozenset(
    {
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
    }
)

GONE = "Followthrough is not installed in your Slack workspace any more."
_CLOSED = "Slack does not let me write to you here: "
_REASONS = {
    "user_disabled": "your account is deactivated.",
    "user_not_found": "I can't find you in this workspace any more.",
    "users_not_found": "I can't find you in this workspace any more.",
    "user_not_visible": "you are not visible to me.",
    "channel_not_found": "our direct messages are closed.",
    "is_archived": "our direct messages are archived.",
    "messages_tab_disabled": "the app's Messages tab is switched off.",
    "cannot_dm_bot": "that is a bot's account.",
    "not_in_channel": "I am not in that conversation.",
    "restricted_action": "an admin of this workspace has restricted who may post.",
    "missing_scope": "the app lacks a permission; an admin has to install it again.",
    "access_denied": "an admin of this workspace has blocked the app.",
    "team_access_not_granted": "an admin has taken this workspace away from the app.",
    "ekm_access_denied": "an admin of this workspace has suspended messages.",
}
_CHANNEL_REASONS = {
    "not_in_channel": "I am not in the channel. Invite me there: /invite @Followthrough",
    "channel_not_found": "the channel is gone, or private and I am not in it. Invite me there.",
    "is_archived": "the channel is archived. Bring it back, or start a group in another one.",
    "restricted_action": "an admin has restricted who may post there. Ask them to let me.",
    "missing_scope": "the app lacks a permission. An admin has to install it again.",
    "access_denied": "an admin has blocked the app. Ask them to allow it again.",
    "team_access_not_granted": "an admin has taken this workspace away from the app. Ask them "
    "to give it back.",
    "ekm_access_denied": "an admin has suspended messages. Ask them when they come back.",
    "posting_to_general_channel_denied": "only admins may post in this channel. Start the group "
    "in another one.",
    "no_permission": "the app may not post there. An admin has to allow it.",
}


class Failed(Exception):
    """A call did not go well; of which kind, the classes below say."""


class Refusal(Failed):
    """Slack said no, with its own word for why; nothing was done."""

    def __init__(self, error: str) -> None:
        self.error = error
        super().__init__(error)


class Gone(Refusal):
    """The bot has no token there, or none that is good."""


class Limited(Failed):
    """Slack asked to wait; nothing was done."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"asked to wait {seconds:g} s")


class Unsent(Failed):
    """The call never reached Slack."""


class Unsure(Failed):
    """Nobody knows whether the call did its work."""


def reason(error: str) -> str | None:
    """Why somebody cannot be told, for them to read; None for an error that may pass."""
    if error.startswith("restricted_action"):
        error = "restricted_action"
    said = _REASONS.get(error)
    return _CLOSED + said if said else None


def channel_reason(error: str) -> str | None:
    """Why a channel cannot be posted in and how to fix it; None for an error that may pass."""
    if error.startswith("restricted_action"):
        error = "restricted_action"
    return _CHANNEL_REASONS.get(error)
