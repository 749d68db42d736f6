"""Words that add nothing: marks that end a sentence, and phrases such as *fingers crossed*."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.parsing.parse_context import ParseContext
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.words import Token

_MARKS = " ,.!?;:…()-–—"

_ABBREVIATED = frozenset({"inc", "co", "corp", "ltd", "p.m", "a.m", "m"})


_DAY_AND_MONTH = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.")


def without_marks(tokens: Sequence[Token]) -> list[Token]:
    """The words without the marks that end their sentence."""
    if not tokens or tokens[-1].quoted:
        return list(tokens)
    last = tokens[-1]
    bare = last.text.rstrip("!?,")
    if (
        bare.endswith(".")
        and not _DAY_AND_MONTH.fullmatch(bare)
        and bare.rstrip(".").casefold() not in _ABBREVIATED
    ):
        bare = bare.rstrip(".")
    kept = [*tokens[:-1]]
    return [*kept, Token(bare, raw=bare, gap=last.gap)] if bare else kept


def without_asides(
    tokens: Sequence[Token],
    context: ParseContext,
    *,
    keeps: Callable[[Sequence[Token]], bool] | None = None,
) -> list[Token]:
    """The words without phrases that add nothing, such as *fingers crossed*.

    With `keeps` only at their end, up to a phrase that it says to keep.
    """
    known = sentences(context.spoken)
    words = ["" if one.quoted else bare(one.text).strip(_MARKS) for one in tokens]
    kept: list[Token] = []
    at = len(tokens)
    while at:
        size = next(
            (n for n in range(min(4, at), 0, -1) if tuple(words[at - n : at]) in known.asides), 0
        )
        if not size and _is_mark(tokens, at - 1):
            size = 1
        elif size and keeps is not None and keeps(tokens[at - size : at]):
            size = 0
        if size:
            at -= size
        elif keeps is not None:
            return [*tokens[:at], *kept]
        else:
            kept = [tokens[at - 1], *kept]
            at -= 1
    return kept


def _is_mark(tokens: Sequence[Token], at: int) -> bool:
    """True for a dash or another mark alone, unless figures are around it: *2pm - 2:45pm*."""
    if tokens[at].quoted or any(map(str.isalnum, tokens[at].text)):
        return False
    around = (tokens[at - 1], tokens[at + 1]) if 0 < at < len(tokens) - 1 else ()
    return not (around and all(any(map(str.isdigit, one.text)) for one in around))
