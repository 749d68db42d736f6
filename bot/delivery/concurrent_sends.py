"""Sends many deliveries at once: one slow message holds up no other."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import count

from bot.delivery.throughput import Throughput
from bot.domain.delivery import Delivery, DeliveryOutcome

MOST_SENDERS = 48
# The wait between two claims while something is still being sent.
SECONDS_BETWEEN_CLAIMS = 1.0
# A transaction costs much more than what it stores of one delivery. So outcomes wait for
# others, while any are to come: for so many, or for so long.
STORED_AT_ONCE, SECONDS_TO_GATHER = 100, 0.1


@dataclass(order=True, slots=True)
class QueuedDelivery:
    """A claimed delivery that no sender has taken yet; the most urgent sorts first."""

    rank: int
    number: int
    delivery: Delivery = field(compare=False)


class ConcurrentSends:
    """Claims, sends and settles concurrently until nothing is due any more.

    `claim` returns at most so many deliveries, `send` the outcome of one (None if its lease
    is over), `settle` stores outcomes.
    """

    def __init__(
        self,
        claim: Callable[[int], Awaitable[Sequence[Delivery]]],
        send: Callable[[Delivery], Awaitable[DeliveryOutcome | None]],
        settle: Callable[[Sequence[DeliveryOutcome]], Awaitable[None]],
        batch: int,
    ) -> None:
        self._claim = claim
        self._send = send
        self._settle = settle
        self._loop = asyncio.get_running_loop()
        self._throughput = Throughput(batch, self._loop.time())
        self._numbers = count()
        self._queue: list[QueuedDelivery] = []
        self._senders: set[asyncio.Task[None]] = set()
        self._outcomes: list[DeliveryOutcome] = []
        self._settling: asyncio.Task[None] | None = None
        self._gathering: asyncio.TimerHandle | None = None
        self._more = True
        self._changed = asyncio.Event()
        self.errors: list[Exception] = []

    async def run(self) -> None:
        """Runs until nothing is due any more; collects the errors of our own code in `errors`."""
        try:
            while self._more or self._busy:
                self._changed.clear()
                if self._more and (room := self._count_free()):
                    await self._claim_more(room)
                else:
                    await self._wait()
        finally:
            await self._finish()

    @property
    def _busy(self) -> bool:
        return bool(self._queue or self._senders or self._outcomes or self._settling)

    def _count_free(self) -> int:
        unsent = len(self._queue) + len(self._senders)
        return self._throughput.count_free(unsent, self._loop.time())

    async def _claim_more(self, room: int) -> None:
        try:
            claimed = await self._claim(room)
        except Exception as error:
            self.errors.append(error)
            claimed = ()
        self._more = bool(claimed)
        for one in claimed:
            heapq.heappush(self._queue, QueuedDelivery(one.rank, next(self._numbers), one))
        for _ in range(min(len(self._queue), MOST_SENDERS - len(self._senders))):
            sender = asyncio.create_task(self._send_queued())
            self._senders.add(sender)
            sender.add_done_callback(self._remove_sender)

    def _remove_sender(self, sender: asyncio.Task[None]) -> None:
        self._senders.discard(sender)
        self._settle_finished()

    async def _wait(self) -> None:
        """Waits for a change, or until it is time to claim again."""
        try:
            async with asyncio.timeout(SECONDS_BETWEEN_CLAIMS):
                await self._changed.wait()
        except TimeoutError:
            self._more = not self.errors

    async def _send_queued(self) -> None:
        """Sends one queued delivery after the other, the most urgent first."""
        while self._queue:
            claimed = heapq.heappop(self._queue)
            try:
                outcome = await self._send(claimed.delivery)
            except Exception as error:
                self.errors.append(error)
            else:
                if outcome is not None:
                    self._outcomes.append(outcome)
            self._throughput.note_sent()
            self._loop.call_soon(self._settle_finished)

    def _settle_finished(self) -> None:
        """Settles the finished sends together, soon or as soon as there are many."""
        self._changed.set()
        if self._settling is not None or not self._outcomes:
            return
        if len(self._outcomes) >= STORED_AT_ONCE or not self._senders:
            self._settle_all()
        elif self._gathering is None:
            self._gathering = self._loop.call_later(SECONDS_TO_GATHER, self._settle_all)

    def _settle_all(self) -> None:
        if self._gathering is not None:
            self._gathering.cancel()
            self._gathering = None
        if self._settling is None and self._outcomes:
            outcomes, self._outcomes = self._outcomes, []
            self._settling = asyncio.create_task(self._store(outcomes))

    async def _store(self, outcomes: Sequence[DeliveryOutcome]) -> None:
        try:
            await self._settle(outcomes)
            self._more = self._more or not self.errors  # what follows may be due already
        except Exception as error:
            self.errors.append(error)
        finally:
            self._settling = None
            self._settle_finished()

    async def _finish(self) -> None:
        """Cancels the senders after an interruption, and settles what they have sent."""
        for sender in self._senders:
            sender.cancel()
        await asyncio.gather(*self._senders, return_exceptions=True)
        self._settle_finished()
        while self._settling is not None:
            # A stop between sending and storing it would send it twice.
            await asyncio.shield(self._settling)
