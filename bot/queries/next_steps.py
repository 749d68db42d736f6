"""The next step of applications: `/pipeline`, `/job`, `/nudges` and the dashboard all ask here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from bot.domain.applications.application import Application
from bot.domain.reminders.next_step import NextStep, StepState, next_step
from bot.ports.unit_of_work import ReadOnly


class ApplicationStep(NamedTuple):
    """An application with its next step."""

    application: Application
    step: NextStep


async def read_next_steps(
    uow: ReadOnly, applications: Sequence[Application], now: datetime
) -> Mapping[int, NextStep]:
    """Returns the next step of each of these, by id; one that has none is left out."""
    delivered = await uow.nudges.delivered_at_each([one.id for one in applications])
    steps = {
        one.id: next_step(one, uow.person.preferences, delivered.get(one.id, {}), now)
        for one in applications
    }
    return {id: step for id, step in steps.items() if step is not None}


async def open_questions(uow: ReadOnly, now: datetime, limit: int) -> tuple[ApplicationStep, ...]:
    """Returns the open applications for which no reminder is planned, the last changed first.

    Each waits for the person's word. At most `limit` are looked at.
    """
    silent = await uow.applications.without_reminder(limit)
    steps = await read_next_steps(uow, silent, now)
    return tuple(
        ApplicationStep(one, steps[one.id])
        for one in silent
        if one.id in steps and steps[one.id].state is StepState.WAITING
    )
