"""A sentence read as what it says: *Acme just rejected me*, *my time zone is Berlin*."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.command import ArgKind, Command
from bot.conversation.line_reader import LineReader, with_bound, with_rest
from bot.conversation.questions import ask, ask_whose
from bot.message import LONGEST_LABEL, Invocation
from bot.parsing.arguments import read_tokens
from bot.parsing.dates.time_zones import read_zone
from bot.parsing.parse_context import Option, ParseError
from bot.parsing.sentence_data import sentences
from bot.parsing.sentences import Said, hear, is_nothing
from bot.parsing.several import sentences_of
from bot.parsing.values import read_value, try_value
from bot.parsing.words import Token, fold, join, split

_ABBREVIATED = frozenset({"inc", "co", "corp", "ltd", "m", "p.m", "a.m"})


def read_sentence(reader: LineReader, text: str) -> Invocation | None:
    """What a sentence says, alone or among others that say nothing."""
    said = hear(split(text), reader.context)
    parts = sentences_of(text)
    if len(parts) > 1:
        telling = [part for part in parts if not is_nothing(part)]
        if len(telling) == 1:
            text, said = telling[0], hear(split(telling[0]), reader.context)
    return _read_said(reader, said) if said else None


def _read_said(reader: LineReader, said: Said) -> Invocation:
    name = said.pattern.command
    if name == "zone":
        return _read_zone(reader, said)
    command = reader.every[name]
    tokens = [*without_marks(said.company), *without_marks(said.after), *said.before]
    bound: dict[str, Any] = {}
    if said.pattern.implies:
        key, value = said.pattern.implies
        param = command.param(key)
        bound[key] = read_value(param, value, reader.context) if param else value
    if said.role:
        begin = len(without_marks(said.company))
        role = [Token("as"), *without_marks(said.role)]
        tokens = [*tokens[:begin], *role, *tokens[begin:]]
    company = said.company
    if company and fold(company[0].text).strip(".,") in sentences().nobody:
        company = ()
    if not company:
        return _read_unnamed(reader, command, said, bound)
    try:
        args = read_tokens(command, tokens, reader.context, sentence=True)
    except ParseError as unread:
        raise reader.question(command, with_bound(unread, bound)) from None
    _refuse_strays(reader, command, said, args, bound)
    return Invocation(command.name, command.completes({**args, **bound}))


def _refuse_strays(
    reader: LineReader,
    command: Command,
    said: Said,
    args: Mapping[str, Any],
    bound: Mapping[str, Any],
) -> None:
    """Asks about words before the event that joined the company: *my friend applied to X*."""
    company = args.get("company")
    named = {fold(token.text) for token in said.company}
    strays = [token for token in said.before if fold(token.text) not in named]
    if not isinstance(company, str) or not {fold(one.text) for one in strays} & {
        *fold(company).split()
    }:
        return
    clean = {**args, "company": join(without_marks(said.company))}
    option = Option(f"Yes, {clean['company']}"[:LONGEST_LABEL], clean)
    unread = ParseError(
        f"I can't place “{join(strays)}”. Did you apply at {clean['company']}?",
        "company",
        (option,),
        clean,
    )
    raise reader.question(command, with_bound(unread, dict(bound)))


def _read_unnamed(
    reader: LineReader, command: Command, said: Said, bound: dict[str, Any]
) -> Invocation:
    """What a sentence says of a company that it does not name."""
    rest: dict[str, Any] = {}
    tokens = [*without_marks(said.after), *said.before]
    for param in command.fields if tokens else ():
        if param.kind in (ArgKind.DATE, ArgKind.WHEN):
            try:
                value = try_value(param, join(tokens), reader.context)
            except ParseError as unread:
                raise ask(command, with_rest(unread, param.name, {**rest, **bound})) from None
            rest |= {} if value is None else {param.name: value}
    company = command.param("company")
    if company is None or not company.required:
        return Invocation(command.name, {**rest, **bound})
    raise ask_whose(command, {**rest, **bound}, reader.context.names)


def _read_zone(reader: LineReader, said: Said) -> Invocation:
    name = join(without_marks([*said.company, *said.after]))
    zone = read_zone(name.removesuffix(" time zone").removesuffix(" timezone"))
    if zone is None:
        return reader.read(reader.visible["settings"], f"zone {name}", sentence=False)
    return Invocation("settings", {"zone": zone})


def without_marks(tokens: Sequence[Token]) -> list[Token]:
    """Returns the words without the marks that end their sentence."""
    if not tokens or tokens[-1].quoted:
        return list(tokens)
    last = tokens[-1]
    bare = last.text.rstrip("!?")
    if bare.endswith(".") and bare.rstrip(".").casefold() not in _ABBREVIATED:
        bare = bare.rstrip(".")
    kept = [*tokens[:-1]]
    return [*kept, Token(bare, raw=bare, gap=last.gap)] if bare else kept
