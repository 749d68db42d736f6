"""Checks the setup and says how to fix it. Changes nothing, prints no secret."""

from __future__ import annotations

import os
import stat
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from aiohttp import ClientSession

from adapters.app.settings import DATABASE_URL, Settings
from adapters.discord.checkup import check_setup as check_discord
from adapters.discord.settings import TOKEN as DISCORD_TOKEN
from adapters.mailbox.settings import MailboxSettings
from adapters.shared.cipher import MissingKey
from adapters.shared.environment import KEYS, BadSetting
from adapters.shared.setup_check import Check
from adapters.slack.oauth.token_cipher import TokenCipher
from adapters.slack.outbound.api import TIMEOUT, Api, proxy_for
from adapters.slack.outbound.errors import ApiError, ErrorResponse
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
from storage.repositories.mailbox_queue import MailboxQueue
from storage.repositories.processes import check_writing

_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_REACH_SLACK = (
    "Check that this machine reaches Slack, and https://slack-status.com; then run "
    "`followthrough doctor` again."
)


async def check_setup(environment: Mapping[str, str]) -> AsyncIterator[Check]:
    """Checks everything that the environment sets up, and yields each result as it comes."""
    try:
        settings = Settings.read(environment)
    except BadSetting as error:
        yield refused_setting(error)
        return
    yield Check("settings", f"They can be read; the role is {settings.role}.")
    database = await _check_database(settings)
    yield database
    if database.passed and settings.database_url:
        yield await _check_mailboxes(settings.mailbox, settings.database_url)
    if settings.slack is None and settings.discord is None:
        yield Check(
            "platforms",
            "None is set up.",
            f"Run `followthrough init`; or for Slack in one workspace set {BOT_TOKEN} and "
            f"{APP_TOKEN}, for Discord {DISCORD_TOKEN}.",
        )
    if settings.discord is not None:
        async for check in check_discord(settings.discord):
            yield check
    if settings.slack is None:
        return
    proxy = proxy_for(settings.slack.api_url)
    async with ClientSession(timeout=TIMEOUT, proxy=proxy) as session:
        async for check in _check_slack(settings.slack, session):
            yield check
    if settings.slack.is_for_many and database.passed and settings.database_url:
        yield await _check_keys(settings.slack, settings.database_url)


def refused_setting(error: BadSetting) -> Check:
    """Says which setting cannot be used."""
    return Check(
        "settings",
        str(error),
        "Fix it in the environment or in .env; docs/operate.md explains each setting.",
    )


def check_env_file(file: Path) -> Check | None:
    """Checks that nobody but its owner may read a file of settings; None where there is none."""
    if not file.is_file():
        return None
    if os.name == "posix" and file.stat().st_mode & _OF_OTHERS:
        return Check(
            file.name, "Other users of this machine may read its secrets.", f"chmod 600 {file}"
        )
    return Check(file.name, "Only its owner may read it.")


async def _check_database(settings: Settings) -> Check:
    if settings.database_url is None:
        return Check("database", f"{DATABASE_URL} is not set.", "Set it: `serve` needs it.")
    try:
        database = Database(settings.database_url)
        try:
            found = await revision(database)
            if found != NEWEST:
                refuse_newer(found, database.place)
            else:
                await check_writing(database, datetime.now(UTC))
        finally:
            await database.close()
    except StorageError as error:
        return Check(
            "database", str(error), f"Correct {DATABASE_URL}, or the database that it names."
        )
    if found is None:
        return Check("database", "It answers and is empty; `serve` will prepare it.")
    if found != NEWEST:
        return Check("database", f"It answers, at {found}; `serve` will bring it to {NEWEST}.")
    return Check("database", "It answers, is up to date and takes writes.")


async def _check_slack(settings: SlackSettings, session: ClientSession) -> AsyncIterator[Check]:
    if settings.bot_token:
        yield await _check_bot_token(settings, settings.bot_token, session)
    else:
        yield Check(
            "slack installations",
            f"Workspaces install it at {settings.public_url}/slack/install, as {CLIENT_ID} "
            f"{settings.client_id}.",
        )
    if settings.app_token:
        yield await _check_app_token(settings, settings.app_token, session)
    else:
        where = settings.public_url or "the address of this machine"
        yield Check(
            "slack requests",
            f"Slack sends to {where}/slack/events, checked with {SIGNING_SECRET}.",
        )


async def _check_bot_token(settings: SlackSettings, token: str, session: ClientSession) -> Check:
    api = Api(session, OneWorkspace(token), settings.api_url)
    try:
        answer, scopes = await api.who_am_i(token)
    except ErrorResponse as refusal:
        return Check(
            BOT_TOKEN,
            f"Slack refuses it ({refusal.error}).",
            "Copy it again from OAuth & Permissions.",
        )
    except ApiError as error:
        return Check(BOT_TOKEN, f"Slack does not answer: {error}.", _REACH_SLACK)
    missing = sorted(set(BOT_SCOPES) - scopes) if scopes else []
    if missing:
        return Check(
            BOT_TOKEN,
            f"It lacks {', '.join(missing)}.",
            "Install the app again with today's manifest.",
        )
    return Check(BOT_TOKEN, f"It opens the workspace {answer.get('team', '')}.")


async def _check_app_token(settings: SlackSettings, token: str, session: ClientSession) -> Check:
    api = Api(session, OneWorkspace(token), settings.api_url)
    try:
        await api.post("apps.connections.open", token, {})
    except ErrorResponse as refusal:
        return Check(
            APP_TOKEN,
            f"Slack refuses it ({refusal.error}).",
            "Make one with connections:write, and switch Socket Mode on.",
        )
    except ApiError as error:
        return Check(APP_TOKEN, f"Slack does not answer: {error}.", _REACH_SLACK)
    return Check(APP_TOKEN, "Sockets can be opened.")


async def _check_keys(settings: SlackSettings, url: str) -> Check:
    """Checks that the configured keys decrypt every installation."""
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
        return Check(
            "keys",
            f"No key opens {locked} of {len(kept)} installations.",
            f"Add the old key at the end of {KEYS}.",
        )
    if not kept:
        return Check("keys", "They are there; no workspace has installed it yet.")
    return Check("keys", f"They open all {len(kept)} installations.")


async def _check_mailboxes(settings: MailboxSettings | None, url: str) -> Check:
    """Checks that the configured keys decrypt the password of every mailbox."""
    database = Database(url)
    try:
        newest = await revision(database) == NEWEST
        watched = await MailboxQueue(database).all_passwords() if newest else ()
    finally:
        await database.close()
    if settings is None:
        if watched:
            return Check(
                "mailboxes",
                f"{len(watched)} cannot be read: {KEYS} is not set.",
                f"Set {KEYS} to the keys that they were set up with.",
            )
        return Check("mailboxes", f"Nobody can have one watched: that needs {KEYS}.")
    locked = 0
    for one in watched:
        try:
            settings.decrypt(one.password, one.owner)
        except MissingKey:
            locked += 1
    if locked:
        return Check(
            "mailboxes",
            f"No key opens {locked} of {len(watched)}.",
            f"Add the old key at the end of {KEYS}.",
        )
    if not watched:
        return Check("mailboxes", "The keys are there; nobody has one watched yet.")
    return Check("mailboxes", f"The keys open all {len(watched)}.")
