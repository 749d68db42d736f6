"""The words beside a company's name that is held apart: clauses, and what is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.command import Command
from bot.parsing.arguments import read_as_name
from bot.parsing.bound_clauses import bind_clauses, bind_link, with_length
from bot.parsing.doubts import Doubt
from bot.parsing.line_questions import doubt_question
from bot.parsing.parse_context import Args, ParseContext
from bot.parsing.words import Token


def read_beside(
    command: Command, tokens: Sequence[Token], context: ParseContext, bound: Mapping[str, Any]
) -> tuple[Args, list[Token]]:
    """Reads the words beside a company's name that is held apart: clauses, and what is none.

    Raises ParseError, with the rest, for a clause that reads in more than one way.
    """
    link, rest, _ = bind_link(command, list(tokens), context)
    doubts: list[Doubt] = []
    args: Args = {**bound, **link}
    left: list[Token] = []
    while rest:
        args, before = bind_clauses(command, rest, context, args, 0, doubts, sure=True)
        if not before:
            break
        rest, left = list(before[:-1]), [before[-1], *left]
        if left[0].quoted:
            break
    args = with_length(command, args)
    if doubts:
        named = read_as_name(command, list(tokens), context, doubts[-1])
        raise doubt_question(command, args, doubts, named)
    return args, [*rest, *left] if rest and left and left[0].quoted else left
