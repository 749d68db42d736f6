"""Asks for what Slack needs, and writes the manifest that makes the app there."""

from __future__ import annotations

from pathlib import Path

from adapters.app.manifests import slack_manifest
from adapters.app.setup.prompts import one_of
from adapters.app.setup.settings_form import SettingsForm
from adapters.shared.environment import PUBLIC_URL, BadSetting, read_public_url
from adapters.slack.manifest import ConnectionMode
from adapters.slack.settings import (
    APP_TOKEN,
    BOT_TOKEN,
    CLIENT_ID,
    CLIENT_SECRET,
    SIGNING_SECRET,
    SLASH_COMMANDS,
    check_app_token,
    check_bot_token,
)

MANIFEST = "slack-manifest.json"
_ONE, _MANY = "one", "many"
_FEW, _ALL = "few", "all"
_MAKE_THE_APP = (
    f"Make the app at Slack. {MANIFEST} in this folder says what it may do.",
    "  1. Open https://api.slack.com/apps, choose “Create New App”, then “From a manifest”, and "
    "pick your workspace.",
    f"  2. Choose JSON, put all of {MANIFEST} in place of what is there, and confirm.",
)
_GET_THE_TOKENS = (
    "  3. Under “Basic Information”, “App-Level Tokens”, generate one with the scope "
    "connections:write. It begins with xapp-.",
    "  4. Under “Install App”, install it. The Bot User OAuth Token begins with xoxb-.",
)
_GET_THE_SECRETS = (
    "  3. Under “Basic Information”, “App Credentials”, find the three values that are asked next.",
    "  4. Later, under “Manage Distribution”, activate public distribution.",
)


def ask_slack(form: SettingsForm, folder: Path) -> None:
    """Asks for the settings of Slack. Raises BadOption, and BadSetting for a folder."""
    prompts = form.prompts
    many = prompts.ask(
        "In how many Slack workspaces: one or many?",
        one_of(_ONE, _MANY),
        default=_MANY if form.find(CLIENT_ID) else _ONE,
    )
    commands = prompts.ask(
        "Which slash commands: few (/applied, /interview, /group, /followthrough), or all?",
        one_of(_FEW, _ALL),
        default=_ALL if form.find(SLASH_COMMANDS) == _ALL else _FEW,
    )
    form.put(SLASH_COMMANDS, commands)
    if many == _MANY:
        _ask_for_many(form, folder, few=commands == _FEW)
    else:
        _ask_for_one(form, folder, few=commands == _FEW)


def _ask_for_one(form: SettingsForm, folder: Path, *, few: bool) -> None:
    _write_manifest(folder, slack_manifest(ConnectionMode.SOCKET, few=few))
    _explain(form, *_MAKE_THE_APP, *_GET_THE_TOKENS)
    form.ask(APP_TOKEN, "App-level token (xapp-…)", check_app_token, secret=True)
    form.ask(BOT_TOKEN, "Bot User OAuth Token (xoxb-…)", check_bot_token, secret=True)
    form.drop((CLIENT_ID, CLIENT_SECRET))


def _ask_for_many(form: SettingsForm, folder: Path, *, few: bool) -> None:
    form.ask(
        PUBLIC_URL, "At what https address can the internet reach this program?", _check_public_url
    )
    url = form.find(PUBLIC_URL)
    _write_manifest(folder, slack_manifest(ConnectionMode.HTTP, few=few, url=url))
    _explain(form, *_MAKE_THE_APP, *_GET_THE_SECRETS)
    form.ask(CLIENT_ID, "Client ID")
    form.ask(CLIENT_SECRET, "Client Secret", secret=True)
    form.ask(SIGNING_SECRET, "Signing Secret", secret=True)
    form.drop((BOT_TOKEN, APP_TOKEN))


def _check_public_url(answer: str) -> str:
    return read_public_url({PUBLIC_URL: answer}) or answer


def _write_manifest(folder: Path, text: str) -> None:
    file = folder / MANIFEST
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadSetting(f"{file} cannot be written: {error.strerror}.") from None


def _explain(form: SettingsForm, *lines: str) -> None:
    form.prompts.say()
    for line in lines:
        form.prompts.say(line)
    form.prompts.say()
