"""The scenarios: what goes wrong, until everything that was owed is settled."""

from __future__ import annotations

import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from adapters.slack.outbound.throttle import MAX_CONCURRENT_PER_WORKSPACE
from tests.drills.drill_run import AFTER_THE_LEASE, DUE, DrillRun
from tests.drills.failing_discord import FailingDiscord
from tests.drills.failing_slack import FailingSlack, FailureMode
from tests.drills.platform import FailingPlatform

BETWEEN_PROBES = timedelta(minutes=11)
SIX_HOURS = timedelta(hours=6)
SIX_YEARS = timedelta(days=6 * 365)
# Bytes. A list of all seconds of six years would be ten times that.
MOST_MEMORY = 250 << 20
# A process delivers so much at most before it is killed.
MOST_BEFORE_A_KILL = 60
RESTARTS, MIGRATING = 5, 3


@dataclass(frozen=True)
class Scenario:
    """One drill. `bursts` is how often a process is killed in it; a short run has its own."""

    name: str
    run: Callable[[DrillRun, int], Awaitable[None]]
    people: int = 50
    poisoned: int = 0
    bursts: int = 0
    short_bursts: int = 0
    short_people: int | None = None
    in_short: bool = True
    beside_the_version_before: bool = False
    platform: Callable[[Callable[[], datetime]], FailingPlatform] = FailingSlack


async def _outage(drill_run: DrillRun, length: timedelta, step: timedelta) -> None:
    """Lets an outage last, one look at the platform after another."""
    drill_run.clock.put(DUE + timedelta(minutes=1))
    await drill_run.start()
    while drill_run.clock.now() < DUE + length:
        await drill_run.at_rest()
        drill_run.clock.move(step)


async def refused(drill_run: DrillRun, bursts: int) -> None:
    """73 minutes in which nobody listens at the platform's address."""
    await drill_run.platform.stop()
    await _outage(drill_run, timedelta(minutes=73), BETWEEN_PROBES)
    await drill_run.platform.start()
    await drill_run.settled()


async def broken(drill_run: DrillRun, bursts: int) -> None:
    """73 minutes of 503."""
    drill_run.slack.mode = FailureMode.BROKEN
    await _outage(drill_run, timedelta(minutes=73), BETWEEN_PROBES)
    drill_run.slack.mode = FailureMode.WELL
    await drill_run.settled()


async def limited(drill_run: DrillRun, bursts: int) -> None:
    """Three days of 429, each time with a wait of a day."""
    drill_run.slack.mode = FailureMode.LIMITED
    await _outage(drill_run, timedelta(days=3), SIX_HOURS)
    drill_run.slack.mode = FailureMode.WELL
    await drill_run.settled()


async def clock_steps(drill_run: DrillRun, bursts: int) -> None:
    """The clock goes six years forward and a day back while a process runs."""
    process = await drill_run.start()
    drill_run.clock.put(DUE + timedelta(minutes=1))
    await drill_run.settled()
    drill_run.clock.move(SIX_YEARS)
    await drill_run.took(drill_run.people)  # what came due meanwhile
    drill_run.clock.move(-timedelta(days=1))
    await drill_run.add(drill_run.people)
    await drill_run.settled()
    assert peak_memory(process.pid) < MOST_MEMORY, "the missed time was listed"


async def poisoned(drill_run: DrillRun, bursts: int) -> None:
    """Some messages are refused for what they say; they hold up nobody."""
    drill_run.clock.put(DUE + timedelta(minutes=1))
    await drill_run.start()
    await drill_run.settled()


async def kill_bursts(drill_run: DrillRun, bursts: int) -> None:
    """A process is killed again and again while it delivers."""
    random = Random(bursts)  # noqa: S311  # no secret
    drill_run.clock.put(DUE + timedelta(minutes=1))
    for _ in range(bursts):
        process = await drill_run.start()
        left = drill_run.people - drill_run.platform.taken
        if left > 1:
            await drill_run.took(random.randint(1, min(left - 1, MOST_BEFORE_A_KILL)))
        await drill_run.kill(process)
    await drill_run.start()
    await drill_run.settled()


async def stopped_past_the_lease(drill_run: DrillRun, bursts: int) -> None:
    """A process sleeps for longer than its lease, while another goes on.

    It is stopped while it waits for Slack's answers. One that is stopped between its last
    check and the request sends on when it wakes, which no lease can prevent.
    """
    drill_run.slack.hold_answers()
    drill_run.clock.put(DUE + timedelta(minutes=1))
    process = await drill_run.start()
    await drill_run.unanswered(MAX_CONCURRENT_PER_WORKSPACE)
    process.send_signal(signal.SIGSTOP)
    drill_run.clock.move(AFTER_THE_LEASE)
    drill_run.slack.give_answers()
    await drill_run.start()
    await drill_run.settled()
    process.send_signal(signal.SIGCONT)
    await drill_run.add(drill_run.people)
    await drill_run.settled()


async def dropped_sockets(drill_run: DrillRun, bursts: int) -> None:
    """Slack takes messages, and hangs up instead of an answer to every third."""
    drill_run.slack.mode = FailureMode.DROPPED
    drill_run.clock.put(DUE + timedelta(minutes=1))
    await drill_run.start()
    await drill_run.settled()


async def database_restarts(drill_run: DrillRun, bursts: int) -> None:
    """The database crashes and comes back, again and again, while a process delivers.

    What was on its way then is claimed again when its lease has run out, by the real clock.
    """
    random = Random(bursts)  # noqa: S311  # no secret
    drill_run.clock.put(DUE + timedelta(minutes=1))
    await drill_run.start()
    for _ in range(RESTARTS):
        if (left := drill_run.people - drill_run.platform.taken) > 1:
            await drill_run.took(random.randint(1, min(left - 1, MOST_BEFORE_A_KILL)))
        await drill_run.site.restart()
    await drill_run.settled()


async def migrated_at_once(drill_run: DrillRun, bursts: int) -> None:
    """Several processes find an empty database, and each wants to migrate it."""
    url = await drill_run.site.empty()
    processes = [await drill_run.start("migrate", url) for _ in range(MIGRATING)]
    ended = [await process.wait() for process in processes]
    assert ended == [0] * MIGRATING, f"migrations ended with {ended}"
    drill_run.clock.put(DUE + timedelta(minutes=1))
    await drill_run.start()
    await drill_run.settled()


async def full_disk(drill_run: DrillRun, bursts: int) -> None:
    """The disk is full while a process delivers, and there is room again later.

    What was sent then could not be settled: it is recognized when its lease has run out.
    """
    filler = Path(drill_run.url.partition(":///")[2]).with_name("filler")
    drill_run.clock.put(DUE + timedelta(minutes=1))
    await drill_run.start()
    await drill_run.took(MOST_BEFORE_A_KILL)
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        for size in (1 << 16, 1 << 9, 1):
            with suppress(OSError):
                while file.write(bytes(size)):
                    pass
    await drill_run.says("is full")
    filler.unlink()
    drill_run.clock.move(AFTER_THE_LEASE)
    await drill_run.settled()


async def two_versions(drill_run: DrillRun, bursts: int) -> None:
    """A process of the version before goes on, on the tables of this one, beside one of this."""
    (old,) = drill_run.started
    await drill_run.start()
    drill_run.clock.put(DUE + timedelta(minutes=1))
    await drill_run.settled()
    assert old.returncode is None, "the old version ended"


def peak_memory(process: int) -> int:
    """Returns how many bytes a process had in memory at most."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) << 10


FULL_DISK = Scenario("disk full for a while (SQLite)", full_disk, people=300)
SCENARIOS = (
    Scenario("platform refuses connections for 73 min", refused),
    Scenario("Discord refuses connections for 73 min", refused, people=25, platform=FailingDiscord),
    Scenario("platform answers 503 for 73 min", broken),
    Scenario("platform answers 429 for 3 days", limited),
    Scenario("clock forward 6 years, back a day", clock_steps),
    Scenario("poisoned messages", poisoned, poisoned=5),
    Scenario(
        "bursts of kill -9",
        kill_bursts,
        people=3_000,
        bursts=100,
        short_bursts=10,
        short_people=600,
    ),
    Scenario(
        "bursts of kill -9, Discord",
        kill_bursts,
        people=300,
        bursts=20,
        in_short=False,
        platform=FailingDiscord,
    ),
    Scenario("SIGSTOP past the lease", stopped_past_the_lease, people=300),
    Scenario("sockets dropped instead of an answer", dropped_sockets),
    Scenario("three processes migrate at once", migrated_at_once, in_short=False),
    FULL_DISK,
    Scenario("two versions at once", two_versions, people=600, beside_the_version_before=True),
    Scenario("database restarts", database_restarts, people=600, in_short=False),
)
