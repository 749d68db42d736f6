"""Commands in a sentence as mentions that can be pressed: `</applied:1094>`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.frozen import frozen
from bot.message import CommandRef, Message, Part

_CHAT_INPUT = 1
_SUBCOMMAND, _SUBCOMMAND_GROUP = 1, 2


@frozen
class CommandMention(CommandRef):
    """A command by the id under which Discord knows it."""

    id: str = ""


class CommandMentions:
    """The ids of the registered commands. One without an id stays words to be typed."""

    def __init__(self) -> None:
        self._ids: Mapping[str, str] = {}

    def learn(self, registered: Iterable[Mapping[str, Any]]) -> None:
        """Takes over the commands as Discord lists them: a subcommand has the id of its root."""
        self._ids = {
            name: str(command["id"])
            for command in registered
            if command.get("type", _CHAT_INPUT) == _CHAT_INPUT
            for name in _names(command)
        }

    def in_message(self, message: Message) -> Message:
        """Returns the message with every registered command as a mention."""
        return message.with_parts(self._mention)

    def _mention(self, part: Part) -> Part:
        if isinstance(part, CommandRef) and (id := self._ids.get(part.name)):
            return CommandMention(part.name, id)
        return part


def _names(command: Mapping[str, Any]) -> Iterator[str]:
    """Returns what can be typed: a command's own name, or those of its subcommands."""
    below = [
        one
        for one in command.get("options") or ()
        if one["type"] in (_SUBCOMMAND, _SUBCOMMAND_GROUP)
    ]
    if not below:
        yield command["name"]
    for one in below:
        for name in _names(one):
            yield f"{command['name']} {name}"
