"""Patterns that name a company or a role in a sentence, as `phrases/names.toml` writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.frozen import frozen
from bot.mail.deciding.phrase import plain, read_phrase, words_of
from bot.mail.deciding.phrase_book import read_data

_PIECE = re.compile(r"\{\w+\}|[()\[\]|]|[^\s()\[\]|]+")
# A company: words that begin with a capital letter, with small ones between them, and a
# legal form. A full stop ends a sentence, except inside a word and after an initial.
_UPPER = "A-Z0-9À-ÖØ-ÞŁŚŻŹĆŃĘĄ"
_WORD = rf"(?:[{_UPPER}](?:[\w&’'+\-/|]|\.(?=\w)|\.(?<=\b[A-Z]\.))*)"
_SMALL = (
    r"(?:of|the|and|de|du|des|la|le|los|las|el|für|und|y|e|et|van|von|der|den|&|\+"
    r"|do|da|dos|das|i|zum|zur)"
)
_LEGAL = (
    r"(?:,?\s(?:Inc|LLC|Ltd|Limited|GmbH(?:\s?&\s?Co\.?\s?KG)?|AG|SE|KG|Co|Corp|Corporation"
    r"|plc|PLC|B\.?V|N\.?V|S\.?A|S\.?L|S\.?A\.?S|Lda|Ltda|S\.?p\.?A|Sp\.\sz\s?o\.?\s?o|e\.?V)\b\.?)?"
)
COMPANY = (
    rf"(?P<company>{_WORD}"
    rf"(?:[ \xa0](?:{_SMALL}[ \xa0]){{0,2}}{_WORD}|[ \xa0]&[ \xa0]{_WORD}){{0,5}}{_LEGAL})"
)
# A role: everything there, up to what the pattern goes on with, in one sentence.
_NO_STOP = r"(?<=Sr)\.|(?<=Jr)\.|(?<=\sds)\.|(?<=\sdot)\.|\.(?=\w)"
ROLE = (
    rf"(?P<role>(?:[^\s.!?;:“”\"„«»<>|]|{_NO_STOP}|(?<! )[:](?=\w))"
    rf"(?:[^\n.!?;:“”\"„«»<>|]|{_NO_STOP}){{1,90}}?)"
)
_OPEN, _CLOSE = r"[\"“„«‘'*(\[]*", r"[\"”“»’'*)\]]*"
_GOES_ON = (
    "at|with|here|and|in our|has|is|was|we|which|that|position|role|to|by|on|via|from"
    "|bei|in unserem|ist|haben|und|im|wurde|zu|entschieden|erhalten|eingegangen|interessieren"
    "|beworben|nicht|leider|weiterhin|en|para|ha|con|y|chez|au sein|et|a été|est"
    "|na|no|em|da|do|e|foi|que|bij|w|jest|oraz|z|została|(?-i:i)"
)
_ROLE_ENDS = (
    r"(?=\s*(?:,(?!\s[A-Z][a-z])|(?<!\sds)(?<!\sdot)[.]|[!?;:“”\"»<>|\n]|$|[–—]|\s-\s)"
    rf"|\s+(?i:{_GOES_ON})\b)"
)


@dataclass(frozen=True)
class NamePattern:
    """One pattern, and the words that a sentence must have for it to be tried."""

    regex_text: str
    required: tuple[frozenset[str], ...]
    rank: int

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled at its first use."""
        return re.compile(self.regex_text)


@frozen
class FoundName:
    """A name that a pattern found; `rank` 0 is the most trusted pattern of its list."""

    company: str | None
    role: str | None
    rank: int


def find_names(sentence: str, group: str, name: str) -> Iterator[FoundName]:
    """Returns every company and role that the patterns of that list find in a sentence."""
    words = words_of(plain(sentence))
    for pattern in _patterns(group, name):
        if any(words.isdisjoint(wanted) for wanted in pattern.required):
            continue
        for found in pattern.regex.finditer(sentence):
            parts = found.groupdict()
            yield FoundName(parts.get("company"), parts.get("role"), pattern.rank)


@lru_cache(maxsize=8)
def _patterns(group: str, name: str) -> tuple[NamePattern, ...]:
    texts: Sequence[str] = read_data("names")[group][name]
    return tuple(_read(text, rank) for rank, text in enumerate(texts))


def _read(text: str, rank: int) -> NamePattern:
    bare = re.sub(r"\{\w+\}", " ", text)
    try:
        required = read_phrase(bare).required
    except ValueError:
        required = ()
    pieces = _PIECE.findall(text)
    regex, at = _sequence(pieces, 0)
    if at != len(pieces):
        raise ValueError(f"no pattern: {text!r}")
    ends = _ROLE_ENDS if pieces[-1] == "{role}" else ""
    return NamePattern(r"(?<!\w)" + regex + ends, required, rank)


def _sequence(pieces: Sequence[str], at: int) -> tuple[str, int]:
    """Elements up to a bracket that closes, or a bar; each brings the white space before it."""
    regex, first = "", True
    while at < len(pieces) and pieces[at] not in ("|", ")", "]"):
        piece = pieces[at]
        gap = "" if first else r"\s+"
        if piece in ("(", "["):
            inner, at = _choices(pieces, at + 1)
            if piece == "(":
                regex += gap + inner
            elif first:
                regex += f"(?:{inner}\\s+)?"
                continue
            else:
                regex += f"(?:{gap}{inner})?"
        elif piece == "{company}":
            article = "" if first else r"(?:the\s+)?"
            regex += gap + article + _OPEN + COMPANY + _CLOSE
            at += 1
        elif piece == "{role}":
            regex += gap + _OPEN + ROLE + _CLOSE
            at += 1
        else:
            if piece[0] in ":-–—@,":
                gap = r"\s*" if regex else ""
                regex = regex.removesuffix(r"\s+")
            literal = re.escape(piece).replace("'", "['’]")
            regex += gap + f"(?i:{literal})"
            at += 1
        first = False
    return regex, at


def _choices(pieces: Sequence[str], at: int) -> tuple[str, int]:
    options = list[str]()
    while True:
        regex, at = _sequence(pieces, at)
        options.append(regex)
        at += 1
        if pieces[at - 1] in (")", "]"):
            return f"(?:{'|'.join(options)})", at
