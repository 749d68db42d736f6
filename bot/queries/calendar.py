"""A person's interviews and next steps as a calendar: the feed's and the export's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from bot.domain.applications.application import Application, Interview
from bot.exporting.calendar_file import write_calendar
from bot.message import File
from bot.ports.unit_of_work import ReadOnly
from bot.queries.next_steps import read_next_steps
from bot.texts.nudge_titles import title_and_text


async def write_calendar_of(
    uow: ReadOnly, applications: Sequence[Application], now: datetime, *, busy: bool = False
) -> bytes:
    """Writes the person's calendar; with `busy` nothing but when they are in an interview."""
    rounds = [(one, round) for one in applications for round in one.interviews]
    due = []
    if not busy:
        steps = await read_next_steps(uow, applications, now)
        due = [
            (one, step.nudge, title_and_text(step.nudge, one, uow.person, now)[0])
            for one in applications
            if (step := steps.get(one.id)) and step.nudge
        ]
    return await asyncio.to_thread(write_calendar, rounds, due, now, busy=busy)


def booking_file(application: Application, interview: Interview, now: datetime) -> File:
    """Returns one interview as a file, which a calendar adds at once; its name says no company."""
    content = write_calendar([(application, interview)], [], now)
    return File(f"interview-{interview.day.isoformat()}.ics", "text/calendar", content)
