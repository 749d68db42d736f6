"""Clauses bound to the arguments of a command, the last one first; what is unread is a doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.command import ArgKind, Command, Param, WallTime
from bot.parsing.clauses import FREE, behind_word, last_clause, needs_no_word
from bot.parsing.dates.month_names import month_of
from bot.parsing.dates.weekdays import weekday_of
from bot.parsing.doubts import Doubt, doubt_about
from bot.parsing.parse_context import Args, ParseContext, ParseError
from bot.parsing.urls import looks_like_link
from bot.parsing.values import try_value
from bot.parsing.words import Token, fold

_TIMED = frozenset({ArgKind.DATE, ArgKind.WHEN, ArgKind.LENGTH})
_DATE_LIKE = re.compile(r"[0-9]+[/.:\-–][0-9/.:\-–]*[0-9].*|[0-9]{5,}.*|[0-9]{1,2}(?:st|nd|rd|th)")
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}")
_LOOKED_AT = 3
_BEFORE_A_LINK = frozenset({"at", "from", "via", "see", "link", "link:", "-", "–", "—"})


def bind_clauses(
    command: Command,
    tokens: Sequence[Token],
    context: ParseContext,
    bound: Mapping[str, Any],
    floor: int,
    doubts: list[Doubt],
    *,
    sure: bool,
    sentence: bool = False,
) -> tuple[Args, Sequence[Token]]:
    """Binds the clauses, last one first; returns all values, and the words before the clauses."""
    args = dict(bound)
    while tokens:
        open_ones = {*args, *(doubt.param.name for doubt in doubts)}
        params = [param for param in command.fields if param.name not in open_ones]
        clause = last_clause(tokens, params, context, floor, sure)
        begins = clause.start if clause else floor
        timed = [param for param in command.fields if param.kind in _TIMED]
        if clause is None or clause.param.kind in FREE:
            found = _unread_clause(tokens, timed, context, begins, sentence=sentence)
            if found:
                param, start, after = found
                doubts.append(doubt_about(param, tokens, start, after, context, args))
                args.pop(param.name, None)
                tokens = tokens[:start]
                continue
        if clause is None:
            break
        if clause.unread:
            words = tokens[clause.start :]
            doubts.append(Doubt(clause.param, clause.start, words, clause.unread, clause.worded))
        else:
            args[clause.param.name] = clause.value
        tokens = tokens[: clause.start]
    return args, tokens


def bind_whole_clause(
    command: Command, tokens: Sequence[Token], context: ParseContext, link: Args
) -> tuple[Args, Sequence[Token]]:
    """The clause that all of the words are; else they are a long text, whatever it ends with."""
    doubts: list[Doubt] = []
    try:
        args, left = bind_clauses(command, tokens, context, link, 0, doubts, sure=True)
    except ParseError:
        return dict(link), tokens
    return (dict(link), tokens) if left or doubts else (args, left)


def bind_link(
    command: Command, tokens: list[Token], context: ParseContext
) -> tuple[Args, list[Token], bool]:
    """A posting's address, which needs no word and may be anywhere, even first."""
    param = next((p for p in command.fields if p.kind is ArgKind.LINK and needs_no_word(p)), None)
    for at, token in enumerate(tokens) if param else ():
        if param and not token.quoted and looks_like_link(token.text):
            value = try_value(param, token.text, context)
            if value is not None:
                before = at - 1 if at > 1 and fold(tokens[at - 1].text) in _BEFORE_A_LINK else at
                return {param.name: value}, tokens[:before] + tokens[at + 1 :], at == 0
    return {}, tokens, False


def with_length(command: Command, args: Args) -> Args:
    """The arguments with an interview's length where its end was given."""
    for name, value in args.items():
        if isinstance(value, WallTime) and value.length:
            param = next((one for one in command.fields if one.kind is ArgKind.LENGTH), None)
            length = {param.name: value.length} if param and param.name not in args else {}
            return args | {name: replace(value, length=None)} | length
    return args


def _unread_clause(
    tokens: Sequence[Token],
    params: Sequence[Param],
    context: ParseContext,
    floor: int,
    *,
    sentence: bool,
) -> tuple[Param, int, int] | None:
    """The first word of a clause that looks like a time and reads as none.

    Returns its parameter, where its word is and where its value begins.
    """
    for start in range(floor, len(tokens)):
        for param in params:
            for after in behind_word(param, tokens, start) if param.kind in _TIMED else ():
                if _looks_timed(tokens[after : after + _LOOKED_AT], context, any_figure=sentence):
                    return param, start, after
    return None


def _looks_timed(tokens: Sequence[Token], context: ParseContext, *, any_figure: bool) -> bool:
    if not tokens or tokens[0].quoted:
        return False
    words = [fold(token.text).strip(".,;()") for token in tokens[:_LOOKED_AT]]
    if _DATE_LIKE.fullmatch(words[0]) or words[:2] == ["end", "of"] or "ago" in words:
        return True
    if any_figure and any(map(str.isdecimal, words[0])):
        return True
    named = [bool(month_of(one, context)) or weekday_of(one, context) is not None for one in words]
    figure = any(one[:1].isdecimal() for one in words)
    if words[0][:1].isdecimal() and any(_YEAR_LIKE.match(one) for one in words[1:]):
        return True
    return any(named) and (figure or (named[0] and not tokens[0].text[:1].isupper()))
