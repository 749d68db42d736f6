"""One tick: claim what is due, ask the rule again, tell, settle."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.delivery.group_posts import tell_group
from bot.delivery.retry_policy import MOST_ATTEMPTS, after_asking, after_failure
from bot.domain.calendar.local_time import instant
from bot.domain.groups.group_post import PostOutcome, Telling
from bot.domain.reminders.cadence import nudges_for
from bot.domain.reminders.delivery import Delivery, Outcome
from bot.domain.reminders.nudge import Nudge, NudgeKind
from bot.ports.clock import Clock
from bot.ports.messenger import Messenger, RetryLater, Unreachable
from bot.ports.outbox import Outbox
from bot.presenters.nudge_digest import digest

BATCH = 200
LEASE_SECONDS = 120.0
# Long enough for whoever waits their turn, and short enough to write down what came of it.
SECONDS_TO_TELL = 110.0
LATE = timedelta(hours=1)
MISSED = "The interview had begun before I could reach you. I'm sorry."
MISSED_IN_PAUSE = "The interview began while everything was paused."


Claimed = TypeVar("Claimed", Delivery, Telling)
Settled = TypeVar("Settled", Outcome, PostOutcome)


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
        for owed in nudges_for(application, delivery.person.preferences, delivery.told(id))
    }
    tell: list[Nudge] = []
    drop: list[int] = []
    missed: list[int] = []
    hold: dict[int, datetime] = {}
    for nudge in delivery.nudges:
        starts = _starts(delivery, nudge)
        if (nudge.application, nudge.planned.key) not in keys:
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
    if nudge.planned.kind is not NudgeKind.BEFORE_INTERVIEW or nudge.planned.subject is None:
        return None
    application = delivery.applications.get(nudge.application)
    interview = application.interview(nudge.planned.subject) if application else None
    return interview.start if interview else None


def _why_missed(delivery: Delivery, missed: Collection[int]) -> str:
    """Whether it was a pause that the person chose, or nothing they did."""
    gone = [nudge for nudge in delivery.nudges if nudge.id in missed]
    held = all(delivery.person.was_paused_at(nudge.planned.due) for nudge in gone)
    return MISSED_IN_PAUSE if held else MISSED


def _waits_until(delivery: Delivery, nudge: Nudge, now: datetime) -> datetime | None:
    """The end of the quiet hours, for a late nudge that still makes sense then."""
    preferences = delivery.person.preferences
    quiet = preferences.quiet.around(delivery.person.wall(now))
    if quiet is None or now - nudge.planned.due <= LATE:
        return None
    morning = instant(quiet[1], preferences.tz)
    starts = _starts(delivery, nudge)
    return None if starts and starts <= morning else morning


class Worker:
    """Delivers what is due; every call of `tick` is one look."""

    def __init__(
        self,
        outbox: Outbox,
        voice: Messenger,
        clock: Clock,
        *,
        observe: Callable[[timedelta], None] = lambda lateness: None,
        batch: int = BATCH,
        seconds: float = SECONDS_TO_TELL,
    ) -> None:
        self._outbox = outbox
        self._voice = voice
        self._clock = clock
        self._observe = observe
        self._batch = batch
        self._seconds = seconds
        self._stopped = False

    def stop(self) -> None:
        """Claims nothing more; what is claimed already is still delivered."""
        self._stopped = True

    async def tick(self) -> int:
        """Delivers everything that is due now; how many nudges were told."""
        told = 0
        while (more := await self.batch()) is not None:
            told += more
        return told

    async def batch(self) -> int | None:
        """Delivers the first of what is due; how many were told, None once nothing is due.

        What breaks with one of them is raised when the others are written down.
        """
        since = self._clock.now()
        if deliveries := await self._claimed(since):
            outcomes, broken = await self._while_ours(since, self._deliver, deliveries)
            # A stop between telling and writing it down would tell it twice.
            await asyncio.shield(self._outbox.settle(outcomes, self._clock.now()))
            told = sum(len(outcome.delivered) for outcome in outcomes)
        # The posts of groups, to their channels and to single members.
        elif posts := await self._claimed_posts(since):
            written, broken = await self._while_ours(since, self._post, posts)
            await asyncio.shield(self._outbox.settle_posts(written, self._clock.now()))
            told = sum(one.told for one in written)
        else:
            return None
        for error in broken:
            raise error
        return told

    async def _while_ours(
        self,
        since: datetime,
        tell: Callable[[Claimed], Awaitable[Settled]],
        claimed: Sequence[Claimed],
    ) -> tuple[Sequence[Settled], Sequence[Exception]]:
        """Tells what was claimed at an instant: what came of it for as long as that holds.

        A queue at the platform, or a machine that slept, may outlast the lease. Another
        process tells it then, after a look whether it stands: it is neither told here any
        more nor settled. So is what broke, which must not take the others along.
        """
        settled: list[Settled] = []
        broken: list[Exception] = []

        def left() -> float:
            return self._seconds - (self._clock.now() - since).total_seconds()

        async def ours(one: Claimed) -> None:
            if (most := left()) <= 0:
                return
            try:
                async with asyncio.timeout(min(most, self._seconds)):
                    outcome = await tell(one)
            except TimeoutError:
                return
            except Exception as error:
                broken.append(error)
                return
            if not outcome.retry or left() > 0:
                settled.append(outcome)

        await asyncio.gather(*map(ours, claimed))
        return settled, broken

    async def _claimed(self, now: datetime) -> Sequence[Delivery]:
        if self._stopped:
            return ()
        return await self._outbox.claim(now, self._batch, LEASE_SECONDS)

    async def _claimed_posts(self, now: datetime) -> Sequence[Telling]:
        if self._stopped:
            return ()
        return await self._outbox.claim_posts(now, self._batch, LEASE_SECONDS)

    async def _post(self, telling: Telling) -> PostOutcome:
        return await tell_group(telling, self._voice, self._clock)

    async def _deliver(self, delivery: Delivery) -> Outcome:
        now = self._clock.now()
        verdict = judge(delivery, now)
        settled = Outcome(
            delivery,
            cancelled=verdict.drop,
            undeliverable=verdict.missed,
            reason=_why_missed(delivery, verdict.missed) if verdict.missed else None,
            hold=verdict.hold,
        )
        if not verdict.tell:
            return settled
        message = digest(verdict.tell, delivery.applications, delivery.person, now)
        ids = tuple(nudge.id for nudge in verdict.tell)
        try:
            to = delivery.person.address
            await self._voice.send_direct(to, message, delivery.id, again=delivery.again)
        except Unreachable as unreachable:
            return _lost(settled, ids, unreachable.reason)
        except RetryLater as later:
            again = after_asking(self._clock.now(), later.seconds)
            return Outcome(delivery, retry=again)
        except Exception:  # whatever broke, the nudge must outlive it
            if delivery.attempts + 1 >= MOST_ATTEMPTS:
                return _lost(settled, ids, "The platform failed every time I tried.")
            again = after_failure(self._clock.now(), delivery.attempts)
            return Outcome(delivery, retry=again, failed=True)
        told = self._clock.now()
        for nudge in verdict.tell:
            self._observe(told - nudge.planned.due)
        return replace(settled, delivered=ids)


def _lost(settled: Outcome, ids: tuple[int, ...], reason: str) -> Outcome:
    """What could not be told, beside what was missed anyway."""
    return replace(settled, undeliverable=(*settled.undeliverable, *ids), reason=reason)
