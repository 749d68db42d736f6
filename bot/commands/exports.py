"""The command that hands over a person's own data as a file."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import Annotated, TypeVar

from bot.command import Arg, Subject, command
from bot.conversation.read_context import ReadContext
from bot.domain.applications.application import Application
from bot.domain.mail.evidence import MailEvidence
from bot.domain.reminders.next_step import NextStep
from bot.domain.reminders.nudge import Nudge, PlannedNudge
from bot.exporting.application_rows import HEADER, application_rows
from bot.exporting.csv_file import write_csv
from bot.exporting.json_file import write_json
from bot.exporting.sankey_text import write_sankey
from bot.exporting.xlsx_file import write_xlsx
from bot.message import File, Message, Refused, plain
from bot.presenters import application_card
from bot.queries.calendar import write_calendar_of
from bot.queries.next_steps import read_next_steps
from bot.texts.nudge_titles import title_and_text

MOST_NUDGES = 50_000
Kept = TypeVar("Kept", Nudge, MailEvidence)


class ExportFormat(StrEnum):
    """The kind of file."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    ICS = "ics"
    SANKEY = "sankey"


_ALSO = (
    (ExportFormat.CSV, ("my data", "data", "everything", "all", "my applications", "my jobs")),
    (ExportFormat.XLSX, ("excel", "spreadsheet")),
    (ExportFormat.ICS, ("calendar", "ical")),
    (ExportFormat.SANKEY, ("sankeymatic", "funnel")),
)
_MEDIA = {
    ExportFormat.CSV: ("csv", "text/csv"),
    ExportFormat.XLSX: (
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ExportFormat.JSON: ("json", "application/json"),
    ExportFormat.ICS: ("ics", "text/calendar"),
    ExportFormat.SANKEY: ("txt", "text/plain"),
}
_WHAT = {
    ExportFormat.CSV: "one row each",
    ExportFormat.XLSX: "one row each",
    ExportFormat.JSON: (
        "with the whole history, the reminders, the emails that you logged, your work-search "
        "record and your settings"
    ),
    ExportFormat.ICS: "their interviews and what is due next",
    ExportFormat.SANKEY: "as text for SankeyMATIC, without any company",
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
        ExportFormat | None,
        Arg("Which kind of file?", bare=True, hint="csv/xlsx/json/ics/sankey", synonyms=_ALSO),
    ] = None,
) -> Message:
    """Writes the person's own applications into a file; nothing of other people is in it."""
    kind = format or ExportFormat.CSV
    applications = [one for one in await ctx.uow.applications.find_all() if one.stage]
    kept = kind is ExportFormat.JSON and await ctx.uow.work_search.count()
    if not applications and not kept:
        raise Refused("There is nothing to export yet. Log a job first, such as: applied Acme")
    content = await _write(kind, ctx, applications)
    extension, media_type = _MEDIA[kind]
    count = len(applications)
    what = "1 application" if count == 1 else f"{count:,} applications"
    return Message(
        f"{what}, {_WHAT[kind]}." if count else "Your work-search record and your settings.",
        "Your data",
        file=File(f"followthrough-{ctx.person.today(ctx.now)}.{extension}", media_type, content),
    )


async def _write(
    kind: ExportFormat, ctx: ReadContext, applications: Sequence[Application]
) -> bytes:
    """Writes a file of that kind: in a thread, since thousands of rows take a while."""
    if kind is ExportFormat.SANKEY:
        return await asyncio.to_thread(write_sankey, applications)
    if kind is ExportFormat.JSON:
        pending = await ctx.uow.nudges.pending(MOST_NUDGES)
        settled = await ctx.uow.nudges.recently_delivered(MOST_NUDGES)
        nudges = _by_application(pending, settled)
        searches = await ctx.uow.work_search.find_all()
        ids = [one.id for one in applications]
        details = await ctx.uow.work_search.details(ids)
        mails = _by_application(await ctx.uow.mails.of_applications(ids))
        return await asyncio.to_thread(
            write_json, ctx.person, applications, nudges, searches, details, ctx.now, mails
        )
    if kind is ExportFormat.ICS:
        return await write_calendar_of(ctx.uow, applications, ctx.now)
    steps = await read_next_steps(ctx.uow, applications, ctx.now)
    table = application_rows(applications, ctx.person, ctx.now, _said(ctx, applications, steps))
    return await asyncio.to_thread(
        write_csv if kind is ExportFormat.CSV else write_xlsx, HEADER, table
    )


def _by_application(*several: Sequence[Kept]) -> Mapping[int, Sequence[Kept]]:
    found: defaultdict[int, list[Kept]] = defaultdict(list)
    for one in chain(*several):
        found[one.application].append(one)
    return found


def _said(
    ctx: ReadContext, applications: Sequence[Application], steps: Mapping[int, NextStep]
) -> Mapping[int, tuple[str, str]]:
    """Returns, by application, what its next step is and when, as two cells."""
    found = {}
    for one in applications:
        step = steps.get(one.id)
        if step is not None and step.nudge:
            found[one.id] = (_title(ctx, one, step.nudge), f"{step.nudge.wall:%Y-%m-%d %H:%M}")
        elif step is not None:
            found[one.id] = (plain(application_card.say_step(ctx, step)), "")
    return found


def _title(ctx: ReadContext, application: Application, nudge: PlannedNudge) -> str:
    title, _ = title_and_text(nudge, application, ctx.person, ctx.now)
    return title


COMMANDS = (export,)
