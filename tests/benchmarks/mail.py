"""A mail of ordinary size, read in the child process, beside the standard library's parser."""

from __future__ import annotations

import email
import email.policy
from collections.abc import AsyncIterator
from contextlib import aclosing

from adapters.shared.child_process import ChildProcess
from adapters.shared.mail_reader import ChildMailReader
from bot.domain.mail.reading import MailContext
from tests.benchmarks.databases import Site
from tests.benchmarks.harness import Repetitions, Row, Scale, alternate, ms, times
from tests.benchmarks.people import DUE

SECONDS = 0.1
MAILS = 10  # a turn; the full scale has 21
_PARAGRAPH = "We are a team of forty that builds firmware for robots, and we are hiring.\r\n\r\n"
MAIL = (
    "Message-ID: <{number}@acme.example>\r\nFrom: Dana Weiss <dana@acme.example>\r\n"
    "Subject: Your application for Baker at Acme\r\nDate: Fri, 29 May 2026 10:00:00 +0200\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n\r\nDear Ada,\r\n\r\n" + _PARAGRAPH * 60 + "Thank "
    "you for your interest in the Baker position at Acme. We will not be moving forward with your "
    "application.\r\n\r\nKind regards\r\nDana Weiss\r\nAcme\r\n"
)


async def rows(_site: Site, scale: Scale) -> AsyncIterator[Row]:
    """The slowest of the mails of 5 kB, child process and all."""
    async with aclosing(ChildProcess()) as child:
        reader = ChildMailReader(child)

        async def read(number: int) -> None:
            await reader.read(MAIL.format(number=number).encode(), MailContext(DUE), "mail.eml")

        async def parse(number: int) -> None:
            data = MAIL.format(number=number).encode()
            email.message_from_bytes(data, policy=email.policy.default).get_body()

        await read(0)  # starts the child
        ours, bare = Repetitions(read, MAILS), Repetitions(parse, MAILS)
        await alternate(scale.turns, ours.several, bare.several)
    slow, least = ours.percentile(0.99), bare.percentile(0.99)
    yield Row(
        f"read a mail of {len(MAIL) // 1000} kB in the child process, p99",
        "—",
        f"{ms(slow)}, median {ms(ours.percentile(0.5))}",
        "email.message_from_bytes, p99",
        ms(least),
        times(slow / least),
        f"≤ {ms(SECONDS)}",
        slow <= SECONDS,
    )
