"""The work-search record that an unemployment office asks for, shown or as a file."""

from __future__ import annotations

import asyncio
from datetime import date
from enum import StrEnum
from typing import Annotated

from bot.command import Arg, ArgKind, Subject, command
from bot.conversation.read_context import ReadContext
from bot.domain.work_search.period import Period
from bot.domain.work_search.profile import Profile, profile_of
from bot.domain.work_search.record import SearchRecord
from bot.exporting.csv_file import write_csv
from bot.exporting.work_search_rows import HEADER, work_search_rows
from bot.message import File, Message, Refused, nothing_to_do
from bot.ports.typesetter import NotTypeset
from bot.presenters.work_search_record import record_message
from bot.queries.work_search import read_work_search_record
from bot.texts.work_search_paper import paper_of
from bot.texts.work_search_texts import say_period


class RecordPeriod(StrEnum):
    """The period that is meant."""

    THIS = "this"
    LAST = "last"


class RecordFormat(StrEnum):
    """The kind of file."""

    CSV = "csv"
    PDF = "pdf"


_PERIODS = (
    (RecordPeriod.THIS, ("this week", "this month", "this period", "now")),
    (RecordPeriod.LAST, ("last week", "last month", "last period", "the week before")),
)


@command(
    "worklog",
    "See your work-search record",
    subject=Subject.DATA,
    examples=("worklog", "worklog last week", "worklog pdf"),
    readonly=True,
    separate_answer=True,
)
async def worklog(
    ctx: ReadContext,
    which: Annotated[
        RecordPeriod | None, Arg("Which period?", bare=True, hint="WEEK", synonyms=_PERIODS)
    ] = None,
    format: Annotated[RecordFormat | None, Arg("As a file?", bare=True, hint="csv/pdf")] = None,
    of: Annotated[
        date | None,
        Arg("Of which day?", word="of", words=("week of",), past=True, bare=True, hint="DATE"),
    ] = None,
    page: Annotated[int | None, Arg(kind=ArgKind.NUMBER, hidden=True)] = None,
) -> Message:
    """Shows the record of a period, or hands it over as a file."""
    profile = profile_of(ctx.person.preferences.office)
    period = _period(ctx, profile, which, of)
    record = await read_work_search_record(ctx.uow, profile, period, ctx.now)
    if format is None:
        return record_message(ctx, record, page or 0)
    if not record.entries:
        said = say_period(period, ctx.person, ctx.now)
        raise nothing_to_do(f"Nothing is logged from {said}, so there is nothing to write down.")
    if format is RecordFormat.PDF:
        return await _as_pdf(ctx, record)
    rows = work_search_rows(record, ctx.person.tz)
    content = await asyncio.to_thread(write_csv, HEADER, rows)
    return _handed_over(ctx, record, "csv", "text/csv", content)


def _period(
    ctx: ReadContext, profile: Profile, which: RecordPeriod | None, of: date | None
) -> Period:
    today = profile.rule.around(of or ctx.today)
    return profile.rule.before(today) if which is RecordPeriod.LAST and of is None else today


async def _as_pdf(ctx: ReadContext, record: SearchRecord) -> Message:
    assert ctx.typesetter is not None  # the dispatcher gives one
    try:
        content = await ctx.typesetter.record(paper_of(record, ctx.person))
    except NotTypeset as failed:
        raise Refused(str(failed)) from None
    return _handed_over(ctx, record, "pdf", "application/pdf", content)


def _handed_over(
    ctx: ReadContext, record: SearchRecord, ending: str, media_type: str, content: bytes
) -> Message:
    count = len(record.entries)
    what = "1 entry" if count == 1 else f"{count} entries"
    name = f"work-search-{record.period.first.isoformat()}.{ending}"
    return Message(
        f"{what}. Read it through before you hand it in or copy from it.",
        f"Work search, {say_period(record.period, ctx.person, ctx.now)}",
        file=File(name, media_type, content),
    )


COMMANDS = (worklog,)
