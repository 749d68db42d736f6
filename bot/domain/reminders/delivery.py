"""What one person is told at once, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.applications.application import Application
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import Nudge, NudgeState, told_of


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one person is told at once: fixed members, under one id.

    `attempts` counts the tries that may have told it. `applications` and all
    their nudges in `known`, both by the application's id, are what the rule needs
    to be asked again.
    """

    id: str
    person: Person
    nudges: tuple[Nudge, ...]
    attempts: int
    applications: Mapping[int, Application]
    known: Mapping[int, Sequence[Nudge]]

    @property
    def again(self) -> bool:
        """Whether it may have been told already, by a process that is no more or in vain."""
        return self.attempts > 0

    def told(self, application: int) -> Mapping[str, datetime]:
        """By key, when each of an application's nudges was delivered or given up."""
        return told_of(self.known.get(application, ()))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery's nudges, by their ids.

    `hold` puts a nudge back until an instant; `retry` keeps the whole delivery
    for another try at an instant; `failed` counts that try.
    """

    delivery: Delivery
    delivered: tuple[int, ...] = ()
    cancelled: tuple[int, ...] = ()
    undeliverable: tuple[int, ...] = ()
    reason: str | None = None
    hold: Mapping[int, datetime] = field(default_factory=dict)
    retry: datetime | None = None
    failed: bool = False

    def nudges_of(self, application: int, now: datetime) -> list[Nudge]:
        """An application's nudges as they stand once the outcome is written down."""
        mine = {nudge.id for nudge in self.delivery.nudges}
        known = self.delivery.known.get(application, ())
        return [self._settled(one, now) if one.id in mine else one for one in known]

    def _settled(self, nudge: Nudge, now: datetime) -> Nudge:
        if nudge.id in self.delivered:
            return replace(nudge, state=NudgeState.DELIVERED, told=now)
        if nudge.id in self.undeliverable:
            return replace(nudge, state=NudgeState.UNDELIVERABLE, told=now, reason=self.reason)
        freed = NudgeState.CANCELLED if nudge.id in self.cancelled else NudgeState.PENDING
        return replace(nudge, state=freed, delivery=None)
