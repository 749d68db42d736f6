"""Several companies in one sentence: *applied to Netflix, Hulu and Disney today*."""

from __future__ import annotations

from typing import Any

from bot.conversation.line_reader import LineReader
from bot.conversation.questions import APPLIED, Asked, ask_several, named
from bot.message import LONGEST_LABEL, Button, Invocation
from bot.parsing.arguments import read_tokens
from bot.parsing.asides import without_asides
from bot.parsing.parse_context import ParseError
from bot.parsing.said import Said
from bot.parsing.sentence_args import implied
from bot.parsing.sentence_clauses import role_clause
from bot.parsing.several import known_in_a_row, names_in_a_row
from bot.parsing.values import read_value
from bot.parsing.words import Token
from bot.parsing.words_beside import read_beside


def read_several_companies(reader: LineReader, said: Said) -> list[Invocation]:
    """Reads what a sentence says of each of several companies; empty if it does not list any."""
    command = reader.every.get(said.pattern.command)
    param = command.param("company") if command else None
    if command is None or param is None or not said.company:
        return []
    try:
        if known := known_in_a_row(said.company, reader.context):
            names, size = known
            tokens = [*said.company[size:], *_beside(said)]
            bound = implied(command, said, reader.context)
            shared, left = read_beside(command, tokens, reader.context, bound)
            names = [] if without_asides(left, reader.context) else names
        elif command.name == APPLIED:
            args = _read_as_one(reader, said)
            names = names_in_a_row(str(args.get("company", "")), reader.context) or []
            shared = {name: value for name, value in args.items() if name != "company"}
        else:
            return []
    except ParseError:
        return []
    return [
        Invocation(command.name, {"company": read_value(param, name, reader.context), **shared})
        for name in names
    ]


def ask_about_several_companies(reader: LineReader, said: Said) -> Asked | None:
    """Asks about such a list, and about the one company that it may name."""
    found = read_several_companies(reader, said)
    if not found:
        return None
    asked = ask_several(found, [], reader.every, reader.context)
    if known_in_a_row(said.company, reader.context):
        return asked
    one = Invocation(APPLIED, _read_as_one(reader, said))
    single = Button(f"One: {named(one.args)}"[:LONGEST_LABEL], one)
    message = asked.message.replace(buttons=(*asked.message.buttons, single))
    return Asked(message, asked.waits)


def _read_as_one(reader: LineReader, said: Said) -> dict[str, Any]:
    tokens = [*said.company, *_beside(said)]
    return read_tokens(reader.every[APPLIED], tokens, reader.context)


def _beside(said: Said) -> list[Token]:
    return [*role_clause(said), *said.after, *said.before]
