"""Where a job was found, named in the middle of a sentence: *applied on Indeed to Acme*."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.parsing.job_sites import PLACES, UNMISTAKABLE
from bot.parsing.parse_context import ParseContext
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.words import Token, fold, join

_MARKS = " ,.!?;:…()-–—"
_LONGEST = 4  # words
_MOST_WORDS = 25
_SHORTEST_LINE = 4  # words
_BOARDS = ("jobs", "careers", ".com", ".co.uk", ".de", ".pl", ".ie", ".jobs")
_OTHER_ENDS = frozenset({"meet"})  # Google Meet


def with_place_last(tokens: Sequence[Token], context: ParseContext) -> Iterator[list[Token]]:
    """The words with *on Indeed* among them put last as *via Indeed*; the first such place."""
    if not _SHORTEST_LINE <= len(tokens) <= _MOST_WORDS:
        return
    before = sentences(context.spoken).before_sites
    words = [bare(token.text).strip(_MARKS) for token in tokens]
    for at in range(1, len(tokens) - 1):
        if words[at] not in before or tokens[at].quoted:
            continue
        for end in range(min(at + 1 + _LONGEST, len(tokens)), at + 1, -1):
            place = fold(join(tokens[at + 1 : end])).strip(_MARKS)
            follows = words[end] if end < len(tokens) else ""
            board = end == at + 2 and place.endswith(_BOARDS)
            if (place in PLACES or board) and follows not in _OTHER_ENDS:
                yield [*tokens[:at], *tokens[end:], _VIA, *tokens[at + 1 : end]]
                return
    last = words[-1]
    if last in UNMISTAKABLE and words[-2] not in before | sentences(context.spoken).joins:
        yield [*tokens[:-1], _VIA, tokens[-1]]


_VIA = Token("via", raw="via")
