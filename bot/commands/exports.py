"""The command that hands over a person's own data as a file."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from bot.command import Arg, Subject, command
from bot.conversation.read_context import ReadContext
from bot.domain.applications.application import Application
from bot.domain.reminders.nudge import Nudge, NudgeState
from bot.exporting.calendar_file import write_calendar
from bot.exporting.columns import HEADER, NextStep, rows
from bot.exporting.csv_file import write_csv
from bot.exporting.json_file import write_json
from bot.exporting.sankey_text import write_sankey
from bot.exporting.xlsx_file import write_xlsx
from bot.message import File, Message, Refused
from bot.texts.nudge_titles import title_and_text

MOST_NUDGES = 50_000


class Format(StrEnum):
    """The kind of file."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    ICS = "ics"
    SANKEY = "sankey"


_ALSO = (
    (Format.CSV, ("my data", "data", "everything", "all", "my applications", "my jobs")),
    (Format.XLSX, ("excel", "spreadsheet")),
    (Format.ICS, ("calendar", "ical")),
    (Format.SANKEY, ("sankeymatic", "funnel")),
)
_MEDIA = {
    Format.CSV: ("csv", "text/csv"),
    Format.XLSX: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Format.JSON: ("json", "application/json"),
    Format.ICS: ("ics", "text/calendar"),
    Format.SANKEY: ("txt", "text/plain"),
}
_SAID = {
    Format.CSV: "one row each",
    Format.XLSX: "one row each",
    Format.JSON: "with their whole history, the reminders and your settings",
    Format.ICS: "their interviews and what is due next",
    Format.SANKEY: "as text for SankeyMATIC, without any company",
}


@command(
    "export",
    "Get your data as a file",
    subject=Subject.DATA,
    examples=("export", "export json"),
    readonly=True,
    separate_answer=True,
)
async def export(
    ctx: ReadContext,
    format: Annotated[
        Format | None,
        Arg("Which kind of file?", bare=True, hint="csv/xlsx/json/ics/sankey", synonyms=_ALSO),
    ] = None,
) -> Message:
    """Writes the person's own applications into a file; nothing of other people is in it."""
    kind = format or Format.CSV
    applications = [one for one in await ctx.uow.applications.find_all() if one.stage]
    if not applications:
        raise Refused("There is nothing to export yet. Log a job first, such as: applied Acme")
    content = await _write(kind, ctx, applications)
    extension, media_type = _MEDIA[kind]
    count = len(applications)
    what = "1 application" if count == 1 else f"{count:,} applications"
    return Message(
        f"{what}, {_SAID[kind]}.",
        "Your data",
        file=File(f"followthrough-{ctx.person.today(ctx.now)}.{extension}", media_type, content),
    )


async def _write(kind: Format, ctx: ReadContext, applications: Sequence[Application]) -> bytes:
    if kind is Format.SANKEY:
        return write_sankey(applications)
    pending = await ctx.uow.nudges.pending(MOST_NUDGES)
    if kind is Format.JSON:
        settled = await ctx.uow.nudges.recently_delivered(MOST_NUDGES)
        return write_json(ctx.person, applications, _by_application(pending, settled), ctx.now)
    steps = _next_steps(ctx, applications, pending)
    if kind is Format.ICS:
        interviews = [(one, round) for one in applications for round in one.interviews]
        known = {one.id: one for one in applications}
        due = [
            (known[nudge.application], nudge, steps[nudge.application][1])
            for nudge in pending
            if nudge.application in known and steps[nudge.application][0] == nudge.id
        ]
        return write_calendar(interviews, due, ctx.now)
    table = rows(
        applications,
        ctx.person,
        ctx.now,
        {id: NextStep(title, when) for id, (_, title, when) in steps.items()},
    )
    # Thousands of cells take a while, in which others are answered.
    return await asyncio.to_thread(write_csv if kind is Format.CSV else write_xlsx, HEADER, table)


def _by_application(*several: Sequence[Nudge]) -> Mapping[int, Sequence[Nudge]]:
    found: defaultdict[int, list[Nudge]] = defaultdict(list)
    for nudges in several:
        for nudge in nudges:
            found[nudge.application].append(nudge)
    return found


def _next_steps(
    ctx: ReadContext, applications: Sequence[Application], pending: Sequence[Nudge]
) -> Mapping[int, tuple[int, str, str]]:
    """Returns each application's next nudge: its id, its title, and when it is due."""
    known = {one.id: one for one in applications}
    found: dict[int, tuple[int, str, str]] = {}
    for nudge in pending:
        application = known.get(nudge.application)
        if application is None or application.id in found or nudge.state is not NudgeState.PENDING:
            continue
        title, _ = title_and_text(nudge.planned, application, ctx.person, ctx.now)
        found[application.id] = (nudge.id, title, _wall(nudge.planned.wall))
    return found


def _wall(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


COMMANDS = (export,)
