"""The child process: what passes its limits is ended, and the next file is read all the same."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from adapters.shared import child_process
from adapters.shared.child_process import MIB, Busy, ChildProcess, TooLarge, TooSlow, count_steps
from adapters.shared.import_reader import ChildImportReader
from adapters.shared.mail_reader import ChildMailReader
from bot.domain.imports.export_reading import ExportReading
from bot.domain.imports.reading import ImportContext, TableReading
from bot.domain.imports.unreadable import UnreadableFile
from bot.domain.mail.reading import MailContext
from bot.ports.mail_reader import UnreadableMail
from tests.timeouts import HANG

NOW = MailContext(datetime(2026, 6, 1, 12, tzinfo=UTC))
LATELY = ImportContext(NOW.now, "Europe/Berlin")
NO = (
    b"Message-ID: <1@acme.com>\r\nFrom: Acme <jobs@acme.com>\r\nSubject: Baker\r\n\r\n"
    b"We regret to inform you that you have not been selected for the Baker position.\r\n"
)


def double(number: int) -> int:
    return 2 * number


def hang() -> None:
    threading.Event().wait()


def take_all_memory() -> int:
    return len(bytearray(2_000 * MIB))


def end_at_once() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def environment() -> dict[str, str]:
    return dict(os.environ)


def connect(port: int) -> None:
    socket.create_connection(("127.0.0.1", port))


def start_a_program() -> None:
    subprocess.run(["true"], check=True)


def count_until(path: str) -> str:
    count_steps(500, 5_000)
    while not Path(path).exists():
        time.sleep(0.01)
    return "counted"


def fail() -> None:
    raise LookupError("by itself")


@pytest.fixture
async def child() -> AsyncIterator[ChildProcess]:
    child = ChildProcess(seconds=HANG)
    yield child
    await child.aclose()


async def test_it_gives_back_what_was_read(child: ChildProcess) -> None:
    assert await asyncio.gather(*(child.run(double, one) for one in range(5))) == [0, 2, 4, 6, 8]


async def test_what_hangs_is_killed_and_what_waits_behind_it_is_done() -> None:
    child = ChildProcess(seconds=1.0)
    hanging = asyncio.ensure_future(child.run(hang))
    await asyncio.sleep(0)  # it has its limit by now; a busy machine may be slow with the sum
    child.seconds = HANG
    behind = asyncio.ensure_future(child.run(double, 4))
    with pytest.raises(TooSlow):
        await asyncio.wait_for(hanging, HANG)
    assert await asyncio.wait_for(behind, HANG) == 8
    await child.aclose()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory")
async def test_what_takes_all_memory_is_ended(child: ChildProcess) -> None:
    with pytest.raises(TooLarge):
        await child.run(take_all_memory)
    assert await child.run(double, 4) == 8


async def test_a_child_that_dies_at_its_work_is_replaced(child: ChildProcess) -> None:
    with pytest.raises(TooLarge):
        await child.run(end_at_once)
    assert await asyncio.wait_for(child.run(double, 4), HANG) == 8


async def test_a_child_that_dies_while_it_has_nothing_to_do_is_replaced(
    child: ChildProcess,
) -> None:
    os.kill(await child.run(os.getpid), signal.SIGKILL)
    async with asyncio.timeout(HANG):
        while True:
            with suppress(TooLarge):  # while its death is not noticed yet
                assert await child.run(double, 4) == 8
                break


async def test_a_fault_of_the_work_itself_comes_back(child: ChildProcess) -> None:
    with pytest.raises(LookupError):
        await child.run(fail)


async def test_it_has_no_secrets_no_network_and_starts_nothing(
    child: ChildProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    assert await child.run(environment) == {}
    with socket.create_server(("127.0.0.1", 0)) as server:
        with pytest.raises(PermissionError):
            await child.run(connect, server.getsockname()[1])
        server.setblocking(False)  # a connection that was made would be there by now
        with pytest.raises(BlockingIOError):
            server.accept()
    with pytest.raises(PermissionError):
        await child.run(start_a_program)


async def test_its_progress_is_reported_while_it_works(
    child: ChildProcess, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(child_process, "COUNT_SECONDS", 0.01)
    counts: list[tuple[int, int]] = []

    async def tell(done: int, total: int) -> None:
        counts.append((done, total))
        (tmp_path / "told").touch()

    assert await child.run_counted(tell, count_until, str(tmp_path / "told")) == "counted"
    assert set(counts) == {(500, 5_000)}


async def test_too_much_at_once_is_refused() -> None:
    few = ChildProcess(seconds=HANG, most_waiting=1)
    first = asyncio.ensure_future(few.run(double, 1))
    await asyncio.sleep(0)
    with pytest.raises(Busy):
        await few.run(double, 2)
    assert await first == 2
    await few.aclose()


async def test_it_can_be_closed_before_it_began() -> None:
    await ChildProcess().aclose()


async def test_a_mail_is_read_in_it(child: ChildProcess) -> None:
    readings = await ChildMailReader(child).read(NO, NOW, "no.eml")
    assert [(one.kind, one.role) for one in readings] == [("rejected", "Baker")]


async def test_a_large_mailbox_is_read_in_parts(child: ChildProcess) -> None:
    mails = b"".join(
        b"From a@b.c Mon Jun  1 10:00:00 2026\r\n" + NO.replace(b"<1@", b"<%d@" % number)
        for number in (*range(230), 7)
    )
    readings = await ChildMailReader(child).read(mails, NOW, "all.mbox")
    assert len({one.message_id for one in readings}) == len(readings) == 230


async def test_a_thousand_mails_inside_each_other_are_no_danger(child: ChildProcess) -> None:
    nested = NO.split(b"\r\n\r\n")[0] + b"\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 1_000
    assert len(await ChildMailReader(child).read(nested, NOW, "deep.eml")) == 1


async def test_a_mail_that_takes_too_long_is_answered_in_words() -> None:
    slow = ChildProcess(seconds=0.01)
    with pytest.raises(UnreadableMail, match="too long"):
        await ChildMailReader(slow).read(NO * 20_000, NOW, "long.mbox")
    await slow.aclose()


async def test_a_list_in_another_charset_is_read_in_it(child: ChildProcess) -> None:
    data = "Firma;Beworben am\r\nMüller;04.05.2026\r\n".encode("cp1252")
    reading = await ChildImportReader(child).read(data, "liste.csv", LATELY)
    assert isinstance(reading, TableReading)
    assert [(row.company, row.on) for row in reading.rows] == [("Müller", date(2026, 5, 4))]


async def test_a_sheet_that_claims_all_memory_is_refused_in_words(child: ChildProcess) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Company", "Applied"])
        sheet.write_string(1_048_575, 16_383, "far away")
    with pytest.raises(UnreadableFile, match="too large"):
        await ChildImportReader(child).read(out.getvalue(), "list.xlsx", LATELY)
    assert await child.run(double, 2) == 4


async def test_an_export_comes_back_from_it(child: ChildProcess) -> None:
    data = (
        b'{"followthrough": 1, "owner": "x", "exported": "2026-06-01T00:00:00+00:00", '
        b'"applications": [{"activities": [{"kind": "applied", "on": "2026-05-04", "id": 1, '
        b'"logged": "2026-05-04T10:00:00+00:00", "company": "Acme"}]}]}'
    )
    reading = await ChildImportReader(child).read(data, "export.json", LATELY)
    assert isinstance(reading, ExportReading)
    assert reading.applications[0].activities[0].company == "Acme"
    with pytest.raises(UnreadableFile, match="not the way I export it"):
        await ChildImportReader(child).read(data[:-9] + b"}]}]}", "export.json", LATELY)
