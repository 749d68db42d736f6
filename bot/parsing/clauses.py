"""Clauses at the end of a line: a word and its value, or a value that needs no word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.command import ArgKind, Param
from bot.frozen import frozen
from bot.parsing.choices import read_choice
from bot.parsing.dates.weekdays import weekday_of
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.values import try_value
from bot.parsing.words import Token, fold, join, join_long

FREE = frozenset({ArgKind.TEXT, ArgKind.LONG_TEXT, ArgKind.APPLICATION})
_LONGEST = 10  # words in a date, a moment, a choice

# Words that also end names: USA Today, Rising Sun, High Noon. With a capital they
# are the name's, since within a line nobody writes them so; weekdays they do.
_DAYS_IN_NAMES = frozenset({"sun"})
_PLAIN_DAYS = frozenset({"yesterday"})
_BEFORE_PLACES = frozenset({"on", "from"})
FIGURES_IN_NAMES = frozenset({"24/7"})


@frozen
class Clause:
    """A value found for a parameter, and the word of the line at which it starts.

    `unread` says why there is no certain value; `worded`, that its word binds nothing else.
    """

    param: Param
    value: Any
    start: int
    unread: ParseError | None = None
    worded: bool = False


def last_clause(
    tokens: Sequence[Token], params: Sequence[Param], context: ParseContext, floor: int, sure: bool
) -> Clause | None:
    """The clause that ends the line and starts at `floor` or later.

    What reads as a date, a time or a choice goes first, the longest reading of
    it; then the rightmost word of a free text. `sure` says that no company's
    name can be part of it.
    """
    return _typed(tokens, params, context, floor, sure) or _free(tokens, params, context, floor)


def free_text(param: Param, tokens: Sequence[Token]) -> str:
    """The words of a free value as one text."""
    return join_long(tokens) if param.kind is ArgKind.LONG_TEXT else join(tokens)


def needs_no_word(param: Param) -> bool:
    """True if a typed value may come without its word."""
    return param.arg.bare or (param.required and not param.words)


def behind_word(param: Param, tokens: Sequence[Token], start: int) -> Iterator[int]:
    """Yields the value's place behind each of the parameter's words at `start`, longest first."""
    for word in sorted(param.words, key=lambda one: -len(one)):
        parts = word.split()
        after = start + len(parts)
        matches = after < len(tokens) and [_unquoted(one) for one in tokens[start:after]] == parts
        if matches and _binds(word, param, tokens[start].text):
            yield after


def _binds(word: str, param: Param, typed: str) -> bool:
    """True if it is that word. Of *Drive Through Records*, its capital is the name's."""
    return word == param.arg.word or param.kind not in FREE or typed.islower()


def _typed(
    tokens: Sequence[Token], params: Sequence[Param], context: ParseContext, floor: int, sure: bool
) -> Clause | None:
    typed = [param for param in params if param.kind not in FREE]
    for start in range(max(floor, len(tokens) - _LONGEST), len(tokens)) if typed else ():
        problem = None
        for param in typed:
            try:
                value = _read(param, tokens, start, context, sure)
            except ParseError as unread:
                problem = problem or unread
                continue
            if value is not None:
                return Clause(param, value, start)
        if problem:
            param = next(one for one in params if one.name == problem.param)
            return Clause(param, None, start, problem, worded=bool(problem.options))
    return None


def _free(
    tokens: Sequence[Token], params: Sequence[Param], context: ParseContext, floor: int
) -> Clause | None:
    free = [param for param in params if param.kind in FREE and param.words]
    for start in range(len(tokens) - 1, floor - 1, -1) if free else ():
        for param in free:
            for after in behind_word(param, tokens, start):
                value = try_value(param, free_text(param, tokens[after:]), context)
                if value is not None:
                    return Clause(param, value, start)
            if _is_place(param, tokens, start):
                return Clause(param, free_text(param, tokens[start + 1 :]), start)
    return None


def _is_place(param: Param, tokens: Sequence[Token], start: int) -> bool:
    """*on LinkedIn*, with a word that binds other things or belongs to names as well."""
    short = len(tokens) - start <= _LONGEST
    begins = short and param.arg.places and _unquoted(tokens[start]) in _BEFORE_PLACES
    return bool(begins) and fold(join(tokens[start + 1 :])) in param.arg.places


def _read(
    param: Param, tokens: Sequence[Token], start: int, context: ParseContext, sure: bool
) -> Any | None:
    for after in behind_word(param, tokens, start):
        text, lasts = join(tokens[after:]), False
        if param.kind is ArgKind.DATE and fold(tokens[start].text) == "for":
            lasts = param.takes_length
            text = text if lasts else f"in {text}"  # remind me for two weeks
        value = try_value(param, text, context, bare=lasts)
        if value is not None:
            return value
    tail = tokens[start:]
    if not needs_no_word(param) or any(token.quoted for token in tail):
        return None
    if param.kind is ArgKind.LINK and start and _names_source(tokens, start):
        return None
    if not sure and not _stands_alone(param, tail, context):
        return None
    return _bare(param, join(tail), context, sure)


def _names_source(tokens: Sequence[Token], start: int) -> bool:
    """True for *via caterer.com*: a site without a page is where a job was found."""
    return _unquoted(tokens[start - 1]) in ("via", "through") and "/" not in tokens[start].text


def _unquoted(token: Token) -> str | None:
    return None if token.quoted else token.text.casefold()


def _bare(param: Param, text: str, context: ParseContext, sure: bool) -> Any | None:
    """A value without its word: nothing is guessed that can as well be part of a name."""
    if param.kind is ArgKind.CHOICE:
        whole = read_choice(param, text, exact=True)
        return _nearly(param, text) if whole is None and sure else whole
    return try_value(param, text, context, bare=True)


def _nearly(param: Param, text: str) -> Any | None:
    """A choice begun or misspelled, none of whose words belongs to what comes before it.

    In *3pm on May 1 video* a single letter too many would make *1 video* of it.
    """
    value = read_choice(param, text)
    return None if value == read_choice(param, text.partition(" ")[2]) else value


def _stands_alone(param: Param, tail: Sequence[Token], context: ParseContext) -> bool:
    """True if words that may follow a name can be a value rather than its end."""
    word = tail[0].text
    if len(tail) > 1:
        capital = any(token.text[:1].isupper() for token in tail)
        return (
            not capital if param.kind is ArgKind.CHOICE else fold(word) != "the" or len(tail) > 2
        )  # the 3rd
    if word.isdecimal() or word in FIGURES_IN_NAMES:
        return False
    if param.kind is ArgKind.LENGTH:
        return word.islower()  # 3M
    if not word[:1].isupper():
        return True
    plain = fold(word).rstrip(".,")
    weekday = weekday_of(plain, context) is not None and plain not in _DAYS_IN_NAMES
    return weekday or plain in _PLAIN_DAYS
