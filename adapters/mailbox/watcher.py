"""Polls the mailboxes that are due, and queues a card for each mail about an application."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from adapters.mailbox.imap import FolderReader, NewMails, PollFailed
from adapters.mailbox.settings import MailboxSettings
from adapters.shared.cipher import MissingKey
from bot.domain.mail.reading import Reading
from bot.domain.people.mailbox import FINAL, DueMailbox, MailboxFault, PollResult
from bot.domain.people.notice import NoticeKind
from bot.mail_intake import mail_context, queue_cards
from bot.ports.clock import Clock
from bot.ports.mail_reader import MailReader, ReaderBusy, UnreadableMail
from bot.ports.mailbox_queue import MailboxQueue
from bot.ports.unit_of_work import UnitOfWorkFactory

BETWEEN_POLLS = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
AT_ONCE = 4
MAILS_AT_ONCE = 50
SECONDS_FOR_A_POLL = 90.0
# Longer than a poll and the reading of what it brings.
LEASE = timedelta(minutes=10)
# A line that drops once or twice is nothing to write about.
FAILURES_TO_TELL = 3
_DOUBLINGS = 4

log = structlog.get_logger("mailbox")


class MailboxWatcher:
    """Polls mailboxes; any number of processes share the work."""

    def __init__(
        self,
        queue: MailboxQueue,
        units: UnitOfWorkFactory,
        settings: MailboxSettings,
        reader: MailReader,
        clock: Clock,
        seconds: float = SECONDS_FOR_A_POLL,
    ) -> None:
        self._queue = queue
        self._units = units
        self._settings = settings
        self._reader = reader
        self._clock = clock
        self._seconds = seconds
        self._running: set[FolderReader] = set()
        self._stopped = False

    async def tick(self) -> int:
        """Polls every mailbox that is due; returns how many."""
        polled = 0
        while not self._stopped:
            due = await self._queue.claim(self._clock.now(), AT_ONCE, LEASE)
            if not due:
                break
            await asyncio.gather(*map(self._poll, due))
            polled += len(due)
        return polled

    def stop(self) -> None:
        """Ends the polls that run; another process, or the next start, takes them up again."""
        self._stopped = True
        for reader in self._running:
            reader.abort()

    async def _poll(self, due: DueMailbox) -> None:
        try:
            password = self._settings.decrypt(due.password, due.owner)
            encrypted = self._settings.reencrypted(due.password)
        except MissingKey:
            log.error("mailbox_key_missing")
            await self._store(due, self._unchanged(due))
            return
        due = replace(due, password=encrypted)
        try:
            new = await self._fetch(due, password)
            readings = await self._read(due, new.mails)
        except PollFailed as failed:
            if not self._stopped:
                await self._store_fault(due, failed.fault)
            return
        except ReaderBusy:
            await self._store(due, self._unchanged(due))
            return
        now = self._clock.now()
        soon = now if new.more else now + BETWEEN_POLLS
        await self._store(due, PollResult(new.position, due.password, soon, now), readings)

    async def _fetch(self, due: DueMailbox, password: str) -> NewMails:
        """Polls in a thread. Raises PollFailed, also for a poll that takes too long."""
        reader = FolderReader(self._settings.server(due.mailbox.host), due.mailbox, password)
        self._running.add(reader)
        try:
            running = asyncio.create_task(
                asyncio.to_thread(reader.run, due.position, MAILS_AT_ONCE)
            )
            _, late = await asyncio.wait({running}, timeout=self._seconds)
            if late:
                reader.abort()
            return await running
        finally:
            self._running.discard(reader)

    async def _read(self, due: DueMailbox, mails: Sequence[bytes]) -> Sequence[Reading]:
        """Reads mails in the child; nothing of what is about no application is kept."""
        known = await self._units.find_person_and_companies(due.owner) if mails else None
        if known is None:
            return ()
        context = mail_context(*known, self._clock.now())
        found: list[Reading] = []
        for mail in mails:
            try:
                found += await self._reader.read(mail, context, "mail.eml")
            except ReaderBusy:
                raise
            except UnreadableMail:
                log.warning("mail_unreadable")
        return [one for one in found if one.is_about_an_application]

    async def _store(
        self, due: DueMailbox, result: PollResult, readings: Sequence[Reading] = ()
    ) -> None:
        now = self._clock.now()
        async with self._queue.settle(due, result, now) as uow:
            if uow is not None and readings:
                await queue_cards(uow, readings, now)

    async def _store_fault(self, due: DueMailbox, fault: MailboxFault) -> None:
        """Stores a failed poll; its person is sent one notice, at once where it is final."""
        now, failures = self._clock.now(), due.failures + 1
        final = fault in FINAL
        tells = due.mailbox.fault is not fault and (final or failures >= FAILURES_TO_TELL)
        result = PollResult(
            due.position,
            None if final else due.password,
            None if final else now + _wait(failures),
            due.mailbox.polled_at,
            failures,
            fault if tells else due.mailbox.fault,
        )
        async with self._queue.settle(due, result, now) as uow:
            if uow is not None and tells:
                await uow.notices.add(NoticeKind.MAILBOX, fault.value)

    def _unchanged(self, due: DueMailbox) -> PollResult:
        known = due.mailbox
        next_poll: datetime = self._clock.now() + BETWEEN_POLLS
        return PollResult(
            due.position, due.password, next_poll, known.polled_at, due.failures, known.fault
        )


def _wait(failures: int) -> timedelta:
    """Returns how long to wait after so many failures in a row: twice as long each, to an hour."""
    doubled: int = 2 ** min(failures - 1, _DOUBLINGS)
    return min(BETWEEN_POLLS * doubled, LONGEST_WAIT)
