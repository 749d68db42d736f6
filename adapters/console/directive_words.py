"""Splits a directive into words: quotes group words, and an apostrophe is a letter."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOSING = {'"': '"', "'": "'", "“": "”", "‘": "’"}
_KEY = re.compile(r"([a-z_]+)=")
_ESCAPED = re.compile(r'\\(["\\])')


@dataclass(frozen=True, slots=True)
class Word:
    """One word, or the value of a `key=value` pair; `quoted` words are never options."""

    text: str
    key: str | None = None
    quoted: bool = False


def split(line: str) -> list[Word]:
    """Returns the words of a line.

    A quote opens only at the beginning of a word or value, and only if a closing
    one comes before a space or the end: `Anna's` is a word.
    """
    words: list[Word] = []
    at = 0
    while at < len(line):
        if line[at].isspace():
            at += 1
            continue
        found = _KEY.match(line, at)
        key = found[1] if found else None
        begin = found.end() if found else at
        closed = _quote_from(line, begin)
        if closed is not None:
            text = line[begin + 1 : closed]
            words.append(Word(_ESCAPED.sub(r"\1", text), key, quoted=True))
            at = closed + 1
            continue
        end = begin
        while end < len(line) and not line[end].isspace():
            end += 1
        words.append(Word(line[begin:end], key))
        at = end
    return words


def _quote_from(line: str, begin: int) -> int | None:
    """Returns the position of the quote that closes the one at `begin`, else None."""
    closing = _CLOSING.get(line[begin : begin + 1])
    if closing is None:
        return None
    at = begin + 1
    while at < len(line):
        if line[at] == "\\" and closing == '"':
            at += 2
        elif line[at] == closing and (at + 1 == len(line) or line[at + 1].isspace()):
            return at
        else:
            at += 1
    return None
