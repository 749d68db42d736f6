"""Questions about what a line leaves open, and what their buttons hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.command import ApplicationRef, ArgKind, Command, Param
from bot.parsing.bound_clauses import with_length
from bot.parsing.clauses import behind_word
from bot.parsing.company_match import known_in
from bot.parsing.doubtful_names import doubtful_name
from bot.parsing.doubts import Doubt
from bot.parsing.job_titles import doubtful_role, role_at_end
from bot.parsing.parse_context import Args, Option, ParseContext, ParseError
from bot.parsing.values import read_value, try_value
from bot.parsing.words import Token, join

PART_OF_THE_NAME = "It is part of the name"
_ECHOED = 60
_LOOKED_AT = 12  # words at the end of a line that is no more than misspelled


def doubt_question(
    command: Command, args: Args, doubts: Sequence[Doubt], named: Args | None
) -> ParseError:
    """Returns the question about the first doubt of a line, with all else that the line says.

    `named` is the line with the doubt's words as part of a name, if they may be that.
    """
    doubt = doubts[-1]
    param, unread = doubt.param, doubt.unread
    options: list[Option] = []
    if len(doubts) == 1:
        for option in unread.options:
            chosen = with_length(command, args | {param.name: option.value})
            options.append(Option(option.label, chosen))
    if named is not None:
        options.append(Option(PART_OF_THE_NAME, named))
    return ParseError(unread.sentence, param.name, tuple(options), args)


def refuse_doubtful(args: Args, context: ParseContext, quoted: set[str]) -> None:
    """Raises ParseError for a company or role that may be more than one. Nothing is lost of it.

    What was quoted is meant as it is.
    """
    company, role = args.get("company"), args.get("role")
    if isinstance(company, str):
        refuse_role_at_end(company, args, context, quoted)
    name = company.company if isinstance(company, ApplicationRef) else company
    if isinstance(company, ApplicationRef) and known_in(company.name, context.names):
        name = None
    if isinstance(name, str) and name not in quoted and doubtful_name(name, context):
        short = shortened(name)
        raise ParseError(
            f"Is the company called “{short}”?", "company", (Option(f"Yes, {short}", args),), args
        )
    if isinstance(role, str) and role not in quoted and doubtful_role(role, context):
        short = shortened(role)
        raise ParseError(
            f"Is the job called “{short}”?", "role", (Option(f"Yes, {short}", args),), args
        )


def refuse_role_at_end(company: str, args: Args, context: ParseContext, quoted: set[str]) -> None:
    """Raises ParseError for a name such as *Costco forklift driver*, which ends as a job does."""
    found = role_at_end(company, context) if company not in quoted and "role" not in args else None
    if found is None:
        return
    name, role = found
    parted = {**args, "company": name, "role": role}
    options = (Option(f"Yes, {name}", parted), Option(f"Yes, {company}", args))
    sentence = f"Is the company called “{shortened(name)}”, and the job “{shortened(role)}”?"
    raise ParseError(sentence, "company", options, args)


def shortened(text: str) -> str:
    """A person's words as a question repeats them: 60 characters at most."""
    return text if len(text) <= _ECHOED else text[: _ECHOED - 1] + "…"


def refuse_worded(
    command: Command, left: Sequence[Token], context: ParseContext, args: Mapping[str, Any]
) -> None:
    """Raises ParseError where a value's word follows a known company, and no such value it.

    A choice may be the end of another company's name: Stand, and Stand by Me.
    """
    for param in (one for one in command.fields if one.name not in args):
        for after in behind_word(param, left, 0):
            if param.kind is not ArgKind.CHOICE or left[after].text.islower():
                read_value(param, join(left[after:]), context)


def refuse_begun(
    command: Command, left: Sequence[Token], context: ParseContext, args: Mapping[str, Any]
) -> None:
    """Raises ParseError where a moment in figures follows its word, and more that is none of it."""
    for param in (
        one for one in command.fields if one.name not in args and one.kind is ArgKind.WHEN
    ):
        for start in range(max(1, len(left) - _LOOKED_AT), len(left)):
            for after in behind_word(param, left, start):
                begun = (join(left[after:end]) for end in range(after + 1, len(left)))
                if any(_in_figures(one) and _reads(param, one, context) for one in begun):
                    read_value(param, join(left[after:]), context)


def _in_figures(text: str) -> bool:
    return any(letter.isdecimal() for letter in text)


def _reads(param: Param, text: str, context: ParseContext) -> bool:
    try:
        return try_value(param, text, context) is not None
    except ParseError:
        return False
