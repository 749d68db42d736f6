"""Claims, sends and settles without pause: one slow message holds up no other."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from itertools import count

from bot.delivery.throughput import Throughput
from bot.domain.delivery import Delivery, Outcome

AT_ONCE = 48
# How often it is asked what else is due while something is still being sent.
SECONDS_TO_LOOK = 1.0
# A transaction costs much more than what it stores of one delivery. So outcomes wait for
# others, while any are to come: for so many, or for so long.
STORED_AT_ONCE, SECONDS_TO_GATHER = 100, 0.1


@dataclass(order=True, slots=True)
class Claimed:
    """A delivery that is to be sent; sorted by what is sent first."""

    rank: int
    number: int
    delivery: Delivery = field(compare=False)


class Pipeline:
    """Runs until nothing is due any more.

    `claim` gives at most so many deliveries, `send` what became of one (None: it is not
    ours any more), `settle` stores that.
    """

    def __init__(
        self,
        claim: Callable[[int], Awaitable[Sequence[Delivery]]],
        send: Callable[[Delivery], Awaitable[Outcome | None]],
        settle: Callable[[Sequence[Outcome]], Awaitable[None]],
        batch: int,
    ) -> None:
        self._claim = claim
        self._send = send
        self._settle = settle
        self._loop = asyncio.get_running_loop()
        self._throughput = Throughput(batch, self._loop.time())
        self._numbers = count()
        self._queue: list[Claimed] = []
        self._senders: set[asyncio.Task[None]] = set()
        self._outcomes: list[Outcome] = []
        self._settling: asyncio.Task[None] | None = None
        self._gathering: asyncio.TimerHandle | None = None
        self._more = True
        self._changed = asyncio.Event()
        self.errors: list[Exception] = []

    async def run(self) -> None:
        """Runs until nothing is due any more; what breaks is in `errors` then."""
        try:
            while self._more or self._busy:
                self._changed.clear()
                if self._more and (room := self._room()):
                    await self._claim_some(room)
                else:
                    await self._wait()
        finally:
            await self._finish()

    @property
    def _busy(self) -> bool:
        return bool(self._queue or self._senders or self._outcomes or self._settling)

    def _room(self) -> int:
        unsent = len(self._queue) + len(self._senders)
        return self._throughput.room(unsent, self._loop.time())

    async def _claim_some(self, room: int) -> None:
        try:
            claimed = await self._claim(room)
        except Exception as error:
            self.errors.append(error)
            claimed = ()
        self._more = bool(claimed)
        for one in claimed:
            heapq.heappush(self._queue, Claimed(one.rank, next(self._numbers), one))
        for _ in range(min(len(self._queue), AT_ONCE - len(self._senders))):
            sender = asyncio.create_task(self._send_on())
            self._senders.add(sender)
            sender.add_done_callback(self._sender_done)

    def _sender_done(self, sender: asyncio.Task[None]) -> None:
        self._senders.discard(sender)
        self._settle_some()

    async def _wait(self) -> None:
        """Waits until something changes; now and then it is asked what else is due."""
        try:
            async with asyncio.timeout(SECONDS_TO_LOOK):
                await self._changed.wait()
        except TimeoutError:
            self._more = not self.errors

    async def _send_on(self) -> None:
        """Sends one after the other, the most urgent first, while anything is claimed."""
        while self._queue:
            claimed = heapq.heappop(self._queue)
            try:
                outcome = await self._send(claimed.delivery)
            except Exception as error:
                self.errors.append(error)
            else:
                if outcome is not None:
                    self._outcomes.append(outcome)
            self._throughput.sent()
            self._loop.call_soon(self._settle_some)

    def _settle_some(self) -> None:
        """Settles what is there, all in one go, unless that is being done: then soon."""
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

    async def _store(self, outcomes: Sequence[Outcome]) -> None:
        try:
            await self._settle(outcomes)
            self._more = self._more or not self.errors  # what follows may be due already
        except Exception as error:
            self.errors.append(error)
        finally:
            self._settling = None
            self._settle_some()

    async def _finish(self) -> None:
        """Ends what is still going on, after an interruption: what was sent is settled."""
        for sender in self._senders:
            sender.cancel()
        await asyncio.gather(*self._senders, return_exceptions=True)
        self._settle_some()
        while self._settling is not None:
            # A stop between sending and storing it would send it twice.
            await asyncio.shield(self._settling)
