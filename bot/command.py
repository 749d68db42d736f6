"""A command, declared once: everything else derives from its signature."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from bot.frozen import frozen
from bot.message import CommandRef, Form, Message, Text, join_texts

Reply = Message | Form
Handler = Callable[..., Awaitable[Reply]]
Preparation = Callable[[Any], Awaitable[Any]]
Check = Callable[[Any], Awaitable[None]]
ArgCompleter = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def _unchanged(args: Mapping[str, Any]) -> Mapping[str, Any]:
    return args


@frozen
class ApplicationRef:
    """One of the person's own applications: named in words, or bound by its id.

    `name` is what was typed, and ends in `as ROLE` where a `role` was named. A
    `new` one is logged first if there is none of that name.
    """

    name: str = ""
    id: int | None = None
    new: bool = False
    role: str | None = None

    @property
    def company(self) -> str:
        """The name without the role."""
        return self.name.removesuffix(f" as {self.role}") if self.role else self.name


@frozen
class WallTime:
    """A moment as a person gave it: naive wall time, and the zone if they named one.

    `length` is set if they gave its end as well; `dayless` says that only the time of day of
    `wall` counts, `timeless` that only its day does: *Wednesday, same time*.
    """

    wall: datetime
    zone: str | None = None
    length: timedelta | None = None
    dayless: bool = field(default=False, compare=False)
    timeless: bool = field(default=False, compare=False)


class ArgKind(StrEnum):
    """The kind of an argument: how its text is read."""

    TEXT = "text"
    LONG_TEXT = "long text"
    APPLICATION = "application"
    DATE = "date"
    WHEN = "when"
    LENGTH = "length"
    TIME = "time"
    CHOICE = "choice"
    NUMBER = "number"
    WINDOW = "window"
    ZONE = "zone"
    LINK = "link"
    SECRET = "secret"  # noqa: S105  # asked for in a form alone, never shown again
    ID = "id"
    FLAG = "flag"


_KIND_OF_TYPE: dict[Any, ArgKind] = {
    str: ArgKind.TEXT,
    ApplicationRef: ArgKind.APPLICATION,
    date: ArgKind.DATE,
    WallTime: ArgKind.WHEN,
    timedelta: ArgKind.LENGTH,
    time: ArgKind.TIME,
    int: ArgKind.NUMBER,
    bool: ArgKind.FLAG,
}


@frozen
class Arg:
    """The question for a parameter, and the way it is typed.

    `ask` is the question over its field; `word` the word before it in a line;
    `words` more of these; `kind` only where the type does not say; `past` reads
    "Friday" as the last one, not the next; `bare` allows it in a line
    without its word; `hidden` is for buttons alone; `hint` is the word that appears
    for it in the usage; `choices` are pairs of value and label, `synonyms` pairs of value
    and other words for it; `places` are texts, folded, that *on* and *from* bind as well;
    `asked_if` names another parameter and the value of it without which this one is not
    asked, where a form asks one after the other;
    `dayless` says that a time of day alone, or *Monday, same time*, stays one: the command
    knows the rest.
    """

    ask: str = ""
    word: str = ""
    words: tuple[str, ...] = ()
    kind: ArgKind | None = None
    past: bool = False
    bare: bool = False
    hidden: bool = False
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    synonyms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    places: frozenset[str] = frozenset()
    dayless: bool = False
    asked_if: tuple[str, str] | None = None


@frozen
class Param:
    """One parameter of a command, as read from its signature."""

    name: str
    kind: ArgKind
    required: bool
    arg: Arg
    choices: tuple[tuple[str, str], ...] = ()
    enum: type[StrEnum] | None = None

    @property
    def label(self) -> str:
        """The question over its field."""
        return self.arg.ask

    @property
    def words(self) -> tuple[str, ...]:
        """The words that bind it in a line."""
        return ((self.arg.word,) if self.arg.word else ()) + self.arg.words

    @property
    def takes_length(self) -> bool:
        """True for the day until which something lasts: *for 2 weeks* says it, too."""
        return self.kind is ArgKind.DATE and self.arg.word == "until"


class Subject(StrEnum):
    """The heading under which help lists a command, in the order of help."""

    PREPARE = "Before you apply"
    APPLY = "Apply"
    FOLLOW_UP = "Follow up"
    INTERVIEWS = "Interviews"
    AFTER_AN_INTERVIEW = "After an interview"
    REPLIES = "When they reply"
    DRAFTS = "Words to send"
    OVERVIEW = "Where you stand"
    REMINDERS = "Reminders"
    NUMBERS = "Numbers"
    DATA = "Your data"
    CORRECTIONS = "Fix mistakes"
    GROUP_MEMBERSHIP = "In a group"
    GROUP_BOARD = "Your group"
    WINS = "Wins"
    GROUP_ADMIN = "Run a group"
    SETTINGS = "Settings"
    ACCOUNT = "You and me"
    ACCOUNT_LINKS = "More than one platform"
    HELP = "Help"


@frozen
class Command:
    """A command: its name, what it does, its parameters and its handler.

    `opens_form` opens the form even when nothing required is missing; `prefills` means
    that the handler itself answers with a form, filled from what is stored.
    `readonly` runs in a read-only unit of work; `separate_answer` answers in a
    message of its own, not in the place of the one whose button was pressed.
    `hidden` is for buttons alone; `needs_account` means that another person will
    be shown who spoke, `checks_place` that it matters who manages the channel, what keeps
    the bot from posting there, or which name it shows of the person; `completes` adds
    arguments that follow from others; `prepares` is what takes long: it is done in a
    read-only unit of work before the one that writes; `checks_form` raises Refused before a
    form opens whose answers nothing could be done with.
    """

    name: str
    summary: str
    params: tuple[Param, ...]
    handler: Handler
    examples: tuple[str, ...] = ()
    subject: Subject | None = None
    opens_form: bool = False
    prefills: bool = False
    readonly: bool = False
    separate_answer: bool = False
    hidden: bool = False
    needs_account: bool = False
    checks_place: bool = False
    completes: ArgCompleter = _unchanged
    prepares: Preparation | None = None
    checks_form: Check | None = None

    def param(self, name: str) -> Param | None:
        """Returns the parameter of that name."""
        return next((p for p in self.params if p.name == name), None)

    @property
    def fields(self) -> tuple[Param, ...]:
        """The parameters a form asks for."""
        return tuple(p for p in self.params if not p.arg.hidden)

    def missing(self, args: Mapping[str, Any]) -> tuple[Param, ...]:
        """Returns what the form has to ask: nothing if the command can run with these arguments.

        This alone decides between a form and an answer, without any database.
        """
        lacking = tuple(p for p in self.fields if p.required and p.name not in args)
        if self.prefills:
            return lacking
        optional = tuple(p for p in self.fields if not p.required)
        if not lacking and self.opens_form and not any(p.name in args for p in optional):
            return tuple(p for p in self.fields if p.name not in args)
        return tuple(p for p in self.fields if p.name not in args) if lacking else ()

    @property
    def usage(self) -> str:
        """The arguments as typed after its name, such as `COMPANY [as ROLE] [on DATE]`."""
        return " ".join(filter(None, (_usage(p) for p in self.params)))


def usage(command: Command) -> Text:
    """Returns how a command is typed, from its name on."""
    return join_texts(CommandRef(command.name), command.usage)


def _usage(param: Param) -> str:
    if param.arg.hidden or not (param.required or param.words or param.arg.bare):
        return ""
    value = param.arg.hint or param.name.upper().replace("_", " ")
    typed = f"{param.arg.word} {value}" if param.arg.word else value
    return typed if param.required else f"[{typed}]"


def command(
    name: str,
    summary: str,
    *,
    subject: Subject | None = None,
    examples: tuple[str, ...] = (),
    opens_form: bool = False,
    prefills: bool = False,
    readonly: bool = False,
    separate_answer: bool = False,
    hidden: bool = False,
    needs_account: bool = False,
    checks_place: bool = False,
    completes: ArgCompleter = _unchanged,
    prepares: Preparation | None = None,
    checks_form: Check | None = None,
) -> Callable[[Handler], Command]:
    """Declares a command from an async function of a context and annotated parameters."""

    def declare(handler: Handler) -> Command:
        params = tuple(_params(handler))
        return Command(
            name,
            summary,
            params,
            handler,
            examples,
            subject,
            opens_form,
            prefills,
            readonly,
            separate_answer,
            hidden,
            needs_account,
            checks_place,
            completes,
            prepares,
            checks_form,
        )

    return declare


def _params(handler: Handler) -> list[Param]:
    hints = get_type_hints(handler, include_extras=True)
    signature = inspect.signature(handler)
    found = []
    for parameter in list(signature.parameters.values())[1:]:
        hint = hints[parameter.name]
        if get_origin(hint) is not Annotated:
            raise TypeError(f"{handler.__name__}: {parameter.name} lacks Annotated[..., Arg(...)]")
        plain, arg = get_args(hint)[0], get_args(hint)[1]
        plain = next((t for t in get_args(plain) if t is not type(None)), plain)
        enum = plain if isinstance(plain, type) and issubclass(plain, StrEnum) else None
        kind = arg.kind or (ArgKind.CHOICE if enum else _KIND_OF_TYPE[plain])
        choices = arg.choices or tuple((one.value, one.value) for one in enum or ())
        required = parameter.default is inspect.Parameter.empty
        found.append(Param(parameter.name, kind, required, arg, choices, enum))
    return found
