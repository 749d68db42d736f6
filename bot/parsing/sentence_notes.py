"""What a sentence says of a known company beside its values: its reason, or a remark behind it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.command import Command
from bot.parsing.harmless import is_harmless
from bot.parsing.parse_context import Args, ParseContext
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.words import Token, fold, join

_MARKS = " ,.!?;:…()-–—"
# Of these a remark may follow without any comma.
_REMARKED = frozenset(
    {"followed-up", "thanked", "withdrew", "nobody-picked-up", "voicemail", "cancel-interview"}
)
_ARTICLES = frozenset({"the", "my", "their"})


def apart_from_reason(
    tokens: list[Token], context: ParseContext
) -> tuple[list[Token], list[Token]]:
    """The words up to *because* and the like, or to *commute is too far*, and the others."""
    known = sentences(context.spoken)
    for at, token in enumerate(tokens):
        word = "" if token.quoted else bare(token.text).strip(_MARKS)
        ground = word in known.grounds and not any(map(str.isdecimal, join(tokens[at:])))
        if (at and word in known.reasons) or ground:
            begin = at - 1 if at and fold(tokens[at - 1].text) in _ARTICLES else at
            return tokens[:begin], tokens[begin:]
    return tokens, []


def is_remark(
    command: Command,
    left: Sequence[Token],
    behind: Sequence[Token],
    args: Args,
    context: ParseContext,
) -> bool:
    """True for *to ask where things are*, behind a follow-up that is said in full before it."""
    if not left or command.name not in _REMARKED or "note" in args:
        return False
    if any(one not in behind for one in left):
        return False
    said = join(left)
    known = sentences(context.spoken)
    if {bare(one.text).strip(_MARKS) for one in left} & (known.unreal | known.others):
        return False
    return not any(map(str.isdecimal, said)) and is_harmless(said, context, command.name)
