"""Lines of text turned into the options of a slash command, as a person fills them in."""

from __future__ import annotations

from bot.catalog import COMMANDS
from bot.parsing.command_names import find_command


def options_of(line: str) -> tuple[str, dict[str, str]]:
    """Returns the command that a line names, and its options: each runs from its word to the next.

    Text before any word is the option that needs none.
    """
    found = find_command(line, [one for one in COMMANDS if not one.hidden])
    assert found, f"no command is called “{line}”"
    command, rest = found
    words = {word: param.name for param in command.fields for word in param.words}
    bare = next((one.name for one in command.fields if one.arg.bare or not one.words), "")
    options: dict[str, list[str]] = {}
    into = bare
    for word in rest.split():
        if word in words:
            into = words[word]
            options[into] = []
        else:
            options.setdefault(into, []).append(word)
    return command.name, {name: " ".join(typed) for name, typed in options.items()}
