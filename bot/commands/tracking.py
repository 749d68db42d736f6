"""A job that was found in a message: logged as applied to, or planned."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from bot.command import Arg, Reply, command
from bot.commands.applications import Company, Posting, applied, from_posting
from bot.commands.plan import plan
from bot.conversation.context import Context
from bot.parsing.parse_context import ParseError
from bot.presenters.forms import TRACKS_A_JOB


class TrackedStep(StrEnum):
    """The step that a person took after they found a job."""

    APPLIED = "I applied"
    PLANNED = "I plan to"


@command(TRACKS_A_JOB, "Track this job", hidden=True, completes=from_posting)
async def track_job(
    ctx: Context,
    status: Annotated[TrackedStep, Arg("Have you applied?")],
    company: Company,
    role: Annotated[str | None, Arg("Which job title?")] = None,
    on: Annotated[date | None, Arg("When did you apply, or when will you?", hint="DATE")] = None,
    link: Posting = None,
    another: Annotated[bool, Arg(hidden=True)] = False,
) -> Reply:
    """Logs the application, or plans it."""
    job = {"company": company, "role": role, "link": link, "another": another}
    if status is TrackedStep.PLANNED:
        return await plan.handler(ctx, by=on, **job)
    if on and on > ctx.today:
        raise ParseError("That day is still to come. When did you apply?", "on")
    return await applied.handler(ctx, on=on, **job)


COMMANDS = (track_job,)
