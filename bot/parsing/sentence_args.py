"""The values that a sentence gives of a company, with every word accounted for or asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.command import ArgKind, Command
from bot.parsing.arguments import read_tokens
from bot.parsing.asides import without_asides, without_marks
from bot.parsing.company_match import known_among
from bot.parsing.company_people import free_text_of, without_people, without_person, without_staff
from bot.parsing.dates.days import read_day
from bot.parsing.doubtful_names import doubtful_name
from bot.parsing.harmless import is_harmless
from bot.parsing.job_titles import doubtful_role, is_role
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.line_questions import shortened
from bot.parsing.parse_context import Args, Option, ParseContext, ParseError
from bot.parsing.said import BEHIND, Said
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_questions import (
    refuse_long_source,
    refuse_other_company,
    refuse_strays,
    takes_known,
    with_bound,
    yes_label,
)
from bot.parsing.sentence_rows import COMPANY, bare
from bot.parsing.values import read_value, try_value, with_role
from bot.parsing.words import Token, fold, join, word_set
from bot.parsing.words_beside import read_beside

_MARKS = " ,.!?;:…()-–—"
# Money by its sign, its thousands or its length; *Level 42* is a name.
_PAY = re.compile(r"[$€£]\d|\d+(?:[.,]\d+)?k\b|\d{1,3}[.,]\d{3}\b|\d{5,}", re.IGNORECASE)
_ARTICLES = frozenset({"the", "my", "their"})
_PER = frozenset({"a", "an", "per"})
_SPANS = frozenset({"year", "month", "week", "day", "hour"})
_ECHOED = 60
_LONGEST_DAY = 4  # words
_DENIES = "not"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"\+?[0-9][0-9()./ -]{5,}[0-9]")
_BY = "by"  # begins a deadline, which is no part of an offer's figures
# Of these a remark may follow without any comma.
_REMARKED = frozenset(
    {"followed-up", "thanked", "withdrew", "nobody-picked-up", "voicemail", "cancel-interview"}
)
_SITES = frozenset({"site", "website", "page", "portal"})
# What begins another person's words: *Acme replied they want to talk next week*.
_TELLS = word_set(
    "they that saying they'd they'll they're they've i i'll i'd it it's to we we'll there maybe"
    " wait two three another"
)
_ROLE_WORDS = frozenset({"position", "role", "job", "opening", "vacancy"})


def read_said(command: Command, said: Said, context: ParseContext) -> Args:
    """The values that a sentence says of the company that it names.

    Raises ParseError, with the rest of them, for what it leaves open.
    """
    bound = implied(command, said, context)
    company = without_marks(said.company)
    if found := known_among(company, context.names, sentences(context.spoken).endings):
        return _beside_known(command, said, company, found, bound, context)
    company = without_people(company, context)
    if said.pattern.words[0] == COMPANY and said.after:
        if doubtful_name(join(company), context):
            raise ParseError(f"Is “{shortened(join(company))}” a company?", "company", (), bound)
        bounded = (0, len(company), join(company))
        return _beside_known(command, said, company, bounded, bound, context)
    company, terms = _without_pay(command, _without_site(company))
    if terms:
        bound = {**bound, "terms": terms}
    tokens = [*company, *_beside(said)]
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
    """The value that the sentence's pattern implies, and by when they decide."""
    decision = {"decision_by": said.decision} if said.decision else {}
    if not said.pattern.implies:
        return decision
    key, value = said.pattern.implies
    if value == BEHIND:
        return decision
    param = command.param(key)
    return {**decision, key: read_value(param, value, context) if param else value}


def _beside(said: Said) -> list[Token]:
    """Reads the words beside the company; what a row that ends in *not* denies is no part."""
    if said.pattern.words[-1] == _DENIES:
        return [*role_clause(said), *said.before]
    after = without_marks(said.after)
    if said.pattern.implies and said.pattern.implies[1] == BEHIND:
        after = _as_values(said.pattern.implies[0], after)
    return [*role_clause(said), *after, *said.before]


def _as_values(key: str, tokens: Sequence[Token]) -> list[Token]:
    """*Dana Weiss, dana@acme.example* as the value that a row puts behind its words.

    An address or a number among them is its own value.
    """
    said: list[Token] = []
    words = [fold(token.text).strip(_MARKS) for token in tokens]
    for at in range(1, len(words) - 2):  # *555-0148, ask for Denise*
        if key == "phone" and words[at : at + 2] == ["ask", "for"]:
            return [*_as_values(key, tokens[:at]), _token("contact"), *tokens[at + 2 :]]
    for token in tokens:
        text = token.text.strip(_MARKS + "<>")
        name = "email" if _ADDRESS.fullmatch(text) else "phone" if _NUMBER.fullmatch(text) else ""
        if name and name != key:
            said += [_token(name), Token(text, raw=text)]
        else:
            said.append(token)
    return [_token(key), *said] if said and said[0].text not in ("email", "phone") else said


def role_clause(said: Said) -> list[Token]:
    """The role of a sentence as a clause, such as *as nurse*; empty without one."""
    role = without_marks(said.role)
    return [_token("as"), *role] if role else []


def _is_clause(command: Command, context: ParseContext, tokens: Sequence[Token]) -> bool:
    """True for *by phone* or *this morning*, where the command has a place for it."""
    try:
        args, left = read_beside(command, tokens, context, {})
    except ParseError:
        return True
    return bool(args) and not left


def _beside_known(
    command: Command,
    said: Said,
    company: list[Token],
    found: tuple[int, int, str],
    bound: Args,
    context: ParseContext,
) -> Args:
    """The values of a sentence that names one of the person's companies."""
    at, size, name = found
    main = next(param for param in command.fields if param.name == "company")
    args: Args = {**bound}
    before = without_person(command, company[:at], args, context)
    after = without_staff(company[at + size :], context)
    rest = [*before, *after, *_beside(said)]
    value: Any = try_value(main, name, context)
    if (text := free_text_of(command, args, ())) and not (before or said.before or said.role):
        day, what = _told([*after, *said.after], said.moved, command, context)
        if _is_told(what):
            return {main.name: value, text.name: join(what), **day, **args}
    rest, reason = _apart_from_reason(rest, context)
    kept: Args = {"note": join(reason)} if reason and command.param("note") else {}
    try:
        args, left = read_beside(command, rest, context, args)
        if left:  # an aside may stand between two clauses
            args, left = read_beside(command, without_asides(left, context), context, args)
    except ParseError as unread:
        raise with_bound(unread, {main.name: value}) from None
    left = without_asides(left, context)
    if role_of := _role(left):
        left = []
        if command.param("role"):
            args.setdefault("role", role_of)
        elif main.kind is ArgKind.APPLICATION:
            value = try_value(main, with_role(name, role_of), context)
    text = free_text_of(command, args, left) if left else None
    if text and not (text.kind is ArgKind.TEXT and fold(left[0].text) == _BY):
        spoken_of = any("," in one.text for one in company[at + size :])
        if (
            text.kind is ArgKind.LONG_TEXT and not spoken_of
        ):  # *They call on Friday*: all of it is what they said
            args, left = {**bound}, [*company[at + size :], *without_marks(said.after)]
        told = (
            None if spoken_of or _says_more(left, context) else try_value(text, join(left), context)
        )
        if told is not None:
            args[text.name] = told
            left = []
    values = {main.name: value, **args, **kept}
    if isinstance(role := args.get("role"), str) and doubtful_role(role, context):
        option = Option(yes_label(f"{name} ({role})", values, context), values)
        raise ParseError(f"Is the job called “{shortened(role)}”?", "role", (option,), values)
    if _is_remark(command, left, [*company[at + size :], *said.after], values, context):
        values["note"] = join(left)
        left = []
    if left:
        words = join(left)
        words = words if len(words) <= _ECHOED else words[: _ECHOED - 1] + "…"
        option = Option(yes_label(name, values, context), values)
        raise ParseError(
            f"I can't place “{words}”. Is this about {name}?", "company", (option,), values
        )
    return values


def _is_remark(
    command: Command,
    left: Sequence[Token],
    behind: Sequence[Token],
    args: Args,
    context: ParseContext,
) -> bool:
    """True for *to ask where things are*, behind a follow-up that is told in full before it."""
    if not left or command.name not in _REMARKED or "note" in args:
        return False
    if any(one not in behind for one in left):
        return False
    said = join(left)
    known = sentences(context.spoken)
    if {bare(one.text).strip(_MARKS) for one in left} & (known.unreal | known.others):
        return False
    return not any(map(str.isdecimal, said)) and is_harmless(said, context, command.name)


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


def _apart_from_reason(
    tokens: list[Token], context: ParseContext
) -> tuple[list[Token], list[Token]]:
    """The words up to *because* and the like, or to *commute is too far*, and the others."""
    known = sentences(context.spoken)
    for at, token in enumerate(tokens):
        word = "" if token.quoted else bare(token.text).strip(_MARKS)
        ground = word in known.grounds and not any(map(str.isdecimal, join(tokens[at:])))
        if (at and word in known.reasons) or ground:
            begin = at - 1 if at and fold(tokens[at - 1].text) in _ARTICLES else at
            return tokens[:begin], tokens[begin:]
    return tokens, []


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


def _is_told(tokens: Sequence[Token]) -> bool:
    """True for the words of a reply, which are kept whole: *they want to talk next week*."""
    words = [fold(one.text).strip(_MARKS).replace("’", "'") for one in tokens]
    words = words[1:] if words[:1] in (["and"], ["but"]) else words
    return len(words) > 1 and words[0] in _TELLS


def _told(
    tokens: list[Token], moved: int, command: Command, context: ParseContext
) -> tuple[Args, list[Token]]:
    """The day that a reply came, of the words before or behind what it says, and the others.

    Of the last words only `moved` are its day; others may be part of what was said.
    """
    on = command.param("on")
    spans = [(tokens[len(tokens) - moved :], tokens[: len(tokens) - moved])] if moved else []
    spans += [(tokens[:size], tokens[size:]) for size in range(_LONGEST_DAY, 0, -1)]
    for span, others in spans if on else ():
        day = read_day(join(without_marks(span)), context, past=True) if _is_told(others) else None
        if on and day and day <= context.today:
            return {on.name: day}, others
    return {}, tokens


def _says_more(tokens: Sequence[Token], context: ParseContext) -> bool:
    """True for *and offered me the job*, in another language than English, beside a reply."""
    events = sentences(context.spoken).events if context.spoken != ENGLISH else frozenset()
    return any(bare(token.text).strip(_MARKS) in events for token in tokens)


def _token(text: str) -> Token:
    return Token(text, raw=text)
