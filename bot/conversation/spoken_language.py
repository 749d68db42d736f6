"""The language of a message: the person's own, English, or the one that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.line_reader import LineReader
from bot.conversation.lists import ask_about_several
from bot.conversation.questions import ask_to_log
from bot.conversation.sentence_reader import read_sentence
from bot.frozen import frozen
from bot.message import Invocation, Refused
from bot.parsing.comma_parts import without_commas
from bot.parsing.languages.offered import ENGLISH, languages
from bot.parsing.sentences import languages_in

_WHICH_LANGUAGE = "Is that what you mean? Nothing is saved yet."


@frozen
class _Reading:
    """A message as a language reads it: an invocation, or what is asked about it."""

    meant: Invocation | None = None
    question: Refused | None = None


def read_in_any_language(reader: LineReader, text: str) -> Invocation | None:
    """Reads a message; None if it says nothing known in any language.

    The person's own language decides if anything is said in it, then English. Another
    language is read where these leave it open, if it alone explains the message.
    Raises Refused with what to ask, also where English explains it in one way and
    another language in another: *interview chez acme*.
    """
    own = reader.context.own_tongue
    marked = languages_in(text, reader.context)
    first = _read(reader, text, own) if own in languages() and own != ENGLISH else None
    if first and (first.meant or own in marked):
        return _answer(first)
    english = _read(reader, text, ENGLISH)
    others = [one for other in marked if other != own and (one := _read(reader, text, other))]
    return _settle(reader, english or first, others)


def _settle(
    reader: LineReader, english: _Reading | None, found: Sequence[_Reading]
) -> Invocation | None:
    sure = [one.meant for one in found if one.meant]
    alone = sure[0] if sure and all(one == sure[0] for one in sure) else None
    if english is None or english.meant is None:
        if alone:
            return alone
        question = english or (found[0] if found else None)
        return _answer(question) if question else None
    if alone and alone != english.meant:
        command = reader.every[alone.command]
        if command.readonly:
            return english.meant
        raise ask_to_log(command, alone.args, _WHICH_LANGUAGE)
    return english.meant


def _read(reader: LineReader, text: str, language: str) -> _Reading | None:
    spoken = replace(reader, context=reader.context.speaking(language))
    parted, left = without_commas(text, spoken.context)
    if left:
        if asked := _ask_to_note(spoken, text, parted, left):
            return _Reading(question=asked)
    else:
        text = parted
    try:
        if several := ask_about_several(spoken, text):
            return _Reading(question=several)
        meant = read_sentence(spoken, text)
    except Refused as question:
        return _Reading(question=question)
    return _Reading(meant) if meant else None


def _ask_to_note(reader: LineReader, text: str, parted: str, left: str) -> Refused | None:
    """The question about an application with words that fit nowhere: a note holds them.

    None where the message is a list, or leaves more open than that.
    """
    try:
        if ask_about_several(reader, text):
            return None
        meant = read_sentence(reader, parted)
    except Refused:
        return None
    command = reader.every[meant.command] if meant else None
    if meant is None or command is None or command.param("note") is None:
        return None
    sentence = f"I can't place “{left}”, so I would keep it as a note. Nothing is saved yet."
    return ask_to_log(command, {**meant.args, "note": left}, sentence)


def _answer(reading: _Reading) -> Invocation:
    if reading.meant is None:
        assert reading.question is not None
        raise reading.question
    return reading.meant
