"""A person's pipeline, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain.applications.application import Application, Stage
from bot.domain.reminders.next_step import NextStep
from bot.frozen import frozen
from bot.ports.unit_of_work import ReadOnly
from bot.queries.next_steps import read_next_steps

PAGE = 10


@frozen
class PipelinePage:
    """One page of the applications, of all stages or of one; `number` counts from 0.

    `steps` has the next step of each that has one, by its id.
    """

    stages: Mapping[Stage, int]
    total: int
    number: int
    applications: Sequence[Application]
    steps: Mapping[int, NextStep]

    @property
    def first(self) -> int:
        """The place of the first application on the page, counted from 1."""
        return self.number * PAGE + 1

    @property
    def last(self) -> int:
        """The place of the last application on the page."""
        return self.number * PAGE + len(self.applications)


async def read_pipeline_page(
    uow: ReadOnly, stage: Stage | None, number: int, now: datetime
) -> PipelinePage:
    """Reads a page, the last one where there are not so many."""
    stages = await uow.applications.count_by_stage()
    total = sum(stages.values()) if stage is None else stages.get(stage, 0)
    at = max(0, min(number, (total - 1) // PAGE))
    found = await uow.applications.page(stage, at * PAGE, PAGE) if total else ()
    return PipelinePage(stages, total, at, found, await read_next_steps(uow, found, now))
