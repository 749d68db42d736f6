"""Commands as people of one workspace type them: by their own names, or after /followthrough."""

from __future__ import annotations

from dataclasses import dataclass, replace

from adapters.slack.scopes import FEW
from bot.conversation.router import ROOT
from bot.message import CommandRef, Form, Message, Part, Text


@dataclass(frozen=True, slots=True)
class CommandNames:
    """Spells out the commands in what is shown. What is sent on stays as it is.

    An app with `few` commands takes all others after /followthrough.
    """

    few: bool = False

    def in_message(self, message: Message) -> Message:
        """Returns the message with every command spelled out."""
        return message.with_parts(self._spelled)

    def in_form(self, form: Form) -> Form:
        """Returns the form with every command spelled out; what was typed stays as it is."""
        errors = {name: self.in_text(error) for name, error in form.errors.items()}
        return replace(form, text=self.in_text(form.text), errors=errors)

    def in_text(self, text: str | Text) -> str | Text:
        """Returns the text with every command spelled out."""
        return text if isinstance(text, str) else text.changed(self._spelled)

    def _spelled(self, part: Part) -> Part:
        if not isinstance(part, CommandRef):
            return part
        own_name = not self.few or part.name.split()[0] in FEW
        return f"/{part.name}" if own_name else f"/{ROOT} {part.name}"
