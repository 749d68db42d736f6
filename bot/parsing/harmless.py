"""What may stand beside an event without changing it: a wage, a reason, a feeling."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.parsing.company_match import known_among
from bot.parsing.dates.days import read_day
from bot.parsing.job_titles import is_role
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.rewording import in_english, times_in
from bot.parsing.said import Said
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.sentences import hear
from bot.parsing.urls import looks_like_link
from bot.parsing.words import Token, join, split

_MARKS = " ,.!?;:…()-–—"

_TIMED = frozenset({"interview", "reschedule", "debrief"})
_THEIRS = frozenset({"they", "she", "he", "it"})  # what did not happen to them, did to nobody
_SHOWN = frozenset({"job", "draft", "phone"})  # asked for, of no company of the person's
_LONGEST_REMARK = 15  # words
_PAY = re.compile(
    r"[$€£~]?\d[\d.,]*k?(?:[-–/]+\$?\d[\d.,]*k?)?(?:/?(?:hr|h|hour|yr|year|mo|month|std|stunde))?",
    re.IGNORECASE,
)
_BOUNDS = frozenset({"by", "until", "till", "before"})  # of a day that may not be read
_STATE = re.compile(r"[A-Z]{2}")
_LONGEST_SPAN = 3  # words: *the last week*


def is_harmless(part: str, context: ParseContext, command: str) -> bool:
    """False for what may change what is logged: a day, an event, a company, a *not*, a *maybe*."""
    known = sentences(context.spoken)
    tokens = split(part)
    words = [bare(one.text).strip(_MARKS) for one in tokens]
    if not 0 < len(words) <= _LONGEST_REMARK or any(one.quoted for one in tokens):
        return False
    denied = known.negations if words[0] not in _THEIRS else frozenset()
    if {*words} & (denied | known.hedges | known.events | known.others):
        return False
    if _BOUNDS & {*words, *(one.text for one in in_english(tokens, context))}:
        return False
    if any(looks_like_link(one.text) or "@" in one.text for one in tokens) or "?" in part:
        return False
    said = hear(tokens, context)
    tells = said is not None and (
        said.pattern.command in _SHOWN
        or (said.pattern.command == "heard-back" and is_nobodys(said, context))
        or (said.pattern.command == "debrief" and "went" in said.pattern.words[:2])
    )
    if known_among(tokens, context.names, known.endings) or (said and not tells):
        return False
    figures = [one for one in words if any(map(str.isdecimal, one))]
    if figures and command in _TIMED:
        return False
    if any(not _PAY.fullmatch(one) for one in figures):
        return False
    if command == "applied" and (_names_another_job(words) or _has_span(tokens, context)):
        return False
    return not _is_names(part) and not _has_time(tokens, context)


def _is_names(part: str) -> bool:
    """True for *Hulu*, *Bank of America*, which may be a company, but not for *Rosemont IL*."""
    words = [word for word in part.split() if word[:1].isalpha()]
    if words and _STATE.fullmatch(words[-1].strip(_MARKS)) and len(words) > 1:
        return False
    return bool(words) and all(word[:1].isupper() for word in (words[0], words[-1]))


def _has_time(tokens: Sequence[Token], context: ParseContext) -> bool:
    return next(times_in(tokens, context), None) is not None


def _names_another_job(words: Sequence[str]) -> bool:
    """True for *lidl as stocker*, beside an application another one."""
    return "as" in words[1:-1] and is_role(" ".join(words[words.index("as", 1) + 1 :]))


def _has_span(tokens: Sequence[Token], context: ParseContext) -> bool:
    """True for what ends in *last week*, which says when, but not on which day."""
    for size in range(2, min(_LONGEST_SPAN, len(tokens)) + 1):
        tail = join(tokens[-size:])
        try:
            read_day(tail, context, past=True)
        except ParseError:
            if not any(map(str.isdecimal, tail)):
                return True
    return False


def is_nobodys(said: Said, context: ParseContext) -> bool:
    """True for what *they* or *the owner* said, which names no company."""
    known = sentences(context.spoken)
    words = [bare(one.text).strip(_MARKS) for one in said.company]
    first = words[0].replace("’", "'").partition("'")[0] if words else ""
    return first in known.nobody | known.never_a_name or all(one in known.people for one in words)
