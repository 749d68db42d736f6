"""The pipeline: applications by stage, each with its next nudge."""

from __future__ import annotations

from typing import Annotated

from bot.command import ApplicationRef, Arg, Subject, command
from bot.conversation.read_context import ReadContext
from bot.domain.applications.application import Application, Stage
from bot.domain.reminders.next_step import NextStep, StepState
from bot.message import Button, CommandRef, Invocation, Item, Message, Text
from bot.presenters import application_card
from bot.queries.pipeline import read_pipeline_page
from bot.texts import labels


@command(
    "pipeline",
    "See your applications by stage",
    subject=Subject.OVERVIEW,
    examples=("pipeline", "pipeline applied"),
    readonly=True,
    separate_answer=True,
)
async def pipeline(
    ctx: ReadContext,
    stage: Annotated[Stage | None, Arg("Which stage?", bare=True)] = None,
    page: Annotated[int | None, Arg(hidden=True)] = None,
) -> Message:
    """Shows the applications by stage with their next nudge, the last changed first."""
    found = await read_pipeline_page(ctx.uow, stage, page or 0, ctx.now)
    if not found.total:
        return _empty(ctx, stage)
    counts = " · ".join(f"{count} {name}" for name, count in found.stages.items() if count)
    shown = f"{found.first}–{found.last} of {found.total}, newest first"
    return Message(
        title=f"Your pipeline: {stage}" if stage else "Your pipeline",
        text=f"{counts}\n{shown}",
        items=tuple(_line(ctx, one, found.steps.get(one.id)) for one in found.applications),
        buttons=_turn(ctx, found.number, found.last < found.total),
    )


def _line(ctx: ReadContext, application: Application, step: NextStep | None) -> Item:
    text = Text(str(application.stage))
    if step is not None:
        lead = " · next " if step.state is StepState.COMING else " · "
        text = Text(text, lead, application_card.say_step(ctx, step))
    show = Button(labels.OPEN, Invocation("job", {"company": ApplicationRef(id=application.id)}))
    return Item(application.label, text, buttons=(show,))


def _turn(ctx: ReadContext, at: int, more: bool) -> tuple[Button, ...]:
    newer = (Button("Newer", ctx.invocation.with_args(page=at - 1)),) if at else ()
    older = (Button("Older", ctx.invocation.with_args(page=at + 1)),) if more else ()
    return (*newer, *older)


def _empty(ctx: ReadContext, stage: Stage | None) -> Message:
    if stage is None:
        return Message(
            title="Your pipeline",
            text=Text(
                "Nothing here yet. Log the first one: ", CommandRef("applied"), " COMPANY as ROLE"
            ),
        )
    whole = Button("Whole pipeline", Invocation("pipeline"))
    return Message(
        title=f"Your pipeline: {stage}",
        text=f"Nothing is at “{stage}” right now.",
        buttons=(whole,),
    )


COMMANDS = (pipeline,)
