"""What one person is told at once, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.application import Application
from bot.domain.nudge import Nudge
from bot.domain.person import Person


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one person is told at once: fixed members, under one id.

    `attempts` counts the tries that may have told it. `applications` and `told`
    are what the rule needs to be asked again, both by the application's id.
    """

    id: str
    person: Person
    nudges: tuple[Nudge, ...]
    attempts: int
    applications: Mapping[int, Application]
    told: Mapping[int, Mapping[str, datetime]]

    @property
    def again(self) -> bool:
        """Whether it may have been told already, by a process that is no more or in vain."""
        return self.attempts > 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery's nudges, by their ids.

    `hold` puts a nudge back until an instant; `retry` keeps the whole delivery
    for another try at an instant; `failed` counts that try.
    """

    delivery: str
    person: int
    delivered: tuple[int, ...] = ()
    cancelled: tuple[int, ...] = ()
    undeliverable: tuple[int, ...] = ()
    reason: str | None = None
    hold: Mapping[int, datetime] = field(default_factory=dict)
    retry: datetime | None = None
    failed: bool = False
