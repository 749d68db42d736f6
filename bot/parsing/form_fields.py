"""The fields of a filled form, each read as its kind; what was not understood is said by field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.command import Command
from bot.message import NO_ARGS, Text
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.values import read_value
from bot.parsing.words import normalize

_MISSING = "This one is needed."


def read_fields(
    command: Command,
    typed: Mapping[str, str],
    context: ParseContext,
    bound: Mapping[str, Any] = NO_ARGS,
) -> tuple[dict[str, Any], dict[str, str | Text]]:
    """The arguments in a form, and by field what was not understood.

    An optional field left empty is left out. `bound` are the arguments that the
    form's button already carries: what is in there need not be filled in.
    """
    args: dict[str, Any] = {}
    errors: dict[str, str | Text] = {
        name: _unknown(name) for name in typed if name not in _names(command)
    }
    for param in command.fields:
        text = typed.get(param.name, "")
        if not normalize(text):
            if param.required and (param.name in typed or param.name not in bound):
                errors[param.name] = _MISSING
            continue
        try:
            args[param.name] = read_value(param, text, context)
        except ParseError as unread:
            errors[param.name] = unread.sentence
    return args, errors


def _names(command: Command) -> frozenset[str]:
    return frozenset(param.name for param in command.fields)


def _unknown(name: str) -> str:
    return f"There is no field called “{normalize(name)[:40]}” here."
