"""From words to an invocation: what a message asks for, or the question that it leaves open.

Nothing is read for certain unless every word is accounted for; what is not comes
back as a question whose buttons hold all that was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.command import ApplicationRef, ArgKind, Command
from bot.conversation.questions import (
    MOST_ITEMS,
    Asked,
    ask,
    ask_several,
    ask_to_log,
    ask_whose,
    named,
    not_understood,
)
from bot.message import (
    LONGEST_LABEL,
    Button,
    CommandRef,
    Invocation,
    Message,
    Refused,
    Style,
    Text,
)
from bot.parsing.arguments import read_line, read_tokens
from bot.parsing.command_names import find_command, nearest_with_rest
from bot.parsing.company_match import is_same, known_in
from bot.parsing.dates.time_zones import read_zone
from bot.parsing.doubts import is_role
from bot.parsing.intents import is_thanks
from bot.parsing.parse_context import Option, ParseContext, ParseError
from bot.parsing.sentence_data import sentences
from bot.parsing.sentences import Said, hear, hear_whole, is_nothing
from bot.parsing.several import (
    has_bullets,
    lines_of,
    listed_behind_colon,
    names_in_a_row,
    sentences_of,
    two_events,
)
from bot.parsing.urls import looks_like_link, read_link
from bot.parsing.values import read_value, try_value
from bot.parsing.words import Token, fold, join, split
from bot.texts import labels

LONGEST_LINE = 8_000
ROOT = "followthrough"
APPLIED = "applied"
_QUOTED = 40
_WORDS_AROUND_A_LINK = 20
_MOST_LINES = 60
_PROSE = 25  # words; what is longer is a text and no slip of the finger
_WITH_A_LINK = (
    (APPLIED, labels.I_APPLIED, Style.PRIMARY),
    ("plan", labels.PLAN_IT, Style.PLAIN),
)
_YOURE_WELCOME = Message(
    "You're welcome. Tell me when something happens; I keep an eye on the rest."
)
_HELP = re.compile(
    rf"/?(?:{ROOT}\s+)?help(?:\s+(?:(?:me\s+)?(?:with|on)\s+)?(.+))?", re.IGNORECASE | re.DOTALL
)
_CELLS = re.compile(r"\s+[|]\s+|\t+|\s+[-–—]\s+")
# Takes whole sentences after its name, so that none of them is taken for another command's.
_ABBREVIATED = frozenset({"inc", "co", "corp", "ltd", "p.m", "a.m"})
_FREE_TEXT = frozenset({"win", "activity"})


def understand(text: str, commands: Sequence[Command], context: ParseContext) -> Invocation:
    """The invocation that a message asks for.

    Raises Refused, in words that say what to do, for a message that is too long or
    means nothing known; Asked, with buttons, for one that leaves something open.
    """
    if len(text) > LONGEST_LINE:
        raise Refused(
            f"That is {len(text):,} characters; I read up to {LONGEST_LINE:,}. "
            "Nothing was saved: shorten it and send it again."
        )
    visible = {command.name: command for command in commands if not command.hidden}
    return _Reader(visible, {one.name: one for one in commands}, context).read(text)


class _Reader:
    """Reads one message of one person."""

    def __init__(
        self, visible: Mapping[str, Command], every: Mapping[str, Command], context: ParseContext
    ) -> None:
        self._visible = visible
        self._every = every
        self._context = context

    def read(self, text: str) -> Invocation:
        if helped := self._helped(text):
            return helped
        if whole := hear_whole(text):
            return Invocation(whole)
        found = find_command(text, tuple(self._visible.values()))
        if found and text.lstrip().startswith("/"):
            return self._command(*found)
        if found and found[0].name in _FREE_TEXT:
            return self._line(*found, sentence=False)
        if is_thanks(text):
            raise Refused(_YOURE_WELCOME)
        if several := self._several(text):
            raise several
        invocation = self._sentence(text)
        if invocation is None and found:
            return self._command(*found, sentence=True)
        if invocation is None:
            invocation = self._named_company(text)
        if invocation is None:
            raise self._unknown(text)
        return invocation

    # --- commands ----------------------------------------------------------------

    def _helped(self, text: str) -> Invocation | None:
        """*help pause* asks what it does, and does nothing; *help* alone asks what there is."""
        asked = _HELP.fullmatch(text.strip())
        if asked is None:
            return None
        if asked[1] is None:
            return Invocation(ROOT)
        about = find_command(asked[1], tuple(self._visible.values()))
        return Invocation(ROOT, {"about": about[0].name}) if about else None

    def _command(self, command: Command, rest: str, *, sentence: bool = False) -> Invocation:
        if command.name == ROOT and rest:
            inner = find_command(rest, tuple(self._visible.values()))
            if inner and inner[1]:
                return self._line(*inner, sentence=sentence)
        lines = lines_of(rest)
        long = any(param.kind is ArgKind.LONG_TEXT for param in command.fields)
        if len(lines) > 1 and not long and command.param("company"):
            raise self._list([f"{command.name} {line}" for line in lines])
        return self._line(command, rest, sentence=sentence)

    def _line(self, command: Command, rest: str, *, sentence: bool) -> Invocation:
        try:
            args = read_line(command, rest, self._context, sentence=sentence)
        except ParseError as unread:
            raise self._question(command, unread) from None
        return Invocation(command.name, command.completes(args))

    def _question(self, command: Command, unread: ParseError) -> Refused:
        return ask(command, unread) if unread.rest is not None else not_read(unread)

    # --- sentences ---------------------------------------------------------------

    def _sentence(self, text: str) -> Invocation | None:
        """What a sentence says, alone or among others that say nothing."""
        said = hear(split(text), self._context)
        parts = sentences_of(text)
        if len(parts) > 1:
            telling = [part for part in parts if not is_nothing(part)]
            if len(telling) == 1:
                text, said = telling[0], hear(split(telling[0]), self._context)
        return self._said(said) if said else None

    def _said(self, said: Said) -> Invocation:
        name = said.pattern.command
        if name == "zone":
            return self._zone(said)
        command = self._every[name]
        tokens = [*_without_marks(said.company), *_without_marks(said.after), *said.before]
        bound: dict[str, Any] = {}
        if said.pattern.implies:
            key, value = said.pattern.implies
            param = command.param(key)
            bound[key] = read_value(param, value, self._context) if param else value
        if said.role:
            begin = len(_without_marks(said.company))
            role = [Token("as"), *_without_marks(said.role)]
            tokens = [*tokens[:begin], *role, *tokens[begin:]]
        company = said.company
        if company and fold(company[0].text).strip(".,") in sentences().nobody:
            company = ()
        if not company:
            return self._unnamed(command, said, bound)
        try:
            args = read_tokens(command, tokens, self._context, sentence=True)
        except ParseError as unread:
            raise self._question(command, _with_bound(unread, bound)) from None
        self._refuse_strays(command, said, args, bound)
        return Invocation(command.name, command.completes({**args, **bound}))

    def _refuse_strays(
        self, command: Command, said: Said, args: Mapping[str, Any], bound: Mapping[str, Any]
    ) -> None:
        """Asks about words before the event that joined the company: *my friend applied to X*."""
        company = args.get("company")
        named = {fold(token.text) for token in said.company}
        strays = [token for token in said.before if fold(token.text) not in named]
        if not isinstance(company, str) or not {fold(one.text) for one in strays} & {
            *fold(company).split()
        }:
            return
        clean = {**args, "company": join(_without_marks(said.company))}
        option = Option(f"Yes, {clean['company']}"[:LONGEST_LABEL], clean)
        unread = ParseError(
            f"I can't place “{join(strays)}”. Did you apply at {clean['company']}?",
            "company",
            (option,),
            clean,
        )
        raise self._question(command, _with_bound(unread, dict(bound)))

    def _unnamed(self, command: Command, said: Said, bound: dict[str, Any]) -> Invocation:
        """What a sentence says of a company that it does not name."""
        rest: dict[str, Any] = {}
        tokens = [*_without_marks(said.after), *said.before]
        for param in command.fields if tokens else ():
            if param.kind in (ArgKind.DATE, ArgKind.WHEN):
                try:
                    value = try_value(param, join(tokens), self._context)
                except ParseError as unread:
                    raise ask(command, _rest(unread, param.name, {**rest, **bound})) from None
                rest |= {} if value is None else {param.name: value}
        company = command.param("company")
        if company is None or not company.required:
            return Invocation(command.name, {**rest, **bound})
        raise ask_whose(command, {**rest, **bound}, self._context.names)

    def _zone(self, said: Said) -> Invocation:
        name = join(_without_marks([*said.company, *said.after]))
        zone = read_zone(name.removesuffix(" time zone").removesuffix(" timezone"))
        if zone is None:
            return self._line(self._visible["settings"], f"zone {name}", sentence=False)
        return Invocation("settings", {"zone": zone})

    # --- several at once ---------------------------------------------------------

    def _several(self, text: str) -> Asked | None:
        """The question about a message that says several things; None for one that does not."""
        if listed := listed_behind_colon(text, self._context):
            return self._list([f"{APPLIED} {item} {listed.day}".strip() for item in listed.items])
        lines = lines_of(text)
        if len(lines) > 1 and (has_bullets(text) or all(map(self._begins, lines[:_MOST_LINES]))):
            return self._list(lines)
        parts = sentences_of(text)
        if 1 < len(parts) <= MOST_ITEMS:
            telling = [part for part in parts if not is_nothing(part)]
            if len(telling) > 1 and all(hear(split(part), self._context) for part in telling):
                return self._list(telling)
        if len(parts) == 1 and (both := two_events(text, self._context)):
            return self._list(both)
        said = hear(split(text), self._context)
        if said is not None and said.pattern.command == APPLIED and said.company:
            return self._row(said)
        return None

    def _row(self, said: Said) -> Asked | None:
        """The question about *applied to Netflix, Hulu and Disney today*."""
        try:
            args = read_tokens(self._every[APPLIED], list(said.company), self._context)
        except ParseError:
            return None
        names = names_in_a_row(str(args.get("company", "")), self._context)
        if names is None:
            return None
        shared = {key: value for key, value in args.items() if key != "company"}
        found = [Invocation(APPLIED, {"company": name, **shared}) for name in names]
        asked = ask_several(found, [], self._every, self._context)
        one = Invocation(APPLIED, args)
        single = Button(f"One: {named(one.args)}"[:LONGEST_LABEL], one)
        message = asked.message.replace(buttons=(*asked.message.buttons, single))
        return Asked(message, asked.waits)

    def _begins(self, line: str) -> bool:
        return bool(
            find_command(line, tuple(self._visible.values())) or hear(split(line), self._context)
        )

    def _list(self, lines: Sequence[str]) -> Asked:
        if len(lines) > _MOST_LINES:
            raise not_understood(
                f"That is a list of {len(lines)} lines, and up to {MOST_ITEMS} fit in one message. "
                "Nothing was saved: send it in parts."
            )
        found: list[Invocation] = []
        unread: list[str] = []
        for line in lines:
            one = self._listed(line)
            if one is None:
                unread.append(line)
            else:
                found.append(one)
        if not found:
            raise not_understood("I couldn't read any of these lines. Nothing was saved.")
        return ask_several(found, unread, self._every, self._context)

    def _listed(self, line: str) -> Invocation | None:
        """One line of a list: a sentence, a command, or an application without any verb."""
        try:
            if found := find_command(line, tuple(self._visible.values())):
                one: Invocation | None = self._line(*found, sentence=False)
            else:
                one = self._sentence(line) or self._line(
                    self._visible[APPLIED], line, sentence=False
                )
        except Refused:
            return None
        if one is None:
            return None
        command = self._every[one.command]
        logs = not command.hidden and not command.readonly and command.param("company")
        return one if logs and not command.missing(one.args) else None

    # --- what is no sentence -----------------------------------------------------

    def _named_company(self, text: str) -> Invocation | None:
        """The card of the company that a message names, if it says nothing else."""
        words = text.strip(" .!?,")
        for known in self._context.names:
            if is_same(words, known):
                return Invocation("job", {"company": ApplicationRef(known)})
        if len(words.split()) > _PROSE:
            return None
        cells = [cell for cell in _CELLS.split(words) if cell]
        name = known_in(words, self._context.names)
        if name and len(cells) == 1:
            return Invocation("job", {"company": ApplicationRef(name)})
        if 1 < len(cells) <= 4:
            self._ask_row(cells)
        return None

    def _ask_row(self, cells: list[str]) -> None:
        """Raises Asked for *Acme | Software Engineer | 5/20/2026*, which has no verb."""
        command = self._visible[APPLIED]
        args: dict[str, Any] = {"company": cells[0]}
        for cell in cells[1:]:
            for param in command.fields:
                if param.kind in (ArgKind.DATE, ArgKind.LINK) and param.name not in args:
                    try:
                        value = try_value(param, cell, self._context)
                    except ParseError as unread:
                        raise ask(command, _rest(unread, param.name, args)) from None
                    if value is not None:
                        args[param.name] = value
                        break
            else:
                if "role" in args or not (is_role(cell) or len(cells) > 2):
                    return
                args["role"] = cell
        if len(args) > 1:
            raise ask_to_log(command, args, "Log it as an application?")

    def _pasted(self, text: str) -> Message | None:
        """Asks of a link whether it is a job that they applied to, or one that they might."""
        words = text.split()[:_WORDS_AROUND_A_LINK]
        link = next(filter(None, map(_link, words)), None)
        if link is None:
            return None
        buttons = []
        for name, label, style in _WITH_A_LINK:
            command = self._visible[name]
            action = Invocation(name, command.completes({"link": link}))
            buttons.append(Button(label, action, style))
        return Message("Is that a job? Then I keep its link with it.", buttons=tuple(buttons))

    def _unknown(self, text: str) -> Refused:
        words = text.split()
        # Of "I interview people" the first word says nothing.
        typed = " ".join(words[: 2 if words[:1] == ["I"] else 1])[:_QUOTED]
        if len(words) <= _PROSE and (
            near := nearest_with_rest(text, tuple(self._visible.values()))
        ):
            command, rest = near
            return not_understood(
                Text(
                    f"I don't know “{typed}”. Did you mean ",
                    CommandRef(command.name),
                    f"? {command.summary}.",
                ),
                *self._meant(command, rest),
            )
        if pasted := self._pasted(text):
            return Refused(pasted)
        if len(words) > _PROSE:
            return not_understood(
                "That reads like a whole message, and I log single things. Nothing was saved. "
                "Tell me in one line what happened, such as “Acme said no”."
            )
        if candidate := self._bare_name(text):
            return candidate
        help = CommandRef(ROOT)
        return not_understood(Text(f"I don't know “{typed}”. ", help, " shows what I can do."))

    def _meant(self, command: Command, rest: str) -> Iterator[Button]:
        """The button that does what a misspelt command most likely meant, with all it holds."""
        try:
            invocation = self._line(command, rest, sentence=False)
        except Refused as refused:
            yield from refused.message.buttons
            return
        label = f"{command.summary}: {rest}" if rest else command.summary
        if command.name == APPLIED and named(invocation.args):
            label = f"Log {named(invocation.args)}"
        yield Button(label[:LONGEST_LABEL], invocation, Style.PRIMARY)

    def _bare_name(self, text: str) -> Asked | None:
        """Asks of a short line with no verb, *Software Engineer at Acme*, whether to log it."""
        if len(text.split()) > 8 or "\n" in text:
            return None
        try:
            args = read_line(self._visible[APPLIED], text, self._context, sentence=True)
        except ParseError:
            return None
        if "role" not in args and "on" not in args and "link" not in args:
            return None
        return ask_to_log(self._visible[APPLIED], args, "Log it as an application?")


def not_read(unread: ParseError) -> Refused:
    """What to say of a value that cannot be read, where nothing else is known of the line."""
    return not_understood(unread.sentence)


def _with_bound(unread: ParseError, bound: Mapping[str, Any]) -> ParseError:
    options = tuple(type(one)(one.label, {**one.value, **bound}) for one in unread.options)
    rest = None if unread.rest is None else {**unread.rest, **bound}
    return ParseError(unread.sentence, unread.param, options, rest)


def _rest(unread: ParseError, param: str, args: Mapping[str, Any]) -> ParseError:
    options = tuple(type(one)(one.label, {**args, param: one.value}) for one in unread.options)
    return ParseError(unread.sentence, param, options, args)


def _without_marks(tokens: Sequence[Token]) -> list[Token]:
    """The words without the marks that end their sentence."""
    if not tokens or tokens[-1].quoted:
        return list(tokens)
    last = tokens[-1]
    bare = last.text.rstrip("!?")
    if bare.endswith(".") and bare.rstrip(".").casefold() not in (
        "inc",
        "co",
        "corp",
        "ltd",
        "m",
        "p.m",
        "a.m",
    ):
        bare = bare.rstrip(".")
    kept = [*tokens[:-1]]
    return [*kept, Token(bare, raw=bare, gap=last.gap)] if bare else kept


def _link(word: str) -> str | None:
    try:
        return read_link(word) if looks_like_link(word) else None
    except ParseError:
        return None
