"""A list of 5,000 applications from the file to the preview and to the commit.

Beside the libraries alone: the separator found and the rows read by clevercsv, the sheet by
python-calamine.
"""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import clevercsv
import xlsxwriter
from python_calamine import CalamineWorkbook

from adapters.shared.child_process import ChildProcess
from adapters.shared.import_reader import ChildImportReader
from bot.catalog import COMMANDS
from bot.conversation.actor import Actor
from bot.dispatcher import Dispatcher
from bot.message import Message
from bot.ports.unit_of_work import UnitOfWork
from storage.storage import Storage, open_storage
from storage.unit_of_work import UnitOfWorkFactory
from tests.benchmarks.databases import Site
from tests.benchmarks.harness import Row, Scale, alternate, ms, times
from tests.benchmarks.people import DUE, ZONE, FixedClock, address

APPLICATIONS = 5_000
WITHIN = 5.0
PREVIEW_SECONDS = 10.0
COMMIT_SECONDS = 1.0
HEADER = ("Company", "Job Title", "Date Applied", "Status", "Link", "Location", "Notes")
STATUSES = ("Applied", "Rejected", "Phone screen", "No response", "Offer")


def table() -> list[tuple[str, ...]]:
    """A header and as many rows as a person may have."""
    first = date(2025, 6, 3)
    return [
        HEADER,
        *(
            (
                f"Company {number}",
                "Software Engineer",
                (first + timedelta(days=number % 350)).strftime("%m/%d/%Y"),
                STATUSES[number % len(STATUSES)],
                f"https://jobs.example/{number}",
                "Berlin",
                "they bake, and look for someone who does",
            )
            for number in range(APPLICATIONS)
        ),
    ]


def as_csv() -> bytes:
    """The list as a text file."""
    out = io.StringIO()
    clevercsv.writer(out).writerows(table())
    return out.getvalue().encode()


def as_xlsx() -> bytes:
    """The list as a spreadsheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table()):
            sheet.write_row(number, 0, row)
    return out.getvalue()


class TimedUnits(UnitOfWorkFactory):
    """Units of work that know how long the last one that wrote was open."""

    last = 0.0

    # Whatever it is asked is passed on unread, which no type says in fewer words.
    @asynccontextmanager
    async def begin(self, *where: object) -> AsyncIterator[UnitOfWork]:  # type: ignore[override]
        """Opens a unit of work, and times it up to the end of its commit."""
        began = perf_counter()
        async with super().begin(*where) as uow:  # type: ignore[arg-type]
            yield uow
        self.last = perf_counter() - began


async def rows(site: Site, scale: Scale) -> AsyncIterator[Row]:
    """Measures a file's way to the preview, by kind of file, and the transaction that saves it."""
    csv, xlsx = as_csv(), as_xlsx()
    folder = TemporaryDirectory()
    url = await site.empty()
    on_disk = Path(folder.name) / "list.csv"
    on_disk.write_bytes(csv)
    async with open_storage(url) as storage, aclosing(ChildProcess()) as child:
        units = TimedUnits(storage.database)
        dispatcher = Dispatcher(
            units, FixedClock(DUE), COMMANDS, import_reader=ChildImportReader(child)
        )
        actors = iter(range(1_000_000))

        async def preview(data: bytes, name: str) -> float:
            actor = Actor(address(next(actors)), ZONE)
            began = perf_counter()
            answer = await dispatcher.run_file(data, actor, name)
            took = perf_counter() - began
            assert isinstance(answer.reply, Message)
            assert "5,000 understood" in str(answer.reply.title)
            return took

        async def clever() -> float:
            began = perf_counter()
            assert len(clevercsv.read_table(str(on_disk))) == APPLICATIONS + 1
            return perf_counter() - began

        async def calamine() -> float:
            began = perf_counter()
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(xlsx)).get_sheet_by_index(0)
            assert len(sheet.to_python()) == APPLICATIONS + 1
            return perf_counter() - began

        for data, name, bare, beside in (
            (csv, "list.csv", clever, "clevercsv.read_table"),
            (xlsx, "list.xlsx", calamine, "python-calamine alone"),
        ):

            async def ours(data: bytes = data, name: str = name) -> float:
                return await preview(data, name)

            slow, least = await alternate(min(scale.turns, 5), ours, bare)
            yield Row(
                f"{APPLICATIONS:,} rows of {name}, file to preview",
                site.name,
                ms(slow),
                beside,
                ms(least),
                times(slow / least),
                f"≤ {times(WITHIN)}, ≤ {PREVIEW_SECONDS:.0f} s",
                slow / least <= WITHIN and slow <= PREVIEW_SECONDS,
            )
        whole, transaction = await _save(dispatcher, units, storage, csv)
    await site.drop(url)
    folder.cleanup()
    yield Row(
        f"{APPLICATIONS:,} rows, Save all to commit",
        site.name,
        f"{ms(whole)}, of it {ms(transaction)} in the transaction",
        "a transaction that nobody waits long for",
        aim=f"≤ {ms(COMMIT_SECONDS)}",
        met=transaction <= COMMIT_SECONDS,
    )


async def _save(
    dispatcher: Dispatcher, units: TimedUnits, storage: Storage, data: bytes
) -> tuple[float, float]:
    """Saves a list; returns how long that took, and how long its transaction."""
    actor = Actor(address(2_000_000), ZONE)
    shown = await dispatcher.run_file(data, actor, "list.csv")
    assert isinstance(shown.reply, Message)
    save = next(one for one in shown.reply.buttons if one.label == "Save all")
    began = perf_counter()
    saved = await dispatcher.run_action(save.action, actor)
    took = perf_counter() - began
    assert isinstance(saved.reply, Message)
    assert "5,000" in str(saved.reply.title)
    async with storage.units.read_only(actor.address, ZONE, DUE) as view:
        assert await view.applications.count() == APPLICATIONS
    return took, units.last
