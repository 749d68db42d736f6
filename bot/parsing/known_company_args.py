"""The values of a sentence whose company is certain, such as one of the person's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.command import ArgKind, Command
from bot.parsing.asides import without_asides, without_marks
from bot.parsing.company_people import free_text_of, without_person, without_staff
from bot.parsing.job_titles import doubtful_role, is_role
from bot.parsing.line_questions import shortened
from bot.parsing.parse_context import Args, Option, ParseContext, ParseError
from bot.parsing.reported_speech import day_of_report, is_reported, says_more
from bot.parsing.said import Said
from bot.parsing.sentence_clauses import clauses_beside
from bot.parsing.sentence_notes import apart_from_reason, is_remark
from bot.parsing.sentence_questions import with_bound, yes_label
from bot.parsing.sentence_rows import COMPANY, SLOTS
from bot.parsing.values import try_value, with_role
from bot.parsing.words import Token, fold, join
from bot.parsing.words_beside import read_beside

_MARKS = " ,.!?;:…()-–—"
_BY = "by"  # begins a deadline, which is no part of an offer's figures
_ROLE_WORDS = frozenset({"position", "role", "job", "opening", "vacancy"})


def read_known_company(
    command: Command,
    said: Said,
    company: list[Token],
    found: tuple[int, int, str],
    bound: Args,
    context: ParseContext,
) -> Args:
    """The values beside a company; `found` says where it is among its words, and its name."""
    at, size, name = found
    main = next(param for param in command.fields if param.name == "company")
    args: Args = {**bound}
    before = without_person(command, company[:at], args, context)
    after = without_staff(company[at + size :], context)
    rest = [*before, *after, *clauses_beside(said)]
    value: Any = try_value(main, name, context)
    if (text := free_text_of(command, args, ())) and not (before or said.before or said.role):
        day, what = day_of_report([*after, *said.after], said.moved, command, context)
        if is_reported(what):
            return {main.name: value, text.name: join(what), **day, **args}
    rest, reason = apart_from_reason(rest, context)
    kept: Args = {"note": join(reason)} if reason and command.param("note") else {}
    try:
        args, left = _read_clauses(command, rest, args, context)
    except ParseError as unread:
        raise with_bound(unread, {main.name: value}) from None
    if role_of := _role(left):
        left = []
        if command.param("role"):
            args.setdefault("role", role_of)
        elif main.kind is ArgKind.APPLICATION:
            value = try_value(main, with_role(name, role_of), context)
    behind = company[at + size :]
    if left:
        args, left = _with_free_text(command, said, behind, (bound, args), left, context)
    values = {main.name: value, **args, **kept}
    _refuse_doubtful_role(name, values, args.get("role"), context)
    if is_remark(command, left, [*behind, *said.after], values, context):
        values["note"] = join(left)
        left = []
    if left:
        raise _unplaced(name, join(left), values, context)
    return values


def _read_clauses(
    command: Command, rest: list[Token], args: Args, context: ParseContext
) -> tuple[Args, list[Token]]:
    """The values with those of the clauses, between two of which may be an aside; and the rest."""
    args, left = read_beside(command, rest, context, args)
    if left:
        args, left = read_beside(command, without_asides(left, context), context, args)
    return args, without_asides(left, context)


def _with_free_text(
    command: Command,
    said: Said,
    behind: Sequence[Token],
    values: tuple[Args, Args],
    left: list[Token],
    context: ParseContext,
) -> tuple[Args, list[Token]]:
    """The values with the words left as the text that the command takes, if they are no more.

    Of the two `values` the first are those of the sentence's pattern alone.
    """
    bound, args = values
    text = free_text_of(command, args, left)
    if text is None or (text.kind is ArgKind.TEXT and fold(left[0].text) == _BY):
        return args, left
    spoken_of = any("," in one.text for one in behind)
    if text.kind is ArgKind.LONG_TEXT and not spoken_of:
        # *They call on Friday*: all of it is what they said.
        args, left = {**bound}, _words_told(said, behind)
    if spoken_of or says_more(left, context):
        return args, left
    value = try_value(text, join(left), context)
    return (args, left) if value is None else ({**args, text.name: value}, [])


def _words_told(said: Said, behind: Sequence[Token]) -> list[Token]:
    """What a reply says; of *Acme they wrote by June* the verb is part of it."""
    verb: list[Token] = []
    if behind and said.pattern.words[0] == COMPANY:
        verb = [Token(word, raw=word) for word in said.pattern.words if word not in SLOTS]
    return [*behind, *verb, *without_marks(said.after)]


def _refuse_doubtful_role(name: str, values: Args, role: Any, context: ParseContext) -> None:
    """Raises ParseError for a role that may be more than one."""
    if isinstance(role, str) and doubtful_role(role, context):
        option = Option(yes_label(f"{name} ({role})", values, context), values)
        raise ParseError(f"Is the job called “{shortened(role)}”?", "role", (option,), values)


def _unplaced(name: str, words: str, values: Args, context: ParseContext) -> ParseError:
    """Returns the question about words beside a known company that are no value."""
    option = Option(yes_label(name, values, context), values)
    return ParseError(
        f"I can't place “{shortened(words)}”. Is this about {name}?", "company", (option,), values
    )


def _role(tokens: Sequence[Token]) -> str:
    """The role of *for the cashier job*, *cashier role*, *as a cashier*; empty if it is none."""
    words = [fold(token.text).strip(_MARKS) for token in tokens]
    begin = 0
    while begin < len(words) and words[begin] in ("for", "as", "the", "a", "an", "their", "my"):
        begin += 1
    end = len(words)
    titled = end > begin and words[-1] in _ROLE_WORDS
    end -= titled
    role = join(tokens[begin:end])
    return role if role and (titled or is_role(role)) and end - begin <= 6 else ""
