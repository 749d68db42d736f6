"""Several things said in one message: shown together, to be logged together or one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.line_reader import LineReader
from bot.conversation.questions import APPLIED, MOST_ITEMS, Asked, ask_several, not_understood
from bot.conversation.sentence_reader import read_heard
from bot.conversation.several_companies import ask_about_several_companies, read_several_companies
from bot.message import Invocation, Refused
from bot.parsing.company_match import known_among
from bot.parsing.said import Said
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.sentences import hear
from bot.parsing.several import (
    has_bullets,
    lines_of,
    listed_behind_colon,
    listed_with_roles,
    sentences_of,
    two_events,
)
from bot.parsing.whole_messages import is_nothing
from bot.parsing.words import Token, split

_MOST_LINES = 25
_LONGEST_ITEM = 25  # words; what is longer is prose and no item of a list


def ask_about_several(reader: LineReader, text: str) -> Asked | None:
    """Asks about a message that says several things; returns None for one that does not."""
    if listed := listed_behind_colon(text, reader.context):
        return ask_about_list(
            reader, [f"{APPLIED} {item} {listed.day}".strip() for item in listed.items]
        )
    lines = lines_of(text)
    if len(lines) > 1 and (
        has_bullets(text) or all(_says_something(reader, line) for line in lines[:_MOST_LINES])
    ):
        return ask_about_list(reader, lines)
    parts = sentences_of(text)
    if 1 < len(parts) <= MOST_ITEMS:
        telling = [part for part in parts if not is_nothing(part, reader.context)]
        if len(telling) > 1 and all(hear(split(part), reader.context) for part in telling):
            return _ask_about(reader, telling)
    said = hear(split(text), reader.context)
    one_thing = len(parts) > 1 or (said is not None and said.is_whole)
    if not one_thing and (both := two_events(text, reader.context)):
        return _ask_about(reader, both, whole=_is_a_remark(reader, both))
    return ask_about_several_companies(reader, said) if said is not None else None


def ask_about_jobs(reader: LineReader, text: str) -> Asked | None:
    """Asks about companies in a row, each with its job; returns None for anything else."""
    if "\n" in text.strip() or listed_behind_colon(text, reader.context):
        return None
    listed = listed_with_roles(text, reader.context)
    if listed is None:
        return None
    return _ask_about(reader, [f"{APPLIED} {item} {listed.day}".strip() for item in listed.items])


def _is_a_remark(reader: LineReader, both: Sequence[str]) -> bool:
    """True for *applied to Acme, they said it pays 18.50*, of which the second is no event."""
    first, second = (hear(split(one), reader.context) for one in both)
    if first is None or second is None or first.pattern.command != APPLIED:
        return False
    nobody = sentences(reader.context.spoken).nobody
    return not second.company or bare(second.company[0].text) in nobody


def ask_about_list(reader: LineReader, lines: Sequence[str]) -> Asked:
    """Asks about a list, a line each. Raises Refused where none of it can be read."""
    if len(lines) > _MOST_LINES:
        raise not_understood(
            f"That is a list of {len(lines)} lines, and up to {MOST_ITEMS} fit in one message. "
            "Nothing was saved: send it in parts."
        )
    if asked := _ask_about(reader, lines):
        return asked
    raise not_understood("I couldn't read any of these lines. Nothing was saved.")


def _ask_about(reader: LineReader, lines: Sequence[str], *, whole: bool = False) -> Asked | None:
    """Asks about what each line says; returns None where none of them can be read alone.

    With `whole` every line must be readable.
    """
    found: list[Invocation] = []
    unread: list[str] = []
    named: tuple[Token, ...] = ()
    for line in lines:
        if line.count(" ") >= _LONGEST_ITEM:
            unread.append(line)
            continue
        said = None if line.startswith("/") else hear(split(line), reader.context)
        if said is not None:
            said = _about(named, said, reader)
            named = said.company
        if said is not None and (row := read_several_companies(reader, said)):
            found += row
            continue
        one = _read_item(reader, line, said)
        if one is None:
            unread.append(line)
        else:
            found.append(one)
    if not found or (whole and unread):
        return None
    return ask_several(found, unread, reader.every, reader.context)


def _about(named: tuple[Token, ...], said: Said, reader: LineReader) -> Said:
    """Returns what is said of *they* or *she* as said of the company that was named just before."""
    known = sentences(reader.context.spoken)
    command = reader.every.get(said.pattern.command)
    takes = command.param("company") if command else None
    nameless = not said.company or bare(said.company[0].text).strip(".,") in known.nobody
    if not named or not nameless or takes is None or said.pattern.command == APPLIED:
        return said
    name = known_among(named, reader.context.names, known.endings)
    return replace(said, company=named[name[0] : name[0] + name[1]]) if name else said


def _says_something(reader: LineReader, line: str) -> bool:
    return bool(reader.find(line) or hear(split(line), reader.context))


def _read_item(reader: LineReader, line: str, said: Said | None) -> Invocation | None:
    """Reads one line of a list: a sentence, a command, or an application without any verb.

    `said` is what was heard in it as one sentence.
    """
    try:
        one = None if line.startswith("/") else read_heard(reader, line, said)
        if one is None:
            command, rest = reader.find(line) or (reader.visible[APPLIED], line)
            one = reader.read(command, rest, sentence=False)
    except Refused:
        return None
    command = reader.every[one.command]
    logs = not command.hidden and not command.readonly and command.param("company")
    return one if logs and not command.missing(one.args) else None
