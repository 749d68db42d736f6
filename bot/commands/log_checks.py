"""Checks, before anything is written, for what cannot have happened or is logged already."""

from __future__ import annotations

from datetime import date

from bot.conversation.context import Context
from bot.domain.applications.application import Application, Stage
from bot.message import Button, Message, Refused, Tone, nothing_to_do
from bot.presenters import application_card
from bot.texts.date_formats import say_day


def refuse_before_applying(ctx: Context, application: Application, day: date) -> None:
    """Raises Refused for a day before the application was made, with what corrects either."""
    if application.applied and application.applied.day and day < application.applied.on:
        applied = say_day(application.applied.on, ctx.person, ctx.now)
        raise Refused(
            Message(
                f"You applied to {application.label} on {applied}, and "
                f"{say_day(day, ctx.person, ctx.now)} is before that. Nothing was logged: "
                "fix one or the other.",
                buttons=(
                    Button("It was today", ctx.invocation.with_args(on=ctx.today)),
                    Button("I applied earlier", application_card.edit_button(application).action),
                ),
                tone=Tone.WRONG,
            )
        )


def refuse_twice(application: Application, stage: Stage) -> None:
    """Raises Refused if the application is at that stage already."""
    if application.stage is stage:
        raise nothing_to_do(f"Already done: {application.label} is down as {stage}.")
