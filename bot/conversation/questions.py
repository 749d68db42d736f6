"""Questions about what was typed: buttons that hold all of it, each of them one tap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.command import ApplicationRef, ArgKind, Command
from bot.message import (
    LONGEST_LABEL,
    Button,
    ButtonStyle,
    Fact,
    Invocation,
    Item,
    Message,
    Refused,
    Text,
    Tone,
)
from bot.parsing.invocation_text import write_invocation
from bot.parsing.line_questions import PART_OF_THE_NAME
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.values import LONGEST_LONG_TEXT, say_value
from bot.texts import labels

APPLIED = "applied"  # the command that logs an application
FILL_IN, LOG_ALL, ANSWER_NUDGE = "fill-in", "log-all", "answer-nudge"
MOST_ITEMS = 20
_ANOTHER = {
    ArgKind.DATE: "Another day",
    ArgKind.WHEN: "Another time",
    ArgKind.LENGTH: "Another length",
    ArgKind.APPLICATION: "Another company",
}


class Asked(Refused):
    """Nothing was saved: a question is asked first.

    `waits` is what was typed without the value that is open, `param` its parameter.
    """

    def __init__(
        self, message: Message, waits: Invocation | None = None, param: str | None = None
    ) -> None:
        self.waits = waits
        self.param = param
        super().__init__(message)


def ask(command: Command, unread: ParseError) -> Asked:
    """Returns the question about a line of which one value is not certain."""
    rest = Invocation(command.name, command.completes(unread.rest or {}))
    buttons = [
        Button(
            _label(command, option.label, option.value)[:LONGEST_LABEL],
            Invocation(command.name, command.completes(option.value)),
            ButtonStyle.PRIMARY
            if at == 0 and option.label != PART_OF_THE_NAME
            else ButtonStyle.PLAIN,
        )
        for at, option in enumerate(unread.options)
    ]
    param = command.param(unread.param) if unread.param else None
    if unread.rest is not None and param is not None:
        label = "Another company" if param.name == "company" else _ANOTHER.get(param.kind)
        buttons.append(Button(label or "Something else", fill_in(command, rest, param.name)))
    message = Message(Text(unread.sentence, " Nothing is saved yet."), buttons=tuple(buttons))
    certain = any(option.label != PART_OF_THE_NAME for option in unread.options)
    tone = Tone.CAREFUL if certain else Tone.WRONG
    return Asked(message.replace(tone=tone), rest, unread.param)


def fill_in(command: Command, rest: Invocation, param: str) -> Invocation:
    """Returns the invocation that asks for one value, and then does the rest."""
    args = {name: value for name, value in rest.args.items() if name != param}
    then = write_invocation(Invocation(command.name, args), command)
    return Invocation(FILL_IN, {"then": then, "param": param})


def ask_to_log(command: Command, args: Mapping[str, Any], sentence: str) -> Asked:
    """Asks whether a line is to be logged that has no verb, or one that may mean less."""
    invocation = Invocation(command.name, command.completes(args))
    verb = "Log" if command.name == APPLIED else "Yes,"
    label = f"{verb} {named(invocation.args)}"
    return Asked(
        Message(
            sentence,
            buttons=(Button(label[:LONGEST_LABEL], invocation, ButtonStyle.PRIMARY),),
            tone=Tone.CAREFUL,
        ),
        invocation,
    )


def ask_several(
    found: Sequence[Invocation],
    unread: Sequence[str],
    commands: Mapping[str, Command],
    context: ParseContext,
) -> Asked:
    """Shows several things that one message says, to be logged together or one by one."""
    lines = "\n".join(write_invocation(one, commands[one.command]) for one in found)
    what = "application" if {one.command for one in found} == {APPLIED} else "thing"
    many = f"1 {what}" if len(found) == 1 else f"{len(found)} {what}s"
    text = "Nothing is saved yet."
    if unread:
        text += " I couldn't read: " + "; ".join(f"“{one[:60]}”" for one in unread[:MOST_ITEMS])
    if len(found) > MOST_ITEMS or len(lines) > LONGEST_LONG_TEXT:
        return Asked(
            Message(
                f"That is {many}, and up to {MOST_ITEMS} fit in one message. Nothing was saved: "
                "send them in parts.",
                buttons=(Button("Log an application", Invocation(APPLIED)),),
                tone=Tone.CAREFUL,
            )
        )
    everything = Invocation(LOG_ALL, {"things": lines})
    return Asked(
        Message(
            text,
            title=f"Log {many}?",
            items=tuple(_item(one, context) for one in found),
            buttons=(Button(labels.LOG_ALL, everything, ButtonStyle.PRIMARY),),
            tone=Tone.CAREFUL,
        ),
        everything,
    )


def _item(one: Invocation, context: ParseContext) -> Item:
    """Shows one of several things, to be logged alone."""
    return Item(
        _title(one),
        facts=tuple(
            Fact(name.replace("_", " ").capitalize(), say_value(value, context))
            for name, value in one.args.items()
            if name not in ("company", "role")
        ),
        buttons=(Button(labels.LOG_IT, one),),
    )


def ask_whose(command: Command, rest: Mapping[str, Any], names: Sequence[str]) -> Asked:
    """Asks which company a sentence means that names none."""
    invocation = Invocation(command.name, rest)
    buttons = tuple(
        Button(name[:LONGEST_LABEL], invocation.with_args(company=_company(command, name)))
        for name in tuple(dict.fromkeys(names))[:5]
    )
    another = Button("Another company", fill_in(command, invocation, "company"))
    return Asked(
        Message("Which company?", buttons=(*buttons, another), tone=Tone.CAREFUL),
        invocation,
        "company",
    )


class NotUnderstood(Refused):
    """Nothing was recognized in a message."""


def not_understood(text: str | Text, *more: Button) -> NotUnderstood:
    """Returns the answer to a message in which nothing was recognized."""
    return NotUnderstood(
        Message(
            text,
            buttons=(
                *more,
                Button(labels.DUE, Invocation("nudges")),
                Button("Log an application", Invocation(APPLIED)),
                Button("Help", Invocation("followthrough")),
            ),
            tone=Tone.WRONG,
        )
    )


def named(args: Mapping[str, Any]) -> str:
    """Returns the company that arguments name, with the role if there is one."""
    company = args.get("company", "")
    name = company.name if isinstance(company, ApplicationRef) else str(company)
    return f"{name} ({args['role']})" if args.get("role") else name


def _title(invocation: Invocation) -> str:
    name = named(invocation.args)
    return name if invocation.command == APPLIED else f"{invocation.command}: {name}"


def _label(command: Command, said: str, args: Mapping[str, Any]) -> str:
    """Returns a button's words: what it logs, and how it reads what was open."""
    if command.name not in (APPLIED, "plan") or said == PART_OF_THE_NAME:
        return said
    if said.startswith("Yes, "):
        return f"Log {named(args)}"
    return f"Log {named(args)}, {said}"


def _company(command: Command, name: str) -> Any:
    param = command.param("company")
    return ApplicationRef(name) if param and param.kind is ArgKind.APPLICATION else name
