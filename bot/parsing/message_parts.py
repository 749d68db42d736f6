"""The parts of a message, apart at commas, parentheses, links and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.parsing.comma_parts import parts_of
from bot.parsing.message_style import without_greeting
from bot.parsing.parse_context import ParseContext
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.urls import looks_like_link

_MARKS = " ,.!?;:…()-–—"

_COLON = re.compile(r"^(\w+(?: \w+){0,3}):\s+")
_BEFORE_A_SOURCE = frozenset({"on", "via", "through", "from"})
_PARENTHESES = re.compile(r"\s*\(([^()]+)\)\s*")
# *that was sat*, *it was on Monday*: a day, said in a sentence of its own.
_IT_WAS = re.compile(r"(?:and |so )?(?:that|this|it)(?: was|'s|s) (?=\S)", re.IGNORECASE)
_LABELS = {"date": "", "source": "via", "found via": "via", "platform": "via"}
_LABEL = re.compile(rf"({'|'.join(_LABELS)})(?: is |: ?|= ?| (?=\d))", re.IGNORECASE)


def message_parts(text: str, context: ParseContext) -> Iterator[str]:
    """The parts of a text, apart at commas, parentheses and reasons, without marks around."""
    pieces = _PARENTHESES.split(_COLON.sub(r"\1, ", without_greeting(text.strip())))
    for at, piece in enumerate(pieces):
        if at % 2:  # what stands in parentheses
            yield piece
            continue
        for _, part in parts_of(piece.strip(" ,;")):
            for one in _links_apart(part):
                for said in _turns(one, context):
                    if any(map(str.isalnum, said)):
                        yield said.strip(" ,;")


def _links_apart(part: str) -> Iterator[str]:
    """A part, apart around the link in it."""
    words = part.split(" ")
    at = next((at for at, word in enumerate(words) if looks_like_link(word)), None)
    if at is None or (at and bare(words[at - 1]) in _BEFORE_A_SOURCE):
        yield part
        return
    yield " ".join(words[:at])
    yield words[at]
    yield " ".join(words[at + 1 :])


def _turns(part: str, context: ParseContext) -> Iterator[str]:
    """A part, apart before *because* and the like, and before *and they*, *but I*."""
    known = sentences(context.spoken)
    words = part.split(" ")
    begin = 0
    for at in range(1, len(words) - 1):
        word, following = bare(words[at]).strip(_MARKS), bare(words[at + 1]).strip(_MARKS)
        turns = word in known.turns and following in known.never_a_name - known.joins - known.at
        if word in known.reasons or turns:
            yield " ".join(words[begin:at])
            begin = at
    yield " ".join(words[begin:])


def unlabeled(part: str) -> str:
    """A part without *it was*, and with a label such as *source:* as the word of its clause."""
    part = _IT_WAS.sub("", part)
    found = _LABEL.match(part)
    if found is None:
        return part
    return f"{_LABELS[found[1].casefold()]} {part[found.end() :]}".strip()
