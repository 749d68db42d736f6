"""`/followthrough`: what to do next, or the examples of one command."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, Command, Subject, command, usage
from bot.conversation.read_context import ReadContext
from bot.conversation.router import ROOT
from bot.message import (
    Button,
    ButtonStyle,
    CommandRef,
    Fact,
    Invocation,
    Item,
    Message,
    Refused,
    Text,
    join_texts,
)
from bot.parsing.command_names import find_command, nearest
from bot.texts import labels


@command(
    "followthrough",
    "Get help",
    subject=Subject.HELP,
    examples=("followthrough", "followthrough applied"),
    readonly=True,
    separate_answer=True,
)
async def followthrough(
    ctx: ReadContext,
    about: Annotated[str | None, Arg("Which command?", bare=True, hint="COMMAND")] = None,
    everything: Annotated[bool, Arg(hidden=True)] = False,
) -> Message:
    """Shows what to do next in five lines, one command in full, or every command."""
    visible = [one for one in ctx.commands if not one.hidden]
    if about:
        return _one(about, visible)
    if everything:
        return _all(visible)
    if await ctx.uow.applications.count():
        buttons = (
            Button(labels.DUE, Invocation("nudges"), ButtonStyle.PRIMARY),
            Button("Where you stand", Invocation("pipeline")),
            _ALL_COMMANDS,
        )
    else:
        buttons = (
            Button("Log an application", Invocation("applied"), ButtonStyle.PRIMARY),
            Button(labels.PLAN_IT, Invocation("plan")),
            _ALL_COMMANDS,
        )
    return Message(title="Followthrough", text=_FIRST_STEPS, buttons=buttons)


_ALL_COMMANDS = Button("All commands", Invocation(ROOT, {"everything": True}))
_FIRST_STEPS = Text(
    "Tell me what happens; when it's time to write, call or say thank you, I'll send you "
    "the words.\n",
    CommandRef("applied"),
    " Acme as Baker: a job you applied to\n",
    CommandRef("interview"),
    " Acme at fri 3pm: an interview\n",
    CommandRef("heard-back"),
    " Acme: any reply from them\n",
    CommandRef("nudges"),
    ": what is due, and what comes next",
)


def _all(visible: list[Command]) -> Message:
    return Message(
        Text("To see one with examples, type ", CommandRef(ROOT), " and its name."),
        title="All commands",
        items=tuple(
            Item(subject, join_texts(*map(_line, of), by="\n"))
            for subject in Subject
            if (of := [one for one in visible if one.subject is subject])
        ),
    )


def _line(one: Command) -> Text:
    return Text(CommandRef(one.name), f": {one.summary[0].lower()}{one.summary[1:]}")


def _one(about: str, visible: list[Command]) -> Message:
    found = find_command(about, visible)
    one = found[0] if found else nearest(about, visible)
    if one is None:
        raise Refused(f"There is no command like “{about}”. ", CommandRef(ROOT), " shows them all.")
    return Message(
        title=Text(CommandRef(one.name)),
        text=Text(f"{one.summary}.\n", usage(one)),
        facts=tuple(Fact("For example", _typed(one, example)) for example in one.examples),
        # Where another app has taken its name, there is no other way to it from here.
        buttons=() if one.name == ROOT else (Button(labels.DO_IT, Invocation(one.name)),),
    )


def _typed(one: Command, example: str) -> Text:
    return Text(CommandRef(one.name), example.removeprefix(one.name))


COMMANDS = (followthrough,)
