"""Delivers what is due: claims it, asks the rules again, sends it, settles it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.delivery.concurrent_sends import ConcurrentSends
from bot.delivery.digests import send_digest
from bot.delivery.group_posts import send_post
from bot.delivery.notices import send_notice
from bot.delivery.outages import Outages
from bot.delivery.work_search_reminders import send_reminder
from bot.domain.delivery import Delivery, DeliveryOutcome, Digest
from bot.domain.people.notice import Notice
from bot.domain.work_search.reminder import WorkSearchReminder
from bot.ports.clock import Clock
from bot.ports.delivery_observer import DeliveryObserver, Unobserved
from bot.ports.messenger import Messenger
from bot.ports.outbox import Outbox

BATCH = 200
LEASE_SECONDS = 120.0
# Long enough for what waits its turn, and short enough to store what came of it.
SECONDS_TO_SEND = 110.0


class Worker:
    """Delivers what is due; every call of `tick` goes on until nothing more is."""

    def __init__(
        self,
        outbox: Outbox,
        messenger: Messenger,
        clock: Clock,
        *,
        observer: DeliveryObserver | None = None,
        batch: int = BATCH,
        seconds: float = SECONDS_TO_SEND,
    ) -> None:
        self._outbox = outbox
        self._messenger = messenger
        self._clock = clock
        self._observer = observer or Unobserved()
        self._batch = batch
        self._seconds = seconds
        self._outages = Outages()
        # By delivery, the end of its lease, and the epoch of outages in which it was claimed.
        self._leases: dict[str, tuple[datetime, int]] = {}
        self._stopped = False
        self._sent = 0

    def stop(self) -> None:
        """Claims nothing more; what is claimed already is still delivered."""
        self._stopped = True

    async def tick(self) -> int:
        """Delivers everything that is due; returns how many nudges and posts were sent.

        An error of our own code is raised once the other deliveries are settled; several
        are raised together, as an ExceptionGroup.
        """
        before = self._sent
        sends = ConcurrentSends(self._claim, self._send, self._settle, self._batch)
        await sends.run()
        self._leases.clear()
        if len(sends.errors) == 1:
            raise sends.errors[0]
        if sends.errors:
            raise ExceptionGroup("several deliveries broke", sends.errors)
        return self._sent - before

    async def _claim(self, most: int) -> Sequence[Delivery]:
        if self._stopped:
            return ()
        now, epoch = self._clock.now(), self._outages.epoch
        claimed = await self._outbox.claim(now, most, LEASE_SECONDS)
        self._observer.claimed()
        expires = now + timedelta(seconds=self._seconds)
        self._leases |= {one.id: (expires, epoch) for one in claimed}
        return claimed

    async def _send(self, delivery: Delivery) -> DeliveryOutcome | None:
        """Sends a delivery; returns None if its lease is over.

        A queue at the platform, or a machine that slept, may outlast the lease. Then another
        process checks whether the message arrived and sends it: here it is neither sent nor
        settled.
        """
        _, epoch = self._leases[delivery.id]
        if (left := self._seconds_left(delivery)) <= 0:
            return None
        if self._outages.holds(delivery, epoch):
            return DeliveryOutcome(delivery, retry=self._clock.now())
        try:
            async with asyncio.timeout(min(left, self._seconds)):
                outcome = await self._send_by_kind(delivery)
        except TimeoutError:
            self._outages.note_failure(delivery, epoch, self._clock.now())
            return None
        if outcome.retry and self._seconds_left(delivery) <= 0:
            return None
        return self._note(outcome, epoch)

    async def _send_by_kind(self, delivery: Delivery) -> DeliveryOutcome:
        if isinstance(delivery.content, Notice):
            return await send_notice(delivery, self._messenger, self._clock, self._outbox)
        send = send_digest if isinstance(delivery.content, Digest) else send_post
        if isinstance(delivery.content, WorkSearchReminder):
            send = send_reminder
        return await send(delivery, self._messenger, self._clock)

    def _seconds_left(self, delivery: Delivery) -> float:
        """Returns how many seconds are left of the lease of a delivery."""
        return (self._leases[delivery.id][0] - self._clock.now()).total_seconds()

    def _note(self, outcome: DeliveryOutcome, epoch: int) -> DeliveryOutcome:
        """Notes what an outcome says of outages and of lateness; returns the outcome to settle.

        A delivery that failed in an outage does not wait for its own next try: it is put aside.
        """
        now, delivery = self._clock.now(), outcome.delivery
        self._outages.note(outcome, epoch, now)
        self._observe(outcome, now)
        if outcome.retry and self._outages.concerns(delivery, epoch):
            return replace(outcome, retry=now)
        return outcome

    def _observe(self, outcome: DeliveryOutcome, now: datetime) -> None:
        delivered, missed = set(outcome.delivered), set(outcome.undeliverable)
        for id, kind, due in outcome.delivery.planned:
            if id in delivered:
                self._sent += 1
                self._observer.delivered(kind, now - due)
            elif id in missed and not outcome.refused:
                self._observer.missed(kind)

    async def _settle(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        now = self._clock.now()
        for scope, probe_at in self._outages.take_changes():
            if probe_at is None:
                await self._outbox.end_outage(scope)
            else:
                await self._outbox.begin_outage(scope, now, probe_at)
        self._outages.mark_stored()
        await self._outbox.settle(outcomes, now)
        self._observer.outages(self._outages.count_by_platform())
