"""Answers to questions about what was typed: one value filled in, or a whole list logged."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, ArgKind, Reply, command
from bot.conversation.context import Context
from bot.message import CommandRef, Form, Invocation, Message, Refused, Tone, plain
from bot.parsing.invocation_text import read_invocation
from bot.parsing.parse_context import ParseError
from bot.parsing.values import read_value
from bot.presenters import application_card

_OLD = "That button is from another version of me. Try "


@command("fill-in", "Fill in what is open", hidden=True)
async def fill_in(
    ctx: Context,
    then: Annotated[str, Arg(kind=ArgKind.LONG_TEXT, hidden=True)],
    param: Annotated[str, Arg(hidden=True)],
    value: Annotated[str, Arg("Which one do you mean?")],
) -> Reply:
    """Reads one value and does what was asked for with it."""
    asked = read_invocation(then, ctx.commands)
    command = next(one for one in ctx.commands if one.name == asked.command)
    field = command.param(param)
    if field is None or field.arg.hidden:
        raise Refused(_OLD, CommandRef("followthrough"))
    try:
        read = read_value(field, value, ctx.parse_context)
    except ParseError as unread:
        raise ParseError(unread.sentence, "value") from None
    ctx.invocation = Invocation(asked.command, command.completes({**asked.args, param: read}))
    if missing := command.missing(ctx.invocation.args):
        return Form(command.summary, ctx.invocation, tuple(one.name for one in missing))
    reply: Reply = await command.handler(ctx, **ctx.invocation.args)
    return reply


@command("log-all", "Log everything in a list", hidden=True)
async def log_all(
    ctx: Context, things: Annotated[str, Arg(kind=ArgKind.LONG_TEXT, hidden=True)]
) -> Message:
    """Logs each thing of a list as one change, and says which could not be logged."""
    asked = [read_invocation(line, ctx.commands) for line in things.splitlines() if line]
    handlers = {one.name: one.handler for one in ctx.commands if not one.readonly}
    listed = ctx.invocation
    done: list[str] = []
    failed: list[str] = []
    await ctx.begin(f"logged {len(asked)} things")
    for one in asked:
        if one.command not in handlers:
            raise Refused(_OLD, CommandRef("followthrough"))
        ctx.invocation = one
        try:
            reply = await handlers[one.command](ctx, **one.args)
        except Refused as refused:
            failed.append(plain(refused.message.title or refused.message.text))
        except ParseError as unread:
            failed.append(str(unread))
        else:
            done.append(plain(reply.title))
    ctx.invocation = listed
    if not done:
        raise Refused(Message("Nothing was logged. " + " ".join(failed), tone=Tone.CAREFUL))
    text = "\n".join(f"• {title}" for title in done)
    if failed:
        text += "\nNot logged:\n" + "\n".join(f"• {why}" for why in failed)
    return Message(
        text,
        title=f"Logged {len(done)} of {len(asked)}" if failed else f"Logged all {len(done)}",
        buttons=application_card.undo_button(ctx),
        tone=Tone.GOOD,
    )


COMMANDS = (fill_in, log_all)
