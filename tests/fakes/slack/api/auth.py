"""auth.*, oauth.v2.access and apps.connections.open: tokens, and the way to a socket."""

from __future__ import annotations

from tests.fakes.slack.api.call import ApiError, Call, CallerKind, Method
from tests.fakes.slack.app import Json
from tests.fakes.slack.installs import TOKEN_LASTS, Install


def test(call: Call) -> Json:
    """Returns the owner of the token."""
    workspace = call.bot.workspace
    said: Json = {
        "url": f"https://{workspace.name}.slack.com/",
        "team": workspace.name.title(),
        "user": workspace.bot.name,
        "team_id": workspace.id,
        "user_id": workspace.bot.id,
        "bot_id": workspace.bot.bot_id,
        "is_enterprise_install": call.bot.org_wide,
    }
    if workspace.enterprise:
        said["enterprise_id"] = workspace.enterprise
    return said


def revoke(call: Call) -> Json:
    """Ends the installation that the token belongs to."""
    if call.text("test") in ("1", "true", "True"):
        return {"revoked": False}
    call.slack.installs.revoke(call.bot)
    return {"revoked": True}


def access(call: Call) -> Json:
    """A code for a token, or a refresh token for the next one; either is good once."""
    if call.text("grant_type") == "refresh_token":
        install = call.slack.installs.refresh(call.text("refresh_token"))
        if install is None:
            raise ApiError("invalid_refresh_token")
        return {"token_type": "bot", **_tokens(call, install)}
    granted = call.slack.grants.pop(call.text("code"), None)
    if granted is None:
        raise ApiError("invalid_code")
    if granted.redirect and granted.redirect != call.text("redirect_uri"):
        raise ApiError("bad_redirect_uri")
    install = call.slack.installs.add(*granted.workspaces, org_wide=granted.org_wide)
    user = {"id": granted.user.id}
    return {"token_type": "bot", "authed_user": user, **_tokens(call, install)}


def open_connection(call: Call) -> Json:
    """The address of a socket, good for one connection."""
    return {"url": call.slack.socket.new_url()}


def _tokens(call: Call, install: Install) -> Json:
    workspace = install.workspace
    enterprise = workspace.enterprise
    said: Json = {
        "access_token": install.token,
        "scope": ",".join(install.scopes),
        "bot_user_id": workspace.bot.id,
        "app_id": call.slack.app.id,
        "team": None if install.org_wide else {"id": workspace.id, "name": workspace.name},
        "enterprise": {"id": enterprise, "name": enterprise} if enterprise else None,
        "is_enterprise_install": install.org_wide,
    }
    if install.refresh:
        said["refresh_token"] = install.refresh
        said["expires_in"] = int(TOKEN_LASTS.total_seconds())
    return said


_PAGES = "docs.slack.dev/reference/methods"
METHODS = {
    "auth.test": Method(test, arguments=frozenset(), source=f"{_PAGES}/auth.test"),
    "auth.revoke": Method(
        revoke, arguments=frozenset({"test"}), source=f"{_PAGES}/auth.revoke", json=False
    ),
    "oauth.v2.access": Method(
        access,
        by=CallerKind.CLIENT,
        arguments=frozenset(
            {"client_id", "client_secret", "code", "redirect_uri", "grant_type", "refresh_token"}
            | {"code_verifier"}
        ),
        source=f"{_PAGES}/oauth.v2.access",
        json=False,
    ),
    "apps.connections.open": Method(
        open_connection,
        by=CallerKind.APP,
        arguments=frozenset(),
        source=f"{_PAGES}/apps.connections.open",
    ),
}
