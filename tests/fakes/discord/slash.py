"""Typing a slash command: its options filled in as Discord's client lets people do it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.fakes.discord.commands import (
    ATTACHMENT,
    BOOLEAN,
    CHAT_INPUT,
    GROUP,
    INTEGER,
    MESSAGE,
    NUMBER,
    STRING,
    SUBCOMMAND,
    Commands,
)
from tests.fakes.discord.directory import Directory
from tests.fakes.discord.messages import Message
from tests.fakes.discord.uploads import Upload

LONGEST_STRING = 6000


class CannotBeTyped(Exception):
    """Discord's client sends no command with that in it."""


Typed = str | int | float | bool | Upload


class SlashCommands:
    """The slash commands that a person can type, from those that the bot has registered."""

    def __init__(self, commands: Commands, directory: Directory) -> None:
        self._commands = commands
        self._directory = directory

    def command(self, line: str, typed: Mapping[str, Typed]) -> dict[str, Any]:
        """The data of a command such as `group start` with its options."""
        command, path, options = self._found(line)
        unknown = set(typed) - {option["name"] for option in options}
        assert not unknown, f"/{line} has no option {', '.join(sorted(unknown))}"
        missing = [o["name"] for o in options if o.get("required") and o["name"] not in typed]
        assert not missing, f"Discord does not send /{line} without {', '.join(missing)}"
        resolved: dict[str, Any] = {}
        filled = [
            self._filled(option, typed[option["name"]], resolved)
            for option in options
            if option["name"] in typed
        ]
        return self._data(command, path, filled, resolved)

    def completion(self, line: str, option: str, typed: Mapping[str, Typed]) -> dict[str, Any]:
        """The data while the last of what is typed is being completed."""
        command, path, options = self._found(line)
        filled = []
        for one in options:
            if one["name"] in typed:
                # Half a value is text, even where a number is asked for.
                value = str(typed[one["name"]])
                filled.append({"name": one["name"], "type": one["type"], "value": value})
            if one["name"] == option:
                assert one.get("autocomplete"), f"/{line} {option} completes nothing"
                filled[-1]["focused"] = True
        return self._data(command, path, filled, {})

    def on_message(self, name: str, message: Message) -> dict[str, Any]:
        """The data of a command from the menu of a message."""
        command = self._commands.find(name, MESSAGE)
        assert command, f"there is no “{name}” in the menu of a message"
        payload = message.payload()
        return {
            "id": command["id"],
            "name": name,
            "type": MESSAGE,
            "target_id": payload["id"],
            "resolved": {"messages": {payload["id"]: payload}},
        }

    def _found(self, line: str) -> tuple[dict[str, Any], list[dict[str, Any]], Sequence[Any]]:
        """The command, the subcommands on the way, and the options at its end."""
        name, *words = line.split()
        command = self._commands.find(name, CHAT_INPUT)
        assert command, f"/{name} is not registered"
        path, at = [], command
        for word in words:
            inner = [one for one in at.get("options", ()) if one["name"] == word]
            assert inner, f"/{line} is not registered"
            assert inner[0]["type"] in (SUBCOMMAND, GROUP), f"{word} of /{line} is an option"
            path.append(at := inner[0])
        options = at.get("options", ())
        assert not any(one["type"] in (SUBCOMMAND, GROUP) for one in options), f"/{line} what?"
        return command, path, options

    def _data(
        self,
        command: Mapping[str, Any],
        path: Sequence[Mapping[str, Any]],
        options: list[dict[str, Any]],
        resolved: Mapping[str, Any],
    ) -> dict[str, Any]:
        for part in reversed(path):
            options = [{"name": part["name"], "type": part["type"], "options": options}]
        data = {"id": command["id"], "name": command["name"], "type": command["type"]}
        if options:
            data["options"] = options
        return data | ({"resolved": resolved} if resolved else {})

    def _filled(
        self, option: Mapping[str, Any], typed: Typed, resolved: dict[str, Any]
    ) -> dict[str, Any]:
        name, kind = option["name"], option["type"]
        value: Any = typed
        if choices := option.get("choices"):
            fitting = [c["value"] for c in choices if str(typed) in (c["name"], str(c["value"]))]
            assert fitting, f"{typed!r} is none of the choices of {name}"
            value = fitting[0]
        elif kind == STRING:
            value = str(typed)
            least = option.get("min_length", 0)
            most = option.get("max_length", LONGEST_STRING)
            assert least <= len(value) <= most, f"{name} takes {least} to {most} characters"
        elif kind == INTEGER:
            value = _whole_number(option, str(typed))
        elif kind == NUMBER:
            value = float(str(typed))
        elif kind == ATTACHMENT:
            assert isinstance(typed, Upload)
            value = self._attached(typed, resolved)
        else:
            assert kind == BOOLEAN, f"nobody has taught this client options of type {kind}"
        return {"name": name, "type": kind, "value": value}

    def _attached(self, file: Upload, resolved: dict[str, Any]) -> str:
        id, url = self._directory.attach(file)
        resolved.setdefault("attachments", {})[id] = {
            "id": id,
            "filename": file.name,
            "size": len(file.content),
            "url": url,
            "proxy_url": url,
            "ephemeral": True,
        }
        return id


def _whole_number(option: Mapping[str, Any], typed: str) -> int:
    try:
        value = int(typed)
    except ValueError:
        raise CannotBeTyped(f"{option['name']}: the value has to be a whole number") from None
    least, most = option.get("min_value"), option.get("max_value")
    if (least is not None and value < least) or (most is not None and value > most):
        raise CannotBeTyped(f"{option['name']}: the value has to be from {least} to {most}")
    return value
