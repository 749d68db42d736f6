"""The commands that the bot has registered, and what Discord demands of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tests.fakes.discord.directory import Directory

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN = 1, 2, 3, 4, 5
NUMBER, ATTACHMENT = 10, 11
CHAT_INPUT, USER, MESSAGE = 1, 2, 3
MOST = {CHAT_INPUT: 100, USER: 15, MESSAGE: 15}
MOST_CHARACTERS = 8000
NAME = re.compile(r"[-_'\w]{1,32}")


class Commands:
    """All global commands, by id."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self.registered: list[dict[str, Any]] = []

    def register(self, commands: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Takes the place of all that were registered before; one of the same name keeps its id."""
        before = {(one["name"], one["type"]): one["id"] for one in self.registered}
        directory = self._directory
        self.registered = []
        for command in commands:
            kind = command.get("type") or CHAT_INPUT
            given = {key: value for key, value in command.items() if value is not None}
            self.registered.append(
                {
                    "description": "",
                    "default_member_permissions": None,
                    "nsfw": False,
                    "integration_types": [0],
                    "contexts": None,
                    **given,
                    "id": before.get((command["name"], kind), str(directory.new_id())),
                    "application_id": str(directory.application_id),
                    "version": str(directory.new_id()),
                    "type": kind,
                    "dm_permission": True,
                }
            )
        directory.signal.notify()
        return self.registered

    def has(self, name: str, id: str) -> bool:
        """True if that may be typed, and its first word is registered under that id."""
        root, *below = name.split()
        found = self.find(root)
        if found is None or found["id"] != id:
            return False
        for word in (*below, None):
            options = found.get("options") or []
            under = [one for one in options if one["type"] in (SUBCOMMAND, GROUP)]
            if word is None or not under:
                return word is None and not under
            found = next((one for one in under if one["name"] == word), {})
        return False

    def find(self, name: str, kind: int = CHAT_INPUT) -> dict[str, Any] | None:
        """The registered command of that name."""
        for one in self.registered:
            if one["name"] == name and one["type"] == kind:
                return one
        return None


def unfit(commands: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Returns what Discord would refuse to register, beyond what its description says."""
    commands = list(commands)
    kinds = [command.get("type") or CHAT_INPUT for command in commands]
    for kind, most in MOST.items():
        if kinds.count(kind) > most:
            yield f"{kinds.count(kind)} commands of type {kind}, {most} may be"
    names = [(kind, command["name"]) for kind, command in zip(kinds, commands, strict=True)]
    yield from _twice("command", [f"{name} ({kind})" for kind, name in names])
    for kind, command in zip(kinds, commands, strict=True):
        if kind == CHAT_INPUT:
            yield from _unfit_names(command, command["name"])
        if (size := _characters(command)) > MOST_CHARACTERS:
            yield f"/{command['name']} is {size} characters of names, descriptions and values"


def _unfit_names(command: dict[str, Any], path: str) -> Iterator[str]:
    name = command["name"]
    if not NAME.fullmatch(name) or name != name.lower():
        yield f"/{path} is no name for a command or option"
    if not command.get("description"):
        yield f"/{path} has no description"
    options = command.get("options") or []
    yield from _twice(f"option of /{path}", [option["name"] for option in options])
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"/{path} asks for something required after something that is not"
    if len({option["type"] in (SUBCOMMAND, GROUP) for option in options}) > 1:
        yield f"/{path} mixes subcommands with options"
    for option in options:
        if option.get("autocomplete") and option.get("choices"):
            yield f"/{path} {option['name']} has both choices and autocomplete"
        yield from _twice(
            f"choice of /{path} {option['name']}",
            [choice["name"] for choice in option.get("choices") or ()],
        )
        yield from _unfit_names(option, f"{path} {option['name']}")


def _twice(what: str, names: list[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{what} “{name}” is there twice"


def _characters(command: dict[str, Any]) -> int:
    size = len(command["name"]) + len(command.get("description") or "")
    for choice in command.get("choices") or ():
        size += len(choice["name"]) + len(str(choice["value"]))
    return size + sum(_characters(option) for option in command.get("options") or ())
