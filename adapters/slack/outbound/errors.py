"""Errors of calls to Slack, and what people read about those that keep a message from them."""

from __future__ import annotations

# Slack no longer takes the token; a renewed one may work.
TOKEN_ERRORS = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)
# The configured token is wrong, or Slack has an outage: an operator or time can fix it.
TEMPORARY_TOKEN_ERRORS = frozenset({"invalid_auth", "not_authed", "token_expired"})
# The app was uninstalled.
UNINSTALL_ERRORS = frozenset({"token_revoked"})
# The call may have taken effect nevertheless.
AMBIGUOUS_ERRORS = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "timeout"}
)
# The message itself is at fault.
CONTENT_ERRORS = frozenset(
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

NOT_INSTALLED = "Followthrough is no longer installed in your Slack workspace."
_CLOSED = "Slack does not let me write to you here: "
_NOT_FOUND = "I can't find you in this workspace anymore."
_REASONS = {
    "user_disabled": "your account is deactivated.",
    "user_not_found": _NOT_FOUND,
    "users_not_found": _NOT_FOUND,
    "user_not_visible": "you are not visible to me.",
    "channel_not_found": "our direct messages are closed.",
    "is_archived": "our direct messages are archived.",
    "messages_tab_disabled": "the app's Messages tab is switched off.",
    "cannot_dm_bot": "that is a bot's account.",
    "not_in_channel": "I am not in that conversation.",
    "restricted_action": "an admin of this workspace has restricted who may post.",
    "missing_scope": "the app lacks a permission; an admin has to reinstall it.",
    "access_denied": "an admin of this workspace has blocked the app.",
    "team_access_not_granted": "an admin has removed the app from this workspace.",
    "ekm_access_denied": "an admin of this workspace has suspended messages.",
}
_CHANNEL_REASONS = {
    "not_in_channel": "I am not in the channel. Invite me there: /invite @Followthrough",
    "channel_not_found": "the channel is gone, or private and I am not in it. Invite me there.",
    "is_archived": "the channel is archived. Bring it back, or start a group in another one.",
    "restricted_action": "an admin has restricted who may post there. Ask them to let me: the "
    "channel's Settings, Posting permissions.",
    "missing_scope": "the app lacks a permission. An admin has to reinstall it.",
    "access_denied": "an admin has blocked the app. Ask them to allow it again.",
    "team_access_not_granted": "an admin has removed the app from this workspace. Ask them "
    "to add it back.",
    "ekm_access_denied": "an admin has suspended messages. Ask them when they come back.",
    "posting_to_general_channel_denied": "only admins may post in this channel. Start the group "
    "in another one.",
    "no_permission": "the app may not post there. An admin has to allow it.",
}


class ApiError(Exception):
    """A call failed; the classes below say how."""


class ErrorResponse(ApiError):
    """Slack answered `ok: false`; `error` is its reason. Nothing was done."""

    def __init__(self, error: str) -> None:
        self.error = error
        super().__init__(error)


class TokenRejected(ErrorResponse):
    """Slack rejects the token of a workspace, or there is none."""


class RateLimited(ApiError):
    """Slack answered 429; nothing was done, and `seconds` is how long it asks to wait."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"asked to wait {seconds:g} s")


class ConnectError(ApiError):
    """The call never reached Slack."""


class OutcomeUnknown(ApiError):
    """The call may or may not have taken effect."""


def reason(error: str) -> str | None:
    """Explains to a user why they cannot be reached; None for an error that may pass."""
    if error.startswith("restricted_action"):
        error = "restricted_action"
    said = _REASONS.get(error)
    return _CLOSED + said if said else None


def channel_reason(error: str) -> str | None:
    """Explains why a channel cannot be posted in and how to fix it; None if it may pass."""
    if error.startswith("restricted_action"):
        error = "restricted_action"
    return _CHANNEL_REASONS.get(error)
