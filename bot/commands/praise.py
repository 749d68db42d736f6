"""Praise for persistence: offered to the group; without one, kept with the application."""

from __future__ import annotations

from typing import Annotated

from bot.command import ApplicationRef, Arg, ArgKind, command
from bot.conversation.read_context import ReadContext
from bot.message import Button, ButtonStyle, Invocation, Message, Tone
from bot.texts import labels
from bot.texts.plain_text import clip

_MOST_OFFERED = 3
_LONGEST_LABEL = 60


@command("praised", "Share praise, or keep it", hidden=True, readonly=True)
async def praised(
    ctx: ReadContext, text: Annotated[str, Arg(kind=ArgKind.LONG_TEXT, hidden=True)]
) -> Message:
    """Offers to share what was said, and to keep it with the job that it is about."""
    known = await ctx.uow.applications.summaries()
    named = [one for one in known if one.company.casefold() in text.casefold()]
    keep = tuple(
        Button(
            clip(f"Keep it with {one.company}", _LONGEST_LABEL),
            Invocation("heard-back", {"company": ApplicationRef(id=one.id), "what": text}),
        )
        for one in (named or known)[:_MOST_OFFERED]
    )
    if await ctx.uow.groups.mine():
        share = Button(labels.SHARE_A_WIN, Invocation("win", {"text": text}), ButtonStyle.PRIMARY)
        return Message(
            "Share it with your group? You'll see a preview first.",
            title="Well earned",
            buttons=(share, *keep),
            tone=Tone.GOOD,
        )
    where = "Keep it with the job it is about?" if keep else "Log the job, and I'll keep it there."
    return Message(where, title="Well earned", buttons=keep, tone=Tone.GOOD)


COMMANDS = (praised,)
