"""The language of a message: the person's own, English, or the one that explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.command import ArgKind
from bot.conversation.line_reader import LineReader
from bot.conversation.lists import ask_about_jobs, ask_about_several
from bot.conversation.questions import APPLIED, ask_to_log
from bot.conversation.sentence_reader import read_sentence
from bot.frozen import frozen
from bot.message import Invocation, Refused
from bot.parsing.comma_parts import without_commas
from bot.parsing.language_marks import languages_in
from bot.parsing.languages.offered import ENGLISH, languages
from bot.parsing.loose_parts import with_doubtful_rest
from bot.parsing.message_style import (
    as_shouted,
    without_ending,
    without_greeting,
    without_shouting,
)
from bot.parsing.remarks import parted, without_last_remark

_WHICH_LANGUAGE = "Is that what you mean? Nothing is saved yet."


@frozen
class _Reading:
    """A message as a language reads it: an invocation, or what is asked about it."""

    meant: Invocation | None = None
    question: Refused | None = None
    several: bool = False


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
    """A message as a language reads it, however it is typed."""
    spoken = replace(reader, context=reader.context.speaking(language))
    typed = without_greeting(text.strip())
    quiet = without_shouting(typed)
    said = without_ending(quiet)
    reading = _read_typed(spoken, said)
    if said != quiet and reading and reading.meant:
        reading = _with_own_ending(spoken, reading.meant, quiet)
    if reading and reading.meant and quiet != typed:
        meant = reading.meant
        return replace(reading, meant=Invocation(meant.command, as_shouted(meant.args, text)))
    return reading


def _with_own_ending(reader: LineReader, meant: Invocation, text: str) -> _Reading:
    """What a message says; a long text in it, such as what they replied, ends as it was typed."""
    command = reader.every[meant.command]
    long = {one.name for one in command.fields if one.kind is ArgKind.LONG_TEXT} | {"note"}
    if not long & set(meant.args):
        return _Reading(meant)
    typed = _read_typed(reader, text)
    args = typed.meant.args if typed and typed.meant else {}
    own = {
        name: args[name]
        for name in long & set(meant.args)
        if str(args.get(name, "")).startswith(str(meant.args[name]))
    }
    return _Reading(Invocation(command.name, {**meant.args, **own}))


def _read_typed(spoken: LineReader, text: str) -> _Reading | None:
    reading = _read_whole(spoken, text)
    if reading and reading.meant:
        return reading
    if shorter := _read_without_remark(spoken, text):
        return _Reading(shorter)
    if reading and reading.several:
        return reading
    remarked = _read_with_remarks(spoken, text)
    if remarked:
        return _Reading(remarked)
    asked = _ask_about_loose(spoken, text)
    return _Reading(question=asked) if asked else reading


def _ask_about_loose(reader: LineReader, text: str) -> Refused | None:
    """Asks about an application in loose parts, of which some fit nowhere."""
    found = with_doubtful_rest(text, reader.context)
    if found is None or not (found.sure and found.left):
        return None
    try:
        meant = read_sentence(reader, found.text)
    except Refused:
        return None
    if meant is None or meant.command != APPLIED:
        return None
    left = ", ".join(found.left)
    sentence = f"I can't place “{left}”, so I would keep it as a note. Nothing is saved yet."
    return ask_to_log(reader.every[APPLIED], {**meant.args, "note": left}, sentence)


def _read_without_remark(reader: LineReader, text: str) -> Invocation | None:
    """Reads a message of which the last words alone are a remark, of no application."""
    found = without_last_remark(text, reader.context)
    reading = _read_whole(reader, found[0]) if found else None
    if found is None or reading is None or reading.meant is None:
        return None
    logs = reading.meant.command == APPLIED
    return None if logs else _with_note(reader, reading.meant, found[1])


def _read_whole(spoken: LineReader, text: str) -> _Reading | None:
    if jobs := ask_about_jobs(spoken, text):
        return _Reading(question=jobs, several=True)
    parted_text, left = without_commas(text, spoken.context)
    if left:
        if asked := _ask_to_note(spoken, text, parted_text, left):
            return _Reading(question=asked)
    else:
        text = parted_text
    try:
        if several := ask_about_several(spoken, text):
            return _Reading(question=several, several=len(several.message.items) > 1)
        meant = read_sentence(spoken, text)
    except Refused as question:
        return _Reading(question=question)
    return _Reading(meant) if meant else None


def _read_with_remarks(reader: LineReader, text: str) -> Invocation | None:
    """Reads a message whose remarks are kept as a note; returns None if more of it is open."""
    found = parted(text, reader.context, reader.every)
    if found is None:
        return None
    try:
        if ask_about_several(reader, found.text):
            return None
        meant = read_sentence(reader, found.text)
    except Refused:
        return None
    return _with_note(reader, meant, found.note) if meant and found.note else meant


def _with_note(reader: LineReader, meant: Invocation, note: str) -> Invocation | None:
    """Returns an invocation with a note; None where its command has no place for one."""
    command = reader.every[meant.command]
    if command.param("terms") and "terms" not in meant.args:  # what an offer says
        return Invocation(meant.command, {**meant.args, "terms": note})
    if command.param("note") is None or "note" in meant.args:
        return None
    if command.missing(meant.args) and not command.opens_form:
        return None
    return Invocation(meant.command, {**meant.args, "note": note})


def _ask_to_note(reader: LineReader, text: str, parted: str, left: str) -> Refused | None:
    """Asks about an application with words that fit nowhere: a note holds them.

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
