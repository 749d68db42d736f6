"""OAuth: workspaces install the app through bolt's flow, into our own storage."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from time import time

import structlog
from aiohttp import ClientSession, web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.oauth.pages import HEADERS, failed_page, install_page, installed_page
from adapters.slack.oauth.token_cipher import Secret, TokenCipher
from adapters.slack.oauth.workspace_tokens import WorkspaceTokens
from adapters.slack.ports import IdempotencyKeys
from adapters.slack.scopes import BOT_SCOPES
from adapters.slack.settings import SlackSettings
from bot.ports.clock import Clock

INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"
STATE_LASTS = 600

log = structlog.get_logger("slack")


class InstallationStore(AsyncInstallationStore):
    """Stores what the flow received among our installations."""

    def __init__(self, workspace_tokens: WorkspaceTokens, clock: Clock) -> None:
        self._workspace_tokens = workspace_tokens
        self._clock = clock

    async def async_save(self, installation: Installation) -> None:
        """Stores a finished installation."""
        assert installation.bot_token is not None
        org_wide = installation.is_enterprise_install
        tenant = installation.enterprise_id if org_wide else installation.team_id
        assert tenant is not None
        expires = None
        if installation.bot_token_expires_at is not None:
            # The flow has counted from its own clock.
            lasts = installation.bot_token_expires_at - time()
            expires = self._clock.now() + timedelta(seconds=lasts)
        await self._workspace_tokens.add(
            tenant,
            enterprise=installation.enterprise_id,
            bot_user=installation.bot_user_id or "",
            secret=Secret(installation.bot_token, installation.bot_refresh_token),
            expires=expires,
        )


class SignedStates(AsyncOAuthStateStore):
    """Issues signed states, each valid once and for ten minutes."""

    def __init__(self, cipher: TokenCipher, keys: IdempotencyKeys, clock: Clock) -> None:
        self._cipher = cipher
        self._keys = keys
        self._clock = clock

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        """Issues a state."""
        return self._cipher.sign(secrets.token_urlsafe(16))

    async def async_consume(self, state: str) -> bool:
        """True if a state is valid, which it is only once."""
        if not self._cipher.is_signed(state, STATE_LASTS):
            return False
        key = f"state:{hashlib.sha256(state.encode()).hexdigest()}"
        return await self._keys.claim(key, self._clock.now())


class InstallFlow(AsyncOAuthFlow):
    """Bolt's flow with our own first page."""

    async def build_authorize_url(self, state: str, request: AsyncBoltRequest) -> str:
        """Builds the address that the page leads to, with nothing of its own address in it.

        Bolt inserts the address's team unescaped, and with it anything behind it: another
        app's id, say.
        """
        url: str = self.settings.authorize_url_generator.generate(state=state)
        return url

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        """Builds the page on which an installation begins."""
        return install_page(url)


class OAuthPages:
    """The two pages of an installation."""

    def __init__(
        self,
        settings: SlackSettings,
        session: ClientSession,
        workspace_tokens: WorkspaceTokens,
        cipher: TokenCipher,
        keys: IdempotencyKeys,
        clock: Clock,
    ) -> None:
        client = AsyncWebClient(base_url=settings.api_url, session=session, retry_handlers=[])
        self._flow = InstallFlow(
            client=client,
            settings=AsyncOAuthSettings(
                client_id=settings.client_id,
                client_secret=settings.client_secret,
                scopes=list(BOT_SCOPES),
                user_scopes=[],
                redirect_uri=f"{settings.public_url}{REDIRECT}",
                install_path=INSTALL,
                redirect_uri_path=REDIRECT,
                authorization_url=settings.authorize_url,
                installation_store=InstallationStore(workspace_tokens, clock),
                state_store=SignedStates(cipher, keys, clock),
                state_expiration_seconds=STATE_LASTS,
                callback_options=AsyncCallbackOptions(success=_installed, failure=_failed),
            ),
        )

    async def show_install_page(self, request: web.Request) -> web.Response:
        """Shows the page on which an installation begins."""
        answer = await self._flow.handle_installation(_bolt_request(request))
        answer.headers.update({name.lower(): [value] for name, value in HEADERS.items()})
        return await to_aiohttp_response(answer)

    async def finish_install(self, request: web.Request) -> web.Response:
        """Finishes an installation on the page to which Slack sends people back."""
        try:
            answer = await self._flow.handle_callback(_bolt_request(request))
        except Exception as error:  # a person sits in front of a browser
            log.error("install_failed", exc_info=error)
            cookie = self._flow.settings.state_utils.build_set_cookie_for_deletion()
            answer = failed_page("broke", web.HTTPInternalServerError.status_code, INSTALL, cookie)
        return await to_aiohttp_response(answer)


def _bolt_request(request: web.Request) -> AsyncBoltRequest:
    """Makes the request that the flow reads: an address and cookies; no body is waited for."""
    cookies = {"Cookie": "; ".join(request.headers.getall("Cookie", ()))}
    return AsyncBoltRequest(body="", query=request.query_string, headers={**cookies})


async def _installed(args: AsyncSuccessArgs) -> BoltResponse:
    made = args.installation
    cookie = args.settings.state_utils.build_set_cookie_for_deletion()
    return installed_page(made.team_id, made.app_id, cookie)


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    cookie = args.settings.state_utils.build_set_cookie_for_deletion()
    return failed_page(args.reason, args.suggested_status_code, INSTALL, cookie)
