"""What follows a command's name in a line: a company, and clauses cut from its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from bot.command import ArgKind, Command, Param, usage
from bot.message import Text
from bot.parsing.clauses import FREE, behind_word, free_text, last_clause, needs_no_word
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.urls import looks_like_link, unwrap
from bot.parsing.values import read_value, try_value, with_role
from bot.parsing.words import Token, fold, join, split

Args = dict[str, Any]

# "applied to Acme", "heard back from Acme": small and before a capital, they are
# no part of the name.
_BEFORE_A_NAME = frozenset({"to", "from", "with", "by", "at"})
_BEFORE_A_LINK = frozenset({"at", "from", "via", "see", "link", "link:", "-", "–", "—"})
_MARKS = ",;:"
_ECHOED = 60
_LOOKED_AT = 12  # words at the end of a line that is no more than misspelt


def read_line(command: Command, text: str, frame: ParseContext) -> Args:
    """The arguments in a line, by name; what is not there is left out.

    Clauses are cut from the right until none is left; what remains is the
    company, or whatever else stands first. A word binds only if its value reads
    as its kind, never at the first place, and a company already in the pipeline
    wins over any cut. Raises ParseError for what looks like a value and cannot be.
    """
    free = _free_standing(command)
    link, tokens, first = _link(command, split(unwrap(text)), frame)
    if not free:
        args, left = _clauses(command, tokens, frame, link, floor=0, sure=True)
        return args | _left_over(command, left, frame, args)
    main = free[0]
    more = next((param for param in free[1:] if param.arg.bare), None)
    if main.kind is not ArgKind.LONG_TEXT:
        known = _with_known_name(command, (main, more), tokens, frame, link)
        if known is not None:
            return known
        tokens = _without_connective(main, tokens)
    args, left = _clauses(command, tokens, frame, link, floor=0 if first else 1, sure=False)
    if main.kind is ArgKind.APPLICATION:
        _refuse_begun(command, left, frame, args)
    value = try_value(main, _named(main, left), frame)
    return args if value is None else args | {main.name: value}


def _named(main: Param, tokens: Sequence[Token]) -> str:
    """The company, and the role behind the last *as* where the command has no place for one."""
    if main.kind is ArgKind.APPLICATION:
        for at in range(len(tokens) - 2, 0, -1):
            if not tokens[at].quoted and fold(tokens[at].text) == "as":
                return with_role(join(tokens[:at]), join(tokens[at + 1 :]))
    return free_text(main, tokens)


def _free_standing(command: Command) -> list[Param]:
    """The free texts that need no word; the first of them stands first in a line."""
    free = [param for param in command.fields if param.kind in FREE and not param.words]
    first = next((p for p in free if needs_no_word(p) or p is command.fields[0]), None)
    return free[free.index(first) :] if first else []


def _link(
    command: Command, tokens: list[Token], frame: ParseContext
) -> tuple[Args, list[Token], bool]:
    """A posting's address, which needs no word and may stand anywhere, even first."""
    param = next((p for p in command.fields if p.kind is ArgKind.LINK and needs_no_word(p)), None)
    for at, token in enumerate(tokens) if param else ():
        if param and not token.quoted and looks_like_link(token.text):
            value = try_value(param, token.text, frame)
            if value is not None:
                before = at - 1 if at > 1 and fold(tokens[at - 1].text) in _BEFORE_A_LINK else at
                return {param.name: value}, tokens[:before] + tokens[at + 1 :], at == 0
    return {}, tokens, False


def _clauses(
    command: Command,
    tokens: Sequence[Token],
    frame: ParseContext,
    bound: Mapping[str, Any],
    floor: int,
    sure: bool,
) -> tuple[Args, Sequence[Token]]:
    """What was bound and is, and the words before the first clause."""
    args = dict(bound)
    while tokens:
        params = [param for param in command.fields if param.name not in args]
        clause = last_clause(tokens, params, frame, floor, sure)
        if clause is None:
            break
        args[clause.param.name] = clause.value
        tokens = tokens[: clause.start]
    return args, tokens


def _with_known_name(
    command: Command,
    params: tuple[Param, Param | None],
    tokens: list[Token],
    frame: ParseContext,
    link: Args,
) -> Args | None:
    """The reading in which the line starts with a company that is known or quoted.

    None unless all that follows it reads as clauses, or as the text that a
    command takes after its company.
    """
    main, more = params
    start, size = _name(tokens, frame.names)
    if not size:
        return None
    try:
        args, left = _clauses(command, tokens[start + size :], frame, link, floor=0, sure=True)
    except ParseError:
        return None  # read as any other line, which says what is wrong
    for param, words in ((more, left), (main, tokens[start : start + size])):
        if param is None and words:
            _refuse_worded(command, left, frame, args)
            return None
        if param is not None and words:
            value = try_value(param, free_text(param, words), frame)
            args |= {} if value is None else {param.name: value}
    return args


def _refuse_worded(
    command: Command, left: Sequence[Token], frame: ParseContext, args: Mapping[str, Any]
) -> None:
    """Raises ParseError where a value's word follows a known company, and no such value it.

    A choice may be the end of another company's name: Stand, and Stand by Me.
    """
    for param in (one for one in command.fields if one.name not in args):
        for after in behind_word(param, left, 0):
            if param.kind is not ArgKind.CHOICE or left[after].text.islower():
                read_value(param, join(left[after:]), frame)


def _refuse_begun(
    command: Command, left: Sequence[Token], frame: ParseContext, args: Mapping[str, Any]
) -> None:
    """Raises ParseError where a moment in figures follows its word, and more that is none of it."""
    for param in (
        one for one in command.fields if one.name not in args and one.kind is ArgKind.WHEN
    ):
        for start in range(max(1, len(left) - _LOOKED_AT), len(left)):
            for after in behind_word(param, left, start):
                begun = (join(left[after:end]) for end in range(after + 1, len(left)))
                if any(_in_figures(one) and _reads(param, one, frame) for one in begun):
                    read_value(param, join(left[after:]), frame)


def _in_figures(text: str) -> bool:
    return any(letter.isdecimal() for letter in text)


def _reads(param: Param, text: str, frame: ParseContext) -> bool:
    try:
        return try_value(param, text, frame) is not None
    except ParseError:
        return False


def _name(tokens: list[Token], names: Sequence[str]) -> tuple[int, int]:
    """Where a quoted or known company starts, and of how many words it is (0: none)."""
    if tokens and tokens[0].quoted:
        return 0, 1
    size = _known(tokens, names)
    if not size and tokens and fold(tokens[0].text) in _BEFORE_A_NAME:
        return 1, _known(tokens[1:], names)
    return 0, size


def _known(tokens: Sequence[Token], names: Sequence[str]) -> int:
    """How many words at the start are a company in the pipeline: the longest name's."""
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
    if not names_company or len(tokens) < 2 or tokens[0].text not in _BEFORE_A_NAME:
        return tokens
    after = tokens[1]
    return tokens[1:] if after.quoted or not after.text[0].islower() else tokens


def _left_over(command: Command, left: Sequence[Token], frame: ParseContext, args: Args) -> Args:
    """What no clause took, where no free text can: one value misspelt, or too much.

    Raises ParseError that says which.
    """
    if not left:
        return {}
    open_ones = [param for param in command.fields if param.name not in args]
    worded = [(param, after) for param in open_ones for after in behind_word(param, left, 0)]
    bare = [(param, 0) for param in open_ones if needs_no_word(param)]
    if worded or len(bare) == 1:
        param, start = (worded or bare)[0]
        return {param.name: read_value(param, join(left[start:]), frame)}
    said = join(left)
    said = said if len(said) <= _ECHOED else said[: _ECHOED - 1] + "…"
    lead = f"I do not know what to do with “{said}”. It goes like this: "
    raise ParseError(Text(lead, usage(command)))
