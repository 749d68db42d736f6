"""Puts Slack together: listeners, messenger, receivers.

    async with open_slack(
        settings, dispatcher, units, clock, installations, keys, presence
    ) as slack:
        worker = Worker(outbox, slack.messenger, clock)
        application.add_routes(slack.routes())              # signed requests, OAuth pages
        async with slack.socket_receiver.connected(): ...   # where there is an app token

`settings` is a `SlackSettings`; the last three are what `adapters.slack.ports` asks of
storage. A test that moves the clock by hand gives `Timings(0, 0)`, so that nothing waits
by the real one.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientSession, web
from slack_bolt.async_app import AsyncApp, AsyncBoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.shared.picture_renderer import PictureRenderer
from adapters.slack.home.home_tab import SECONDS, HomeTab
from adapters.slack.home.welcome import Welcome
from adapters.slack.inbound import payloads
from adapters.slack.inbound.handlers import (
    SECONDS_BEFORE_A_PLACEHOLDER,
    SECONDS_FOR_A_GREETING,
    Handlers,
)
from adapters.slack.inbound.http_receiver import EVENTS, HttpReceiver
from adapters.slack.inbound.in_flight import InFlight
from adapters.slack.inbound.listeners import Listeners
from adapters.slack.inbound.modals import Modals
from adapters.slack.inbound.socket_receiver import SocketReceiver
from adapters.slack.inbound.submissions import SECONDS_FOR_A_FORM, Submissions
from adapters.slack.inbound.user_lookup import UserLookup
from adapters.slack.oauth import flow
from adapters.slack.oauth.token_cipher import TokenCipher
from adapters.slack.oauth.workspace_tokens import WorkspaceTokens
from adapters.slack.outbound.api import TIMEOUT, Api, encode, proxy_for
from adapters.slack.outbound.downloads import Downloads
from adapters.slack.outbound.errors import NOT_INSTALLED
from adapters.slack.outbound.messenger import SlackMessenger
from adapters.slack.outbound.page_builder import PageBuilder
from adapters.slack.outbound.profiles import SECONDS_FOR_A_PROFILE, Profiles
from adapters.slack.outbound.responder import Responder
from adapters.slack.outbound.throttle import SPACING, Throttle
from adapters.slack.outbound.tokens import OneWorkspace, Tokens
from adapters.slack.ports import IdempotencyKeys, Installations, Presence
from adapters.slack.rendering.command_names import CommandNames
from adapters.slack.rendering.limits import Json
from adapters.slack.settings import SlackSettings
from bot.dispatcher import Dispatcher
from bot.ports.clock import Clock
from bot.ports.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds: between two messages to one channel, before a changed Home tab follows, before
    an answer that may still be a form gets an empty view, and before a submitted form does; how
    long an answer waits for its author's profile, and for a newcomer's welcome.
    """

    spacing: float = SPACING
    home: float = SECONDS
    placeholder: float = SECONDS_BEFORE_A_PLACEHOLDER
    submission: float = SECONDS_FOR_A_FORM
    profile: float = SECONDS_FOR_A_PROFILE
    greeting: float = SECONDS_FOR_A_GREETING


@dataclass(frozen=True, slots=True)
class Slack:
    """The bot at Slack: `socket_receiver` with an app token, `http_receiver` without one.

    `workspace_tokens` and `oauth_pages` are there where workspaces install the app themselves.
    """

    app: AsyncApp
    messenger: SlackMessenger
    home: HomeTab
    in_flight: InFlight
    workspace_tokens: WorkspaceTokens | None
    socket_receiver: SocketReceiver | None
    http_receiver: HttpReceiver | None
    oauth_pages: flow.OAuthPages | None

    def routes(self) -> list[web.RouteDef]:
        """Returns the routes that it answers over HTTP."""
        routes = [web.post(EVENTS, self.http_receiver.answer)] if self.http_receiver else []
        if self.oauth_pages:
            routes += [
                web.get(flow.INSTALL, self.oauth_pages.show_install_page),
                web.get(flow.REDIRECT, self.oauth_pages.finish_install),
            ]
        return routes


@asynccontextmanager
async def open_slack(
    settings: SlackSettings,
    dispatcher: Dispatcher,
    units: UnitOfWorkFactory,
    clock: Clock,
    installations: Installations,
    keys: IdempotencyKeys,
    presence: Presence,
    *,
    timings: Timings = Timings(),
    handled: Callable[[str, float], None] = lambda kind, seconds: None,
    request_failed: Callable[[str, str], None] = lambda kind, reason: None,
    failed: Callable[[str], None] = lambda error: None,
    renderer: PictureRenderer | None = None,
) -> AsyncIterator[Slack]:
    """Opens the bot at Slack.

    `handled` is called with the kind and seconds of each event, `request_failed` with the kind
    and the reason of a request that failed, `failed` with the error of each call that Slack did
    not carry out.
    """
    proxy = proxy_for(settings.api_url)
    session = ClientSession(timeout=TIMEOUT, proxy=proxy, json_serialize_bytes=encode)
    async with session:
        cipher = TokenCipher(settings.keys) if settings.is_for_many else None
        workspace_tokens = (
            _workspace_tokens(settings, session, installations, cipher, clock) if cipher else None
        )
        tokens: Tokens = workspace_tokens or OneWorkspace(settings.bot_token or "")
        api = Api(session, tokens, settings.api_url, failed)
        in_flight = InFlight()
        names = CommandNames(settings.few)
        page_builder = PageBuilder(dispatcher, names)
        responder = Responder(api, page_builder, renderer)
        profiles = Profiles(api, timings.profile)
        welcome = Welcome(api, responder, dispatcher, keys, clock)
        home = HomeTab(api, units, page_builder, presence, clock, timings.home)
        modals = Modals(api, dispatcher, page_builder, names)
        handlers = Handlers(
            dispatcher,
            responder,
            modals,
            profiles,
            UserLookup(api),
            welcome,
            home,
            Downloads(session, tokens, settings.api_url),
            keys,
            clock,
            timings.placeholder,
            timings.greeting,
        )
        submissions = Submissions(dispatcher, handlers, modals, names, home, timings.submission)
        app = _bolt(settings, session, tokens)
        Listeners(
            dispatcher,
            handlers,
            submissions,
            responder,
            home,
            welcome,
            api,
            in_flight,
            handled,
            request_failed,
            settings.few,
        ).register(app)
        secret, app_token = settings.signing_secret, settings.app_token
        http_receiver = HttpReceiver(app, secret, in_flight) if secret and not app_token else None
        try:
            yield Slack(
                app=app,
                messenger=SlackMessenger(
                    api,
                    names,
                    page_builder,
                    Throttle(clock, timings.spacing),
                    home.mark_changed,
                    renderer,
                ),
                home=home,
                in_flight=in_flight,
                workspace_tokens=workspace_tokens,
                socket_receiver=SocketReceiver(app, app_token) if app_token else None,
                http_receiver=http_receiver,
                oauth_pages=flow.OAuthPages(
                    settings, session, workspace_tokens, cipher, keys, clock
                )
                if workspace_tokens and cipher
                else None,
            )
        finally:
            await home.close()
            await profiles.close()


def _workspace_tokens(
    settings: SlackSettings,
    session: ClientSession,
    kept: Installations,
    cipher: TokenCipher,
    clock: Clock,
) -> WorkspaceTokens:
    actor = Api(session, OneWorkspace(""), settings.api_url)

    async def renew(refresh_token: str) -> Json:
        return await actor.post(
            "oauth.v2.access",
            None,
            {
                "client_id": settings.client_id,
                "client_secret": settings.client_secret,
                "grant_type": "refresh_token",
                "refresh_token": refresh_token,
            },
        )

    return WorkspaceTokens(kept, cipher, clock, renew)


def _bolt(settings: SlackSettings, session: ClientSession, tokens: Tokens) -> AsyncApp:
    logger = logging.getLogger("slack_bolt")
    # Below that, bolt and the SDK log what people wrote.
    logger.setLevel(logging.ERROR)
    logging.getLogger("slack_sdk").setLevel(logging.ERROR)

    async def authorize(context: AsyncBoltContext) -> AuthorizeResult | None:
        if not await tokens.has(payloads.tenant_of(context)):
            return None
        return AuthorizeResult(enterprise_id=context.enterprise_id, team_id=context.team_id)

    client = AsyncWebClient(base_url=settings.api_url, session=session, retry_handlers=[])
    return AsyncApp(
        name="followthrough",
        logger=logger,
        # Without one nothing comes in over HTTP, and sockets need none.
        signing_secret=settings.signing_secret or "-",
        client=client,
        # The door has checked it by then, and sockets bring nothing signed.
        request_verification_enabled=False,
        # What a listener returns is the acknowledgment; bolt would look for it by polling.
        process_before_response=True,
        authorize=authorize,  # type: ignore[arg-type]  # None: not installed there
        user_facing_authorize_error_message=NOT_INSTALLED,
    )
