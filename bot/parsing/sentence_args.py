"""The values that a sentence gives of a company, with every word accounted for or asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from bot.command import Command
from bot.parsing.arguments import read_tokens
from bot.parsing.asides import without_asides, without_marks
from bot.parsing.company_match import known_among
from bot.parsing.company_people import without_people
from bot.parsing.doubtful_names import doubtful_name
from bot.parsing.known_company_args import read_known_company
from bot.parsing.line_questions import shortened
from bot.parsing.parse_context import Args, ParseContext, ParseError
from bot.parsing.said import BEHIND, Said
from bot.parsing.sentence_clauses import clauses_beside
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_questions import (
    refuse_long_source,
    refuse_other_company,
    refuse_strays,
    takes_known,
    with_bound,
)
from bot.parsing.sentence_rows import COMPANY
from bot.parsing.values import read_value
from bot.parsing.words import Token, fold, join
from bot.parsing.words_beside import read_beside

_MARKS = " ,.!?;:…()-–—"
# Money by its sign, its thousands or its length; *Level 42* is a name.
_PAY = re.compile(r"[$€£]\d|\d+(?:[.,]\d+)?k\b|\d{1,3}[.,]\d{3}\b|\d{5,}", re.IGNORECASE)
_PER = frozenset({"a", "an", "per"})
_SPANS = frozenset({"year", "month", "week", "day", "hour"})
_SITES = frozenset({"site", "website", "page", "portal"})


def read_said(command: Command, said: Said, context: ParseContext) -> Args:
    """The values that a sentence says of the company that it names.

    Raises ParseError, with the rest of them, for what it leaves open.
    """
    bound = implied(command, said, context)
    company = without_marks(said.company)
    if found := known_among(company, context.names, sentences(context.spoken).endings):
        return read_known_company(command, said, company, found, bound, context)
    company = without_people(company, context)
    if said.pattern.words[0] == COMPANY and said.after:
        if doubtful_name(join(company), context):
            raise ParseError(f"Is “{shortened(join(company))}” a company?", "company", (), bound)
        bounded = (0, len(company), join(company))
        return read_known_company(command, said, company, bounded, bound, context)
    company, terms = _without_pay(command, _without_site(company))
    if terms:
        bound = {**bound, "terms": terms}
    tokens = [*company, *clauses_beside(said)]
    is_clause = partial(_is_clause, command, context)
    tokens = [*without_asides(tokens[len(company) :], context, keeps=is_clause)]
    tokens = [*without_asides(company, context, keeps=is_clause), *tokens]
    try:
        args = read_tokens(command, tokens, context, sentence=True)
    except ParseError as unread:
        if said.before and not unread.options[1:] and not takes_known(command):
            refuse_strays(said, {"company": join([*company, *said.before])}, bound, context)
        raise with_bound(unread, bound) from None
    refuse_strays(said, args, bound, context)
    refuse_long_source(args, bound, context)
    refuse_other_company(said, args, bound, context)
    return {**args, **bound}


def implied(command: Command, said: Said, context: ParseContext) -> Args:
    """The value that the sentence's pattern implies, how it went, and by when they decide."""
    args: Args = {"decision_by": said.decision} if said.decision else {}
    if (param := command.param("went")) and (went := _impression(said, context)):
        args["went"] = read_value(param, went, context)
    if not said.pattern.implies:
        return args
    key, value = said.pattern.implies
    if value == BEHIND:
        return args
    param = command.param(key)
    return {**args, key: read_value(param, value, context) if param else value}


def _impression(said: Said, context: ParseContext) -> str:
    """How an interview went by the words of its sentence; empty if they do not tell."""
    known = sentences(context.spoken)
    words = {*said.pattern.words}
    ways = (("badly", known.went_badly), ("mixed", known.went_mixed), ("well", known.went_well))
    return next((way for way, some in ways if words & some), "")


def _is_clause(command: Command, context: ParseContext, tokens: Sequence[Token]) -> bool:
    """True for *by phone* or *this morning*, where the command has a place for it."""
    try:
        args, left = read_beside(command, tokens, context, {})
    except ParseError:
        return True
    return bool(args) and not left


def _without_site(tokens: list[Token]) -> list[Token]:
    """The company of *Lyft's site*, which is none."""
    if len(tokens) > 1 and fold(tokens[-1].text) in _SITES and not tokens[-2].quoted:
        name = tokens[-2].text
        for ending in ("'s", "’s"):
            if name.endswith(ending):
                return [*tokens[:-2], _token(name.removesuffix(ending))]
    return tokens


def _without_pay(command: Command, tokens: list[Token]) -> tuple[list[Token], str]:
    """A company's words without the pay behind them, and the pay: *acme 45k a year*."""
    for at, token in enumerate(tokens if command.param("terms") else ()):
        if at and not token.quoted and _PAY.match(token.text):
            words = [fold(one.text).strip(_MARKS) for one in tokens[at + 1 : at + 3]]
            end = at + (3 if len(words) == 2 and words[0] in _PER and words[1] in _SPANS else 1)
            return [*tokens[:at], *tokens[end:]], join(tokens[at:end])
    return tokens, ""


def _token(text: str) -> Token:
    return Token(text, raw=text)
