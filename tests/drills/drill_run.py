"""A drill's run: a database full of people, a platform, a clock, and processes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientError, ClientSession
from sqlalchemy import Select, func, select

from bot.delivery.worker import LEASE_SECONDS
from bot.domain.groups.group import Schedule, Visibility, new_member
from bot.domain.groups.weekly_counts import Counts
from storage.storage import Storage, open_storage
from storage.tables import LEASED, PENDING, WAITING, groups, nudges, posts
from tests.benchmarks.databases import Site
from tests.benchmarks.people import ZONE, company, fill
from tests.drills.drill_clock import Clock
from tests.drills.failing_slack import POISON, FailingSlack
from tests.drills.platform import FailingPlatform
from tests.ports import free_port
from tests.program import options
from tests.timeouts import HANG

DUE = datetime(2026, 6, 8, 7, tzinfo=UTC)
AFTER_THE_LEASE = timedelta(seconds=LEASE_SECONDS + 1)
SECONDS_BETWEEN_LOOKS = 0.1
LONGEST_BACK_OFF = timedelta(minutes=15)
MEMBERS = 3
_OWED = nudges.c.due <= DUE


@dataclass
class DrillRun:
    """People who each are owed one reminder, due at the same instant, and a group of some."""

    site: Any
    url: str
    clock: Clock
    platform: FailingPlatform
    storage: Storage = field(init=False)
    people: int = 0
    started: list[asyncio.subprocess.Process] = field(default_factory=list)
    port: int = 0

    @property
    def slack(self) -> FailingSlack:
        """The platform, in a drill that only Slack is for."""
        assert isinstance(self.platform, FailingSlack)
        return self.platform

    async def add(self, people: int, *, poisoned: int = 0) -> None:
        """Adds people, some of whom applied where Slack refuses to hear of."""
        before, self.people = self.people, self.people + people
        await fill(
            self.storage,
            people,
            1,
            named=lambda n: POISON if n < poisoned else company(n),
            at=lambda n: self.platform.address(before + n),
        )

    async def add_group(self) -> None:
        """Adds a group of some of them, whose kickoff is due when their reminders are."""
        now = DUE - timedelta(days=1)
        async with self.storage.units.begin(self.platform.address(0), ZONE, now) as uow:
            group = await uow.groups.create(self.platform.channel, Schedule(ZONE))
            assert group is not None
            await uow.groups.save(group)
        week = group.schedule.week_of(now)
        for n in range(MEMBERS):
            who = self.platform.address(n)
            async with self.storage.units.begin(who, ZONE, now) as uow:
                numbers = Visibility.NUMBERS
                member = new_member(uow.person.id, who.user, numbers, now, week)
                await uow.members.save(group.id, replace(member, goal=Counts(2)))

    async def start(
        self, command: str = "serve", url: str | None = None, tree: Path | None = None
    ) -> asyncio.subprocess.Process:
        """Starts a process: one that delivers, which is ready at some time, or a command."""
        self.port = free_port()
        environment = {
            "FOLLOWTHROUGH_DATABASE_URL": url or self.url,
            **self.platform.environment,
            "FOLLOWTHROUGH_ROLE": "worker",
            "FOLLOWTHROUGH_PORT": str(self.port),
        }
        program = ("-m", "tests.drills.shifted_clock", str(self.clock.file), command)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, *program),
            **options(environment | ({"PYTHONPATH": str(tree)} if tree else {})),
            stdout=asyncio.subprocess.DEVNULL,
        )
        self.started.append(process)
        return process

    async def kill(self, process: asyncio.subprocess.Process) -> None:
        """Ends a process as a loss of power does, and lets its leases run out."""
        process.kill()
        await process.wait()
        self.clock.move(AFTER_THE_LEASE)

    async def until(self, condition: Callable[[], Awaitable[object]], what: str) -> None:
        """Waits until the condition holds."""
        try:
            async with asyncio.timeout(HANG):
                while not await condition():  # noqa: ASYNC110  # another process changes it
                    await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        except TimeoutError:
            raise AssertionError(f"waited {HANG:g} s in vain for {what}") from None

    async def says(self, words: str) -> None:
        """Waits until the process that was started last says what it lacks."""

        async def said() -> bool:
            with suppress(ClientError):
                async with (
                    ClientSession() as session,
                    session.get(f"http://127.0.0.1:{self.port}/readyz") as answer,
                ):
                    return words in await answer.text()
            return False

        await self.until(said, f"{words!r} at /readyz")

    async def took(self, many: int) -> None:
        """Waits until the platform has taken so many messages more."""
        aim = self.platform.taken + many

        async def there() -> bool:
            return self.platform.taken >= aim

        await self.until(there, f"{many} messages")

    async def unanswered(self, many: int) -> None:
        """Waits until so many requests wait for Slack's answer."""

        async def there() -> bool:
            return self.slack.unanswered == many

        await self.until(there, f"{many} requests without an answer")

    async def at_rest(self) -> None:
        """Waits until all that can be done by now is done."""
        await self.until(self._is_at_rest, "all to be done that is due")

    async def settled(self) -> None:
        """Waits until nothing is to be sent any more, moving on past every back-off."""

        async def done() -> bool:
            waiting = (
                select(func.count()).where(_OWED, PENDING),
                select(func.count()).where(posts.c.due <= DUE, WAITING),
            )
            if not any([await self._number(one) for one in waiting]):
                return True
            if await self._is_at_rest():
                await self._move_past_back_off()
            return False

        await self.until(done, "everything to be settled")

    async def _is_at_rest(self) -> bool:
        """True if nothing is under way, nor due."""
        if await self._number(select(func.count()).where(LEASED)):
            return False
        ready = await self.storage.outbox.next_ready()
        return ready is None or ready > self.clock.now()

    async def _move_past_back_off(self) -> None:
        """Moves to the next try or probe, if that is no more than a back-off away."""
        ready = await self.storage.outbox.next_ready()
        if ready is not None and ready - self.clock.now() < LONGEST_BACK_OFF:
            self.clock.put(ready + timedelta(seconds=1))

    async def owed(self) -> Mapping[int, str]:
        """The state of each nudge that was due when the drill began."""
        async with self.storage.database.reading() as connection:
            rows = await connection.execute(select(nudges.c.id, nudges.c.state).where(_OWED))
            return {row.id: row.state for row in rows}

    async def stopped_groups(self) -> int:
        """Returns how many groups are paused."""
        paused = select(func.count()).select_from(groups).where(groups.c.pause_reason.is_not(None))
        return int(await self._number(paused) or 0)

    async def _number(self, statement: Select[Any]) -> Any:
        async with self.storage.database.reading() as connection:
            return await connection.scalar(statement)


@asynccontextmanager
async def drill_run(
    site: Site,
    folder: Path,
    people: int,
    *,
    platform: Callable[[Callable[[], datetime]], FailingPlatform] = FailingSlack,
    poisoned: int = 0,
    before: Path | None = None,
) -> AsyncIterator[DrillRun]:
    """Sets a drill up a minute before the reminders are due; its processes end with it.

    With the tree of the version `before`, a process of it delivers already when the tables
    become those of this version.
    """
    url = await site.empty()
    clock = Clock(folder / "clock")
    clock.put(DUE - timedelta(minutes=1))
    there = platform(clock.now)
    await there.start()
    made = DrillRun(site, url, clock, there)
    try:
        if before is not None:
            await made.start(tree=before)
            await made.says('"ready": true')
        async with open_storage(url) as made.storage:
            await made.add(people, poisoned=poisoned)
            await made.add_group()
            yield made
    finally:
        for process in made.started:
            if process.returncode is None:
                process.kill()
                await process.wait()
        await there.stop()
