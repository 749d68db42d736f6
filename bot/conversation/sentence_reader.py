"""A sentence read as what it says: *Acme just rejected me*, *my time zone is Berlin*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.command import ApplicationRef, ArgKind, Command
from bot.conversation.line_reader import LineReader, with_rest
from bot.conversation.questions import ask, ask_to_log, ask_whose, named
from bot.message import Button, Invocation, Message, Refused
from bot.parsing.asides import without_asides, without_marks
from bot.parsing.company_match import known_among, known_in, rank
from bot.parsing.dates.days import read_day
from bot.parsing.dates.time_zones import read_zone
from bot.parsing.harmless import is_harmless
from bot.parsing.parse_context import Option, ParseError
from bot.parsing.rewording import times_in
from bot.parsing.said import Said
from bot.parsing.sentence_args import implied, read_said
from bot.parsing.sentence_checks import counts_jobs, is_a_thing, is_others_news, is_private
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_questions import yes_label
from bot.parsing.sentence_rows import bare
from bot.parsing.sentences import hear, other_ways
from bot.parsing.several import sentences_of
from bot.parsing.two_clauses import hear_two_clauses
from bot.parsing.values import try_value
from bot.parsing.whole_messages import is_nothing
from bot.parsing.words import Token, join, split
from bot.parsing.words_beside import read_beside

_LONGEST_HEARD_AGAIN = 300  # characters
_TO_A_PERSON = frozenset({"thanked", "draft"})


def read_sentence(reader: LineReader, text: str) -> Invocation | None:
    """Reads a sentence, alone or among others that say nothing."""
    return read_heard(reader, text, hear(split(text), reader.context))


def read_heard(reader: LineReader, text: str, said: Said | None) -> Invocation | None:
    """The same for a text in which `said` was heard."""
    if joined := hear_two_clauses(text, reader.context):
        return _read_said(reader, joined)
    parts = sentences_of(text)
    if len(parts) > 1:
        telling = [part for part in parts if not is_nothing(part, reader.context)]
        if len(telling) == 1:
            text, said = telling[0], hear(split(telling[0]), reader.context)
    return _read_in_any_way(reader, text, said) if said else None


def _read_in_any_way(reader: LineReader, text: str, said: Said) -> Invocation | None:
    """What a sentence says, as it was heard first or with its day behind all else."""
    try:
        return _read_said(reader, said)
    except Refused:
        if len(text) > _LONGEST_HEARD_AGAIN or not known_in(text, reader.context.names):
            raise
        for other in other_ways(split(text), said, reader.context):
            try:
                if meant := _read_said(reader, other):
                    return meant
            except Refused:
                continue
        raise


def _read_said(reader: LineReader, said: Said) -> Invocation | None:
    name = said.pattern.command
    if name == "zone":
        return _read_zone(reader, said)
    command = reader.every[name]
    company = said.company
    known = sentences(reader.context.spoken)
    if is_others_news(said, reader.context):
        raise _whose_news(said, command, reader)
    if company and bare(company[0].text).strip(".,") in known.nobody:
        company = ()
    if counts_jobs(company, known):
        company = ()
    if said.pattern.asks and is_a_thing(company, known):
        return None
    if not company:
        return _read_unnamed(reader, command, said, implied(command, said, reader.context))
    try:
        args = read_said(command, said, reader.context)
    except ParseError as unread:
        if name == "interview" and (held := _read_held(said, reader)):
            return held
        raise reader.question(command, unread) from None
    whom = args.get("company")  # *thanked thanked* names nobody
    if command.name in _TO_A_PERSON and whom and not _is_known(whom, reader):
        raise ask_whose(command, _without_company(args), reader.context.names)
    if is_private(company, known):
        yes = Option(yes_label(named(args), args, reader.context), args)
        raise reader.question(command, ParseError("Is that about a job?", "company", (yes,), args))
    if said.pattern.asks:
        raise ask_to_log(command, args, f"{command.summary}? Nothing is saved yet.")
    return Invocation(command.name, command.completes(args))


def _read_held(said: Said, reader: LineReader) -> Invocation | None:
    """An interview that took place, without its hour: *had my final round at Acme yesterday*."""
    known = sentences(reader.context.spoken)
    found = known_among(said.company, reader.context.names, known.endings)
    if found is None or not {*said.pattern.words} & known.held:
        return None
    at, size, name = found
    rest = [*said.before, *said.company[:at], *said.company[at + size :], *said.after]
    for begin, end in times_in(rest, reader.context):
        day = read_day(join(rest[begin:end]), reader.context, past=True)
        if day is None or day > reader.context.today:
            continue
        left = join(without_asides([*rest[:begin], *rest[end:]], reader.context))
        if left and not is_harmless(left, reader.context, "debrief"):
            return None
        beside: dict[str, Any] = {"note": left} if left else {}
        if said.decision:
            beside["decision_by"] = said.decision
        return Invocation("debrief", {"company": ApplicationRef(name), **beside})
    return None


def _whose_news(said: Said, command: Command, reader: LineReader) -> Refused:
    """Answers *my sister applied to IKEA*, with a button if it is the person's own news."""
    try:
        is_full = said.company and said.before
        args = read_said(command, replace(said, before=()), reader.context) if is_full else {}
    except ParseError:
        args = {}
    own = Button("It's about me", Invocation(command.name, command.completes(args)))
    who = join(said.before or said.company[:1])
    return Refused(
        Message(
            f"That sounds like news about your {who}, so nothing was saved.",
            buttons=(own,) if args else (),
        )
    )


def _is_known(ref: Any, reader: LineReader) -> bool:
    """True if a mention finds one of the person's companies, or they have none yet."""
    names = reader.context.names
    return not names or bool(rank(ref.company, names, str))


def _without_company(args: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in args.items() if name != "company"}


def _read_unnamed(
    reader: LineReader, command: Command, said: Said, bound: dict[str, Any]
) -> Invocation:
    """Reads what a sentence says of a company that it does not name."""
    rest: dict[str, Any] = {}
    tokens = [*without_marks(said.after), *said.before]
    if command.param("company") is None:
        return _read_alone(reader, command, tokens, bound)
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


def _read_alone(
    reader: LineReader, command: Command, tokens: list[Token], bound: Mapping[str, Any]
) -> Invocation:
    """Reads a sentence that is about no company: *snooze everything until Monday*."""
    try:
        args, left = read_beside(command, tokens, reader.context, bound)
    except ParseError as unread:
        raise reader.question(command, unread) from None
    if left := without_asides(left, reader.context):
        option = Option(f"{command.summary}", args)
        raise ask(command, ParseError(f"I can't place “{join(left)}”.", "", (option,), args))
    return Invocation(command.name, args)


def _read_zone(reader: LineReader, said: Said) -> Invocation:
    name = join(without_marks([*said.company, *said.after]))
    zone = read_zone(name.removesuffix(" time zone").removesuffix(" timezone"))
    if zone is None:
        return reader.read(reader.visible["settings"], f"zone {name}", sentence=False)
    return Invocation("settings", {"zone": zone})
