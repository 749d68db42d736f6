"""The people beside a company's name: *the recruiter at Acme*, *Dana from Acme*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.command import ArgKind, Command, Param
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.parse_context import Args, ParseContext
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.words import Token, fold, join

_MARKS = " ,.!?;:…()-–—"

_LONGEST_PERSON = 3  # words


_AT = frozenset({"at", "from", "of", "@", "over", "with"})


def without_person(
    command: Command, tokens: list[Token], args: Args, context: ParseContext
) -> list[Token]:
    """The words before a company's name without *Dana at*, and with whom an interview is."""
    if context.spoken != ENGLISH:
        return _without_person_abroad(command, tokens, args, context)
    if not 2 <= len(tokens) <= _LONGEST_PERSON + 1 or fold(tokens[-1].text) not in _AT:
        return tokens
    who = join(tokens[:-1])
    if command.param("people") and fold(tokens[-1].text) != "with":
        args["people"] = who
    elif not _is_person(tokens[0]):
        return []
    elif text := free_text_of(command, args, ()):
        args[text.name] = f"talked to {who}"
    elif command.param("note"):
        args.setdefault("note", who)
    return []


def _without_person_abroad(
    command: Command, tokens: list[Token], args: Args, context: ParseContext
) -> list[Token]:
    """The same in another language, with its articles: *Frau Kühn von der*, *la señora Gil de*."""
    known = sentences(context.spoken)
    words = [bare(token.text).strip(_MARKS) for token in tokens]
    end = len(words)
    while end and words[end - 1] in known.people:
        end -= 1
    if not end or words[end - 1] not in known.at:
        return tokens
    begin = next((at for at, one in enumerate(words) if one not in known.people), end)
    person = tokens[begin : end - 1]
    if len(person) > _LONGEST_PERSON or any(one in known.unreal for one in words[: begin + 1]):
        return tokens
    for name in ("people", "note"):
        if command.param(name) and person:
            args.setdefault(name, join(person))
            break
    return []


def _is_person(token: Token) -> bool:
    return fold(token.text) not in sentences(ENGLISH).people


def without_people(tokens: list[Token], context: ParseContext) -> list[Token]:
    """A company's words without *the recruiter at*."""
    people = sentences(context.spoken).people
    for at, token in enumerate(tokens[:-1]):
        word = fold(token.text)
        if at and word in _AT and not token.quoted:
            return tokens[at + 1 :]
        if word not in people or token.quoted:
            break
    return tokens


def without_staff(tokens: list[Token], context: ParseContext) -> list[Token]:
    """The words behind a company's name without *HR*, *recruiter* and the like."""
    people = sentences(context.spoken).people
    begin = next(
        (
            at
            for at, one in enumerate(tokens)
            if one.quoted or fold(one.text).strip(_MARKS) not in people
        ),
        len(tokens),
    )
    return tokens[begin:]


def free_text_of(
    command: Command, args: Mapping[str, Any], tokens: Sequence[Token]
) -> Param | None:
    """The text that takes what is left: what they said, or the figures of an offer."""
    figures = any(map(str.isdecimal, join(tokens)))
    kinds = {ArgKind.LONG_TEXT, ArgKind.TEXT} if figures else {ArgKind.LONG_TEXT}
    bare = (one for one in command.fields if one.arg.bare and one.kind in kinds)
    return next((one for one in bare if one.name not in args), None)
