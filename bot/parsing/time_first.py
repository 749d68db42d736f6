"""A day or a moment that a line begins with, put where it is due: *yesterday Publix*."""

from __future__ import annotations

from bot.command import ArgKind, Command
from bot.parsing.clauses import FIGURES_IN_NAMES
from bot.parsing.company_match import known_among
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.values import try_value
from bot.parsing.words import Token, fold, join

_TIMED = frozenset({ArgKind.DATE, ArgKind.WHEN})
_LONGEST = 6  # words
_BEFORE = frozenset({"on", "at"})


def with_time_behind(command: Command, tokens: list[Token], context: ParseContext) -> list[Token]:
    """The words with the time at their beginning behind the others, where a company is due.

    A time is written small or in figures there; with a capital, *Monday Night Brewing* is
    a name, and so is what the person has applied to.
    """
    params = [param for param in command.fields if param.kind in _TIMED and param.arg.bare]
    if (
        not (params and command.param("company"))
        or len(tokens) < 2
        or known_among(tokens[:1], context.names, frozenset())
    ):
        return tokens
    begin = 1 if fold(tokens[0].text) in _BEFORE else 0
    for end in range(min(begin + _LONGEST, len(tokens) - 1), begin, -1):
        span = tokens[begin:end]
        if span[0].text in FIGURES_IN_NAMES:
            return tokens
        if span[0].quoted or not (span[0].text.islower() or span[0].text[:1].isdecimal()):
            return tokens
        if any(_is(param.name, command, join(span), context) for param in params):
            return [*tokens[end:], *tokens[:end]]
    return tokens


def begins_surely(tokens: list[Token], context: ParseContext) -> bool:
    """True for *yesterday Publix*, *6/11 10am Acme*; *monday night brewing* may be a name."""
    if fold(tokens[0].text) == "yesterday" or any(map(str.isdecimal, tokens[0].text)):
        return True
    return known_among(tokens, context.names, frozenset()) is not None


def _is(name: str, command: Command, text: str, context: ParseContext) -> bool:
    param = command.param(name)
    try:
        return param is not None and try_value(param, text, context, bare=True) is not None
    except ParseError:
        return True
