"""One tick: claim what is due, ask the rule again, tell, settle."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.delivery import Delivery, Outcome
from bot.digest import digest
from bot.domain.cadence import nudges_for
from bot.domain.localtime import instant
from bot.domain.nudge import Kind, Nudge
from bot.herald import tell_group
from bot.ports import Clock, Memory, TellLater, Unreachable, Voice
from bot.retrying import MOST_ATTEMPTS, after_asking, after_failure
from bot.telling import Telling

BATCH = 200
LEASE_SECONDS = 120.0
LATE = timedelta(hours=1)
MISSED = "The interview had begun before I could reach you. I'm sorry."


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a delivery's members: tell, drop, give up, hold back until an instant."""

    tell: tuple[Nudge, ...]
    drop: tuple[int, ...]
    missed: tuple[int, ...]
    hold: dict[int, datetime]


def judge(delivery: Delivery, now: datetime) -> Verdict:
    """Asks the rule once more about everything that a delivery holds.

    A reminder of an interview that has begun is missed, and that is owned up to.
    What is late waits for the end of the quiet hours, unless its moment would
    then be gone.
    """
    keys = {
        (id, owed.key)
        for id, application in delivery.applications.items()
        for owed in nudges_for(application, delivery.person.rhythm, delivery.told(id))
    }
    tell: list[Nudge] = []
    drop: list[int] = []
    missed: list[int] = []
    hold: dict[int, datetime] = {}
    for nudge in delivery.nudges:
        starts = _starts(delivery, nudge)
        if (nudge.application, nudge.owed.key) not in keys:
            drop.append(nudge.id)
        elif starts and starts <= now:
            missed.append(nudge.id)
        elif morning := _waits_until(delivery, nudge, now):
            hold[nudge.id] = morning
        else:
            tell.append(nudge)
    return Verdict(tuple(tell), tuple(drop), tuple(missed), hold)


def _starts(delivery: Delivery, nudge: Nudge) -> datetime | None:
    """When the interview begins that a nudge is to come before."""
    if nudge.owed.kind is not Kind.BEFORE_INTERVIEW or nudge.owed.subject is None:
        return None
    application = delivery.applications.get(nudge.application)
    interview = application.interview(nudge.owed.subject) if application else None
    return interview.start if interview else None


def _waits_until(delivery: Delivery, nudge: Nudge, now: datetime) -> datetime | None:
    """The end of the quiet hours, for a late nudge that still makes sense then."""
    rhythm = delivery.person.rhythm
    quiet = rhythm.quiet.around(delivery.person.wall(now))
    if quiet is None or now - nudge.owed.due <= LATE:
        return None
    morning = instant(quiet[1], rhythm.tz)
    starts = _starts(delivery, nudge)
    return None if starts and starts <= morning else morning


class Nudger:
    """Delivers what is due; every call of `tick` is one look."""

    def __init__(
        self,
        memory: Memory,
        voice: Voice,
        clock: Clock,
        *,
        observe: Callable[[timedelta], None] = lambda lateness: None,
        batch: int = BATCH,
    ) -> None:
        self._memory = memory
        self._voice = voice
        self._clock = clock
        self._observe = observe
        self._batch = batch
        self._stopped = False

    def stop(self) -> None:
        """Claims nothing more; what is claimed already is still delivered."""
        self._stopped = True

    async def tick(self) -> int:
        """Delivers everything that is due now; how many nudges were told."""
        told = 0
        while deliveries := await self._claimed():
            outcomes = await asyncio.gather(*(self._deliver(one) for one in deliveries))
            # A stop between telling and writing it down would tell it twice.
            await asyncio.shield(self._memory.settle(outcomes, self._clock.now()))
            told += sum(len(outcome.delivered) for outcome in outcomes)
        return told + await self._tell_groups()

    async def _tell_groups(self) -> int:
        """The same for the posts of groups, to their channels and to single members."""
        told = 0
        while posts := await self._claimed_posts():
            outcomes = await asyncio.gather(
                *(tell_group(one, self._voice, self._clock.now()) for one in posts)
            )
            await asyncio.shield(self._memory.settle_posts(outcomes, self._clock.now()))
            told += sum(one.told for one in outcomes)
        return told

    async def _claimed(self) -> Sequence[Delivery]:
        if self._stopped:
            return ()
        return await self._memory.claim(self._clock.now(), self._batch, LEASE_SECONDS)

    async def _claimed_posts(self) -> Sequence[Telling]:
        if self._stopped:
            return ()
        return await self._memory.claim_posts(self._clock.now(), self._batch, LEASE_SECONDS)

    async def _deliver(self, delivery: Delivery) -> Outcome:
        now = self._clock.now()
        verdict = judge(delivery, now)
        settled = Outcome(
            delivery,
            cancelled=verdict.drop,
            undeliverable=verdict.missed,
            reason=MISSED if verdict.missed else None,
            hold=verdict.hold,
        )
        if not verdict.tell:
            return settled
        message = digest(verdict.tell, delivery.applications, delivery.person, now)
        ids = tuple(nudge.id for nudge in verdict.tell)
        try:
            to = delivery.person.address
            await self._voice.tell(to, message, delivery.id, again=delivery.again)
        except Unreachable as unreachable:
            return _lost(settled, ids, unreachable.reason)
        except TellLater as later:
            again = after_asking(now, later.seconds)
            return Outcome(delivery, retry=again)
        except Exception:  # whatever broke, the nudge must outlive it
            if delivery.attempts + 1 >= MOST_ATTEMPTS:
                return _lost(settled, ids, "The platform failed every time I tried.")
            again = after_failure(now, delivery.attempts)
            return Outcome(delivery, retry=again, failed=True)
        for nudge in verdict.tell:
            self._observe(now - nudge.owed.due)
        return replace(settled, delivered=ids)


def _lost(settled: Outcome, ids: tuple[int, ...], reason: str) -> Outcome:
    """What could not be told, beside what was missed anyway."""
    return replace(settled, undeliverable=(*settled.undeliverable, *ids), reason=reason)
