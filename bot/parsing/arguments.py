"""The arguments behind a command's name in a line: a company, and clauses cut from its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from bot.command import ArgKind, Command, Param
from bot.parsing.bound_clauses import bind_clauses, bind_link, bind_whole_clause, with_length
from bot.parsing.clauses import FREE, free_text, needs_no_word
from bot.parsing.doubts import Doubt
from bot.parsing.job_titles import with_its_role, without_article
from bot.parsing.leftovers import read_leftover
from bot.parsing.line_questions import (
    doubt_question,
    refuse_begun,
    refuse_doubtful,
    refuse_role_at_end,
    refuse_worded,
    shortened,
)
from bot.parsing.listed_values import refuse_dashes, refuse_listed_values
from bot.parsing.parse_context import Args, Option, ParseContext, ParseError
from bot.parsing.time_first import begins_surely, with_time_behind
from bot.parsing.urls import unwrap
from bot.parsing.values import try_value, with_role
from bot.parsing.words import Token, fold, join, split, without_decoration

# "applied to acme", "heard back from Acme": written small, they are no part of the name.
_BEFORE_A_NAME = frozenset({"to", "from", "with", "by", "at", "for"})
_BEFORE_A_KNOWN_NAME = _BEFORE_A_NAME | {"in", "the"}
_NO_NAMES = _BEFORE_A_NAME | {"as"}
_MARKS = ",;:"
_DASHES = frozenset("-–—|")


def read_line(
    command: Command, text: str, context: ParseContext, *, sentence: bool = False
) -> Args:
    """The arguments in a line, by name; what is not there is left out.

    Clauses are cut from the right until none is left; what remains is the
    company, or whatever else comes first. A word binds only if its value reads
    as its kind, never at the first place, and a company already in the pipeline
    wins over any cut. A clause that looks like a time and cannot be read joins
    nothing: ParseError asks about it, with what else it may be as options. With
    `sentence` a name that may be more than a name is asked about, too.
    """
    return read_tokens(command, split(unwrap(text)), context, sentence=sentence)


def read_tokens(
    command: Command, tokens: list[Token], context: ParseContext, *, sentence: bool = False
) -> Args:
    """The same, of a line that is split already."""
    doubts: list[Doubt] = []
    tokens = without_decoration(tokens, sentence=sentence)
    if not sentence and len(tokens) > 1 and not tokens[0].text[:1].isupper():
        moved = with_time_behind(command, tokens, context)
        if moved is not tokens and not begins_surely(tokens, context):
            raise _day_or_name(command, tokens, moved, context)
        tokens = moved
    args = _tidied(command, _read(command, tokens, context, doubts, sentence=sentence))
    quoted = {token.text for token in tokens if token.quoted}
    if _DASHES & {token.text for token in tokens}:
        args = _without_dashes(command, args, context, quoted, asks=not doubts)
    if doubts:
        named = read_as_name(command, tokens, context, doubts[-1])
        raise doubt_question(command, args, doubts, named)
    if any("," in token.text for token in tokens):
        refuse_listed_values(command, args, context, quoted)
    if sentence:
        refuse_doubtful(args, context, quoted)
    elif len(tokens) > 1 and isinstance(company := args.get("company"), str) and " " in company:
        refuse_role_at_end(company, args, context, quoted)
    return args


def _tidied(command: Command, args: Args) -> Args:
    """The arguments without what is none of a value: an article, the end of parentheses."""
    args = with_length(command, args)
    if isinstance(role := args.get("role"), str) and " " in role:
        args["role"] = without_article(role)
    if isinstance(via := args.get("via"), str) and "(" not in via:
        args["via"] = via.rstrip(")")
    return args


def _day_or_name(
    command: Command, tokens: list[Token], moved: list[Token], context: ParseContext
) -> ParseError:
    """The question whether a line begins with its day or with a name: *today tix*."""
    parted, whole = (
        _read(command, words, context, [], sentence=False) for words in (moved, tokens)
    )
    options = tuple(
        Option(f"Yes, {args['company']}", args) for args in (parted, whole) if "company" in args
    )
    said = shortened(join(tokens))
    return ParseError(f"Does “{said}” begin with a day?", "company", options, whole)


def _without_dashes(
    command: Command, args: Args, context: ParseContext, quoted: set[str], *, asks: bool
) -> Args:
    """The arguments with what stands behind dashes in its place; only one question is asked."""
    try:
        return refuse_dashes(command, args, context, quoted)
    except ParseError:
        if asks:
            raise
        return args


def _read(
    command: Command,
    tokens: list[Token],
    context: ParseContext,
    doubts: list[Doubt],
    *,
    sentence: bool,
) -> Args:
    free = _free_standing(command)
    link, tokens, first = bind_link(command, tokens, context)
    if not free:
        args, left = bind_clauses(command, tokens, context, link, 0, doubts, sure=True)
        return args | read_leftover(command, left, context, args)
    main = free[0]
    more = next((param for param in free[1:] if param.arg.bare), None)
    if main.kind is not ArgKind.LONG_TEXT:
        known = _with_known_name(command, (main, more), tokens, context, link, doubts)
        if known is not None:
            return known
        tokens = _without_connective(main, tokens)
    floor = 0 if first else 1
    args, left = bind_clauses(
        command, tokens, context, link, floor, doubts, sure=False, sentence=sentence
    )
    if main.kind is ArgKind.APPLICATION:
        refuse_begun(command, left, context, args)
    if len(left) > 1 and main.name == "company" and command.param("role") and "role" not in args:
        left, role = with_its_role(left)
        args |= {"role": role} if role else {}
    value = try_value(main, _named(main, left), context)
    return args if value is None else args | {main.name: value}


def read_as_name(
    command: Command, tokens: Sequence[Token], context: ParseContext, doubt: Doubt
) -> Args | None:
    """The same line with a doubtful clause's words kept together as words of a name."""
    words = list(doubt.words)
    for at in range(len(tokens) - len(words) + 1 if not doubt.certain else 0):
        if tokens[at : at + len(words)] == words:
            held = Token(" ".join(word.text for word in words), quoted=True)
            line = [*tokens[:at], held, *tokens[at + len(words) :]]
            try:
                return _read(command, line, context, [], sentence=False)
            except ParseError:
                return None
    return None


def _named(main: Param, tokens: Sequence[Token]) -> str:
    """The company, and the role behind the last *as* where the command has no place for one."""
    if main.kind is ArgKind.APPLICATION:
        for at in range(len(tokens) - 2, 0, -1):
            if not tokens[at].quoted and fold(tokens[at].text) == "as":
                return with_role(join(tokens[:at]), join(tokens[at + 1 :]))
    return free_text(main, tokens)


def _free_standing(command: Command) -> list[Param]:
    """The free texts that need no word; the first of them comes first in a line."""
    free = [param for param in command.fields if param.kind in FREE and not param.words]
    first = next((p for p in free if needs_no_word(p) or p is command.fields[0]), None)
    return free[free.index(first) :] if first else []


def _with_known_name(
    command: Command,
    params: tuple[Param, Param | None],
    tokens: list[Token],
    context: ParseContext,
    link: Args,
    doubts: list[Doubt],
) -> Args | None:
    """The reading in which the line starts with a company that is known or quoted.

    None unless all that follows it reads as clauses, or as the text that a
    command takes after its company.
    """
    main, more = params
    start, size = _name(tokens, context.names)
    if not size:
        return None
    open_ones: list[Doubt] = []
    rest = tokens[start + size :]
    if more is not None and more.kind is ArgKind.LONG_TEXT:
        args, left = bind_whole_clause(command, rest, context, link)
        if left:
            # *They call on Friday*: the day belongs to what they said.
            undated = tuple(one for one in command.params if not one.arg.past)
            plain = replace(command, params=undated)
            args, left = bind_clauses(plain, rest, context, link, 0, open_ones, sure=True)
    else:
        args, left = bind_clauses(command, rest, context, link, 0, open_ones, sure=True)
    for param, words in ((more, left), (main, tokens[start : start + size])):
        if param is None and words:
            refuse_worded(command, left, context, args)
            return None
        if param is not None and words:
            value = try_value(param, free_text(param, words), context)
            args |= {} if value is None else {param.name: value}
    doubts += open_ones
    return args


def _name(tokens: list[Token], names: Sequence[str]) -> tuple[int, int]:
    """Returns the place of a quoted or known company, and its number of words (0: none)."""
    if tokens and tokens[0].quoted:
        return 0, 1
    size = _known(tokens, names)
    if not size and tokens and fold(tokens[0].text) in _BEFORE_A_KNOWN_NAME:
        return 1, _known(tokens[1:], names)
    return 0, size


def _known(tokens: Sequence[Token], names: Sequence[str]) -> int:
    """Counts the words at the start that are a company in the pipeline: the longest name's."""
    words = [fold(token.text) for token in tokens]
    line = " ".join(words)
    ends: dict[int, int] = {}
    for size, end in enumerate(accumulate(len(word) + 1 for word in words), 1):
        marks = len(words[size - 1]) - len(words[size - 1].rstrip(_MARKS))
        ends |= {end - 1: size, end - 1 - marks: size}
    starts = (name for name in map(fold, names) if name and line.startswith(name))
    return max((ends.get(len(name), 0) for name in starts), default=0)


def _without_connective(main: Param, tokens: list[Token]) -> list[Token]:
    names_company = main.kind is ArgKind.APPLICATION or main.name == "company"
    if not names_company or not tokens or tokens[0].quoted:
        return tokens
    if all(not one.quoted and one.text in _NO_NAMES for one in tokens):
        return []  # *rejected by*: the name is still to come
    if len(tokens) < 2:
        return tokens
    return tokens[1:] if tokens[0].text in _BEFORE_A_NAME else tokens
