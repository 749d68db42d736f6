"""Sets the program up: from questions to a checked `.env`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cryptography.fernet import Fernet

from adapters.app.doctor import check_setup
from adapters.app.env_file import (
    NAME,
    read_env_file,
    read_environment,
    resolve_files,
    write_env_file,
)
from adapters.app.manifests import SyncFailed, register_commands
from adapters.app.settings import DATABASE_URL
from adapters.app.setup.discord_setup import ask_discord, describe_discord
from adapters.app.setup.prompts import Prompts, Reading, one_of
from adapters.app.setup.settings_form import SettingsForm
from adapters.app.setup.slack_setup import ask_slack
from adapters.discord.settings import SETTINGS as DISCORD_SETTINGS
from adapters.discord.settings import TOKEN as DISCORD_TOKEN
from adapters.shared.environment import KEYS, PUBLIC_URL, BadSetting, read_value
from adapters.slack.settings import APP_TOKEN, BOT_TOKEN, CLIENT_ID
from adapters.slack.settings import SETTINGS as SLACK_SETTINGS
from storage.database import Database
from storage.errors import StorageError

_SLACK, _DISCORD, _BOTH = "slack", "discord", "both"
_FILE = "followthrough.sqlite3"


async def init(prompts: Prompts, environment: Mapping[str, str], folder: Path, start: str) -> bool:
    """Asks, writes `.env` and the manifest into a folder, and checks; True if all is well.

    `start` is the command that starts the bot there. Raises BadOption or BadSetting, and then
    has not touched `.env`.
    """
    file = folder / NAME
    kept = read_env_file(file)
    from_files = {
        name: text for name, text in resolve_files(kept, NAME).items() if name not in kept
    }
    fixed = {**from_files, **resolve_files(environment, "the environment")}
    form = SettingsForm(prompts, kept, fixed)
    platform = _ask(form, folder)
    write_env_file(file, form.changes)
    prompts.say()
    prompts.say(f"Written: {file.resolve()}, which only you can read.")
    if form.changes.get(KEYS):
        prompts.say(
            "It has a new key that encrypts secrets and backups: keep a copy of the file in "
            "another place."
        )
    passed = await _check(prompts, read_environment(environment, folder))
    prompts.say()
    if not passed:
        prompts.say("Do what FIX says, then answer these questions again: Enter keeps an answer.")
        return False
    _say_next_step(form, platform, start)
    return True


def _ask(form: SettingsForm, folder: Path) -> str:
    platform = form.prompts.ask(
        "Where will people talk to it: slack, discord or both?",
        one_of(_SLACK, _DISCORD, _BOTH),
        default=_usual_platform(form),
    )
    if platform == _DISCORD:
        form.drop(SLACK_SETTINGS)
    else:
        ask_slack(form, folder)
    if platform == _SLACK:
        form.drop(DISCORD_SETTINGS)
    else:
        ask_discord(form)
    form.ask(
        DATABASE_URL,
        "Where to keep the data: a file, or postgresql://user:password@host/name?",
        _read_database(folder),
        default=_FILE,
    )
    if form.find(KEYS) is None:
        form.put(KEYS, Fernet.generate_key().decode())
    return platform


def _usual_platform(form: SettingsForm) -> str:
    on_slack, on_discord = form.find(BOT_TOKEN) or form.find(CLIENT_ID), form.find(DISCORD_TOKEN)
    return _BOTH if on_slack and on_discord else _DISCORD if on_discord else _SLACK


def _read_database(folder: Path) -> Reading:
    def read(answer: str) -> str:
        url = answer if "://" in answer else f"sqlite+aiosqlite:///{(folder / answer).resolve()}"
        try:
            Database(url)
        except StorageError as error:
            raise BadSetting(str(error)) from None
        return url

    return read


async def _check(prompts: Prompts, environment: Mapping[str, str]) -> bool:
    """Registers the commands at Discord, and prints what the doctor finds."""
    passed = True
    with prompts.console.status("Checking …"):
        if read_value(environment, DISCORD_TOKEN):
            try:
                prompts.say(await register_commands(environment))
            except SyncFailed as error:
                prompts.say(str(error), "red")
        async for check in check_setup(environment):
            passed = passed and check.passed
            for line in check.lines():
                prompts.say(line, "" if check.passed else "red")
    return passed


def _say_next_step(form: SettingsForm, platform: str, start: str) -> None:
    say = form.prompts.say
    say(f"All is well. Start it: {start}", "bold green")
    say("Reminders come only while it runs, so let it run where a machine is always on.")
    if platform != _DISCORD and form.find(APP_TOKEN):
        say("Then open Followthrough under “Apps” in Slack and write: applied Acme as Baker")
    elif platform != _DISCORD:
        say(f"Then workspaces install it at {form.find(PUBLIC_URL)}/slack/install")
    if platform != _SLACK:
        say(describe_discord(form))
