"""Asks for what `.env` will say: each setting that is not set elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from adapters.app.setup.prompts import Prompts, Reading
from adapters.shared.environment import Setting, read_value


class SettingsForm:
    """The settings as they are answered.

    `kept` is what `.env` says already, which Enter keeps; `fixed` is what the environment
    or a named file says, which wins, so it is not asked for. `changes` is what to write.
    """

    def __init__(self, prompts: Prompts, kept: Mapping[str, str], fixed: Mapping[str, str]) -> None:
        self.prompts = prompts
        self.changes: dict[str, str | None] = {}
        self._kept, self._fixed = kept, fixed

    def find(self, setting: Setting) -> str | None:
        """Returns the value in force, if there is one."""
        if setting in self._fixed:
            return read_value(self._fixed, setting)
        if setting in self.changes:
            return self.changes[setting]
        return read_value(self._kept, setting)

    def ask(
        self,
        setting: Setting,
        question: str,
        read: Reading = str,
        *,
        default: str | None = None,
        secret: bool = False,
    ) -> None:
        """Asks for a setting. Raises BadOption as `Prompts.ask` does."""
        if setting in self._fixed:
            self.prompts.say(f"{setting} is set elsewhere, so it stays.", "dim")
            return
        default = self.find(setting) or default
        self.changes[setting] = self.prompts.ask(question, read, default=default, secret=secret)

    def put(self, setting: Setting, text: str) -> None:
        """Sets a value that nobody has to be asked for."""
        if setting not in self._fixed:
            self.changes[setting] = text

    def drop(self, settings: Iterable[Setting]) -> None:
        """Takes out what the chosen way does not use."""
        self.changes.update({one: None for one in settings if one in self._kept})
