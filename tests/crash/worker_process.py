"""A process that delivers, to be killed: the real worker on a real database.

The platform is a file, which survives the process as sent messages do. Every
step is printed to standard output too, so that the killer can choose the moment.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.delivery.worker import Worker
from bot.domain.delivery import Delivery, DeliveryOutcome
from bot.domain.groups.group import Channel
from bot.domain.people.person import Address
from bot.message import Message
from storage.outbox.outbox import Outbox
from storage.storage import open_storage
from tests.benchmarks.people import FixedClock

STEP = b"."
OUT = 1


def step() -> None:
    """Says that another step is taken."""
    os.write(OUT, STEP)


class SteppedOutbox(Outbox):
    """The real outbox, which says when it is about to write and when it has written."""

    async def claim(self, now: datetime, limit: int, lease: float) -> Sequence[Delivery]:
        """Claims between two steps."""
        step()
        claimed = await super().claim(now, limit, lease)
        step()
        return claimed

    async def settle(self, outcomes: Collection[DeliveryOutcome], now: datetime) -> None:
        """Settles between two steps."""
        step()
        await super().settle(outcomes, now)
        step()


class Platform:
    """A line for everything that was shown: the delivery's id, then the nudges' ids."""

    def __init__(self, file: Path, *, looks: bool) -> None:
        self._file = file
        self._looks = looks

    async def send_direct(
        self, address: Address, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Shows it. One that looks first shows nothing under an id that it has shown before."""
        if not (self._looks and delivery in shown(self._file)):
            line = " ".join((delivery, *map(str, nudges_in(message))))
            with _appending(self._file) as end:
                os.write(end, f"{line}\n".encode())
                os.fsync(end)
        step()

    async def send_channel(
        self, channel: Channel, message: Message, delivery: str, *, maybe_sent: bool = False
    ) -> None:
        """Shows it in the same way; there are no groups here that could ask for it."""
        await self.send_direct(
            Address(channel.platform, channel.tenant, channel.id), message, delivery
        )


def shown(file: Path) -> dict[str, list[tuple[int, ...]]]:
    """Returns, by delivery, the nudges of every time that it was shown."""
    found: dict[str, list[tuple[int, ...]]] = {}
    for line in file.read_text().splitlines():
        delivery, *ids = line.split()
        found.setdefault(delivery, []).append(tuple(map(int, ids)))
    return found


def nudges_in(message: Message) -> Sequence[int]:
    """The ids of the nudges that a message shows, as their buttons name them."""
    buttons = (button for item in message.items for button in item.buttons)
    return sorted({button.action.nudge for button in buttons if button.action.nudge is not None})


@contextmanager
def _appending(file: Path) -> Iterator[int]:
    end = os.open(file, os.O_WRONLY | os.O_APPEND)
    try:
        yield end
    finally:
        os.close(end)


async def _deliver(options: argparse.Namespace) -> None:
    async with open_storage(options.database) as storage:
        platform = Platform(options.platform, looks=not options.forgetful)
        # Its clock shows what the parent sets, so that leases run out at once.
        worker = Worker(
            SteppedOutbox(storage.database), platform, FixedClock(options.now), batch=options.batch
        )
        await worker.tick()


def main() -> None:
    """Delivers once what is due."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("platform", type=Path)
    parser.add_argument("--now", type=datetime.fromisoformat, required=True)
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--forgetful", action="store_true", help="shows everything it is told")
    asyncio.run(_deliver(parser.parse_args()))


if __name__ == "__main__":
    main()
