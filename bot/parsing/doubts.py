"""Doubts about a line: clauses that name no time, or two, and so are asked about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.command import Param
from bot.message import Text
from bot.parsing.parse_context import Option, ParseContext, ParseError
from bot.parsing.values import read_value, say_value, try_value
from bot.parsing.words import Token, join

_WHICH = "Which of these is it?"
_AND_AT_END = re.compile(r"(?:,?\s+(?:and|or)|,)$")
_AND = re.compile(r"\s+(?:and|or)\s+|\s*[,;]\s+")


@dataclass(slots=True)
class Doubt:
    """A clause that could not be read for certain, where it starts, and its words."""

    param: Param
    start: int
    words: Sequence[Token]
    unread: ParseError
    certain: bool = False  # its words can be nothing but that parameter's


def doubt_about(
    param: Param,
    tokens: Sequence[Token],
    start: int,
    after: int,
    context: ParseContext,
    args: Mapping[str, Any],
) -> Doubt:
    """The doubt about a clause that names no time, or two."""
    said = _AND_AT_END.sub("", join(tokens[after:]))
    values: list[Any] = []
    for part in (*_AND.split(said), args.get(param.name)):
        value = _value_of(param, part, context) if isinstance(part, str) else part
        if value is not None and value not in values:
            values.append(value)
    options = tuple(Option(say_value(one, context), one) for one in values)
    try:
        read_value(param, said, context)
        sentence: str | Text = _WHICH
    except ParseError as unread:
        sentence = _WHICH if len(options) > 1 else unread.sentence
    return Doubt(param, start, tokens[start:], ParseError(sentence, param.name, options))


def _value_of(param: Param, text: str, context: ParseContext) -> Any | None:
    try:
        return try_value(param, text, context)
    except ParseError:
        return None
