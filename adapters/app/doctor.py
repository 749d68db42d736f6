"""What is wrong with the setup, and how to mend it. Asks, changes nothing, tells no secret."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from aiohttp import ClientSession

from adapters.app.settings import DATABASE_URL, Settings
from adapters.discord.checkup import check_setup
from adapters.discord.settings import TOKEN as DISCORD_TOKEN
from adapters.shared.environment import BadSetting
from adapters.slack.oauth.token_cipher import MissingKey, TokenCipher
from adapters.slack.outbound.api import TIMEOUT, Api, proxy_for
from adapters.slack.outbound.errors import Failed, Refusal
from adapters.slack.outbound.tokens import OneWorkspace
from adapters.slack.scopes import BOT_SCOPES
from adapters.slack.settings import (
    APP_TOKEN,
    BOT_TOKEN,
    CLIENT_ID,
    SIGNING_SECRET,
    SlackSettings,
)
from storage.database import Database
from storage.errors import StorageError
from storage.migrate import NEWEST, refuse_newer, revision
from storage.repositories.installations import Installations


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, and in a sentence what was seen or is to be done."""

    what: str
    well: bool
    sentence: str


async def examine(environment: Mapping[str, str]) -> AsyncIterator[Finding]:
    """Looks at everything that the environment sets up, one finding after the other."""
    try:
        settings = Settings.read(environment)
    except BadSetting as bad:
        yield Finding("settings", False, str(bad))
        return
    yield Finding("settings", True, f"They can be read; the role is {settings.role}.")
    database = await _database(settings)
    yield database
    if settings.slack is None and settings.discord is None:
        yield Finding(
            "platforms",
            False,
            f"None is set up. Slack needs {BOT_TOKEN} and {APP_TOKEN} for one workspace; "
            f"Discord needs {DISCORD_TOKEN}.",
        )
    if settings.discord is not None:
        async for found in check_setup(settings.discord):
            yield Finding(*found)
    if settings.slack is None:
        return
    proxy = proxy_for(settings.slack.api_url)
    async with ClientSession(timeout=TIMEOUT, proxy=proxy) as session:
        async for finding in _slack(settings.slack, session):
            yield finding
    if settings.slack.is_for_many and database.well and settings.database_url:
        yield await _keys(settings.slack, settings.database_url)


async def _database(settings: Settings) -> Finding:
    if settings.database_url is None:
        return Finding("database", False, f"{DATABASE_URL} is not set; `serve` needs it.")
    try:
        database = Database(settings.database_url)
        try:
            at = await revision(database)
            if at != NEWEST:
                refuse_newer(at, database.place)
        finally:
            await database.close()
    except StorageError as trouble:
        return Finding("database", False, str(trouble))
    if at is None:
        return Finding("database", True, "It answers and is empty; `serve` will prepare it.")
    if at != NEWEST:
        return Finding("database", True, f"It answers, at {at}; `serve` will bring it to {NEWEST}.")
    return Finding("database", True, "It answers and is up to date.")


async def _slack(settings: SlackSettings, session: ClientSession) -> AsyncIterator[Finding]:
    if settings.bot_token:
        yield await _bot_token(settings, settings.bot_token, session)
    else:
        yield Finding(
            "slack installations",
            True,
            f"Workspaces install it at {settings.public_url}/slack/install, as {CLIENT_ID} "
            f"{settings.client_id}.",
        )
    if settings.app_token:
        yield await _app_token(settings, settings.app_token, session)
    else:
        where = settings.public_url or "the address of this machine"
        yield Finding(
            "slack requests",
            True,
            f"Slack sends to {where}/slack/events, checked with {SIGNING_SECRET}.",
        )


async def _bot_token(settings: SlackSettings, token: str, session: ClientSession) -> Finding:
    api = Api(session, OneWorkspace(token), settings.api_url)
    try:
        answer, scopes = await api.who_am_i(token)
    except Refusal as refusal:
        return Finding(
            BOT_TOKEN,
            False,
            f"Slack refuses it ({refusal.error}). Copy it again from OAuth & Permissions.",
        )
    except Failed as trouble:
        return Finding(BOT_TOKEN, False, f"Slack cannot be asked: {trouble}.")
    missing = sorted(set(BOT_SCOPES) - scopes) if scopes else []
    if missing:
        return Finding(
            BOT_TOKEN,
            False,
            f"It lacks {', '.join(missing)}: install the app again with today's manifest.",
        )
    return Finding(BOT_TOKEN, True, f"It opens the workspace {answer.get('team', '')}.")


async def _app_token(settings: SlackSettings, token: str, session: ClientSession) -> Finding:
    api = Api(session, OneWorkspace(token), settings.api_url)
    try:
        await api.post("apps.connections.open", token, {})
    except Refusal as refusal:
        return Finding(
            APP_TOKEN,
            False,
            f"Slack refuses it ({refusal.error}). Make one with connections:write, and switch "
            "Socket Mode on.",
        )
    except Failed as trouble:
        return Finding(APP_TOKEN, False, f"Slack cannot be asked: {trouble}.")
    return Finding(APP_TOKEN, True, "Sockets can be opened.")


async def _keys(settings: SlackSettings, url: str) -> Finding:
    """Whether every installation can be opened with the keys there are."""
    cipher, database = TokenCipher(settings.keys), Database(url)
    try:
        kept = await Installations(database).all() if await revision(database) == NEWEST else ()
    finally:
        await database.close()
    locked = 0
    for one in kept:
        try:
            cipher.decrypt(one.secret or "")
        except MissingKey:
            locked += 1
    if locked:
        return Finding(
            "keys", False, f"No key opens {locked} of {len(kept)} installations: add the old one."
        )
    return Finding("keys", True, f"They open all {len(kept)} installations.")
