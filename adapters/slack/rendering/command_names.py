"""Commands as people of one workspace type them: by their own names, or after /followthrough."""

from __future__ import annotations

from dataclasses import dataclass, replace

from adapters.slack.scopes import FEW
from bot.conversation.router import ROOT
from bot.message import CommandRef, Fact, Form, Item, Message, Part, Text


@dataclass(frozen=True, slots=True)
class CommandNames:
    """Spells out the commands in what is shown. What is sent on stays as it is.

    An app with `few` commands takes all others after /followthrough.
    """

    few: bool = False

    def in_message(self, message: Message) -> Message:
        """Returns the message with every command spelled out."""
        return message.replace(
            text=self.in_text(message.text),
            title=self.in_text(message.title),
            facts=tuple(self._in_fact(one) for one in message.facts),
            items=tuple(self._in_item(one) for one in message.items),
        )

    def in_form(self, form: Form) -> Form:
        """Returns the form with every command spelled out; what was typed stays as it is."""
        errors = {name: self.in_text(error) for name, error in form.errors.items()}
        return replace(form, text=self.in_text(form.text), errors=errors)

    def in_text(self, text: str | Text) -> str | Text:
        """Returns the text with every command spelled out."""
        return text if isinstance(text, str) else Text(*map(self._spelled, text))

    def _in_item(self, item: Item) -> Item:
        return replace(
            item,
            title=self.in_text(item.title),
            text=self.in_text(item.text),
            facts=tuple(self._in_fact(one) for one in item.facts),
        )

    def _in_fact(self, fact: Fact) -> Fact:
        return fact if isinstance(fact.value, str) else replace(fact, value=self._value(fact.value))

    def _value(self, value: Part | Text) -> Part | Text:
        return Text(*map(self._spelled, value)) if isinstance(value, Text) else self._spelled(value)

    def _spelled(self, part: Part) -> Part:
        if not isinstance(part, CommandRef):
            return part
        own_name = not self.few or part.name.split()[0] in FEW
        return f"/{part.name}" if own_name else f"/{ROOT} {part.name}"
