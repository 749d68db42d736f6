"""The console's ports to storage: the core's, and a clock that is moved by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.ports.outbox import Outbox
from bot.ports.unit_of_work import UnitOfWorkFactory


class ConsoleClock(Protocol):
    """The latest instant that the console's clock has reached in a database."""

    async def latest(self) -> datetime | None:
        """Returns the latest instant reached; None if no clock was ever moved."""

    async def reached(self, moment: datetime) -> None:
        """Stores an instant, unless the clock has reached a later one."""


class ConsoleStorage(Protocol):
    """The parts of storage that the console uses."""

    @property
    def units(self) -> UnitOfWorkFactory:
        """Opens units of work."""

    @property
    def outbox(self) -> Outbox:
        """The deliveries that are waiting."""

    @property
    def console_clock(self) -> ConsoleClock:
        """The clock that is moved by hand."""
