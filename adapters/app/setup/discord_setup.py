"""Asks for what Discord needs, and registers the commands there."""

from __future__ import annotations

from adapters.app.setup.settings_form import SettingsForm
from adapters.discord.manifest import install_link
from adapters.discord.settings import APPLICATION_ID, TOKEN, check_application_id, check_token

_MAKE_THE_APPLICATION = (
    "Make the application at Discord.",
    "  1. Open https://discord.com/developers/applications and choose “New Application”. Its "
    "Application ID is on the first page.",
    "  2. Under “Installation”, allow User Install and Guild Install.",
    "  3. Under “Bot”, choose “Reset Token” and copy the token. No privileged intent is needed.",
)


def ask_discord(form: SettingsForm) -> None:
    """Asks for the settings of Discord. Raises BadOption."""
    form.prompts.say()
    for line in _MAKE_THE_APPLICATION:
        form.prompts.say(line)
    form.prompts.say()
    form.ask(APPLICATION_ID, "Application ID (a number)", check_application_id)
    form.ask(TOKEN, "Bot token", check_token, secret=True)


def describe_discord(form: SettingsForm) -> str:
    """Says how the bot comes into a server."""
    application = form.find(APPLICATION_ID) or ""
    return f"Add it to your server: {install_link(application)}"
