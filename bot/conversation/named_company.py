"""A company named without any verb: its card, or whether to log it."""

from __future__ import annotations

import re
from typing import Any

from bot.command import ApplicationRef, ArgKind
from bot.conversation.line_reader import LineReader, with_rest
from bot.conversation.questions import APPLIED, Asked, ask, ask_to_log
from bot.message import Invocation
from bot.parsing.arguments import read_line
from bot.parsing.company_match import is_same, known_in
from bot.parsing.job_titles import is_role
from bot.parsing.parse_context import ParseError
from bot.parsing.sentence_data import sentences
from bot.parsing.values import try_value
from bot.parsing.words import fold

_MOST_WORDS = 8
_PROSE = 25  # words
_LONGEST_NAME = 4  # words
_CELLS = re.compile(r"\s+[|]\s+|\t+|\s+[-–—]\s+")
_LOG_IT = "Log it as an application?"


def read_named_company(reader: LineReader, text: str) -> Invocation | None:
    """Returns the card of the company that a message names, if it says nothing else."""
    words = text.strip(" .!?,")
    for known in reader.context.names:
        if is_same(words, known):
            return Invocation("job", {"company": ApplicationRef(known)})
    if len(words.split()) > _PROSE:
        return None
    cells = [cell for cell in _CELLS.split(words) if cell]
    name = known_in(words, reader.context.names)
    if name and len(cells) == 1:
        return Invocation("job", {"company": ApplicationRef(name), "unread": text.strip()})
    if 1 < len(cells) <= 4:
        _ask_about_cells(reader, cells)
    return None


def _ask_about_cells(reader: LineReader, cells: list[str]) -> None:
    """Raises Asked for *Acme | Software Engineer | 5/20/2026*, which has no verb."""
    command = reader.visible[APPLIED]
    args: dict[str, Any] = {"company": cells[0]}
    for cell in cells[1:]:
        for param in command.fields:
            if param.kind in (ArgKind.DATE, ArgKind.LINK) and param.name not in args:
                try:
                    value = try_value(param, cell, reader.context)
                except ParseError as unread:
                    raise ask(command, with_rest(unread, param.name, args)) from None
                if value is not None:
                    args[param.name] = value
                    break
        else:
            if "role" in args or not (is_role(cell) or len(cells) > 2):
                return
            args["role"] = cell
    if len(args) > 1:
        raise ask_to_log(command, args, _LOG_IT)


def ask_about_name(reader: LineReader, text: str) -> Asked | None:
    """Asks of a short line with no verb, *Software Engineer at Acme*, whether to log it.

    So it does of words that are written as a name is: *Driftwood Media*.
    """
    if len(text.split()) > _MOST_WORDS or "\n" in text:
        return None
    try:
        args = read_line(reader.visible[APPLIED], text, reader.context, sentence=True)
    except ParseError as unread:
        first = unread.options[0].value if unread.options else {}
        if isinstance(first, dict) and {"company", "role"} <= first.keys():
            return ask_to_log(reader.visible[APPLIED], first, _LOG_IT)
        return None
    if not args.keys() & {"role", "on", "link"} and not _is_written_as_name(reader, text):
        return None
    return ask_to_log(reader.visible[APPLIED], args, _LOG_IT)


def _is_written_as_name(reader: LineReader, text: str) -> bool:
    """True for a few words with a capital or a figure each, none of which a sentence says."""
    words = text.strip(" .!").split()
    known = sentences(reader.context.own_tongue)
    plain = known.never_a_name | known.nobody | known.fillers
    return 0 < len(words) <= _LONGEST_NAME and all(
        (word[:1].isupper() or word[:1].isdecimal() or word == "&")
        and fold(word).strip(".,") not in plain
        for word in words
    )
