"""Remarks: what a sentence says besides what happened, kept with the application."""

from __future__ import annotations

from typing import Annotated

from bot.command import Arg, ArgKind
from bot.conversation.context import Context
from bot.domain.applications.activity import Activity, ActivityKind
from bot.domain.applications.application import Application
from bot.message import Fact

# Bound by a sentence or a button: nobody types it.
Remark = Annotated[str | None, Arg("Note", kind=ArgKind.LONG_TEXT, hidden=True)]


async def keep_remark(
    ctx: Context, application: Application, remark: str | None
) -> tuple[Fact, ...]:
    """Logs a remark in the application's timeline; returns it as a fact of the answer."""
    if not remark:
        return ()
    noted = Activity(ActivityKind.NOTED, ctx.today, ctx.now, text=remark)
    await ctx.log(application, noted, f"kept a note about {application.company}")
    return (Fact("Note", remark),)
