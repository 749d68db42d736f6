"""Detects outages: a platform, or one installation on it, answers no request."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.delivery.retry_policy import next_try_after_failure
from bot.domain.delivery import Delivery, DeliveryOutcome

# With so many failures in a row, for different people, the cause is not one of them.
FAILURES = 3


class Outages:
    """The outages that one worker has detected, from how its sends end.

    A scope is a platform or an installation (`bot.domain.delivery.scopes_of`).
    The outbox knows the outages of all workers. A delivery that it still gives out after an
    outage of ours was stored proves that another worker found its end: `epoch` counts the
    times that outages were stored.
    """

    def __init__(self) -> None:
        self.epoch = 0
        self._begun: dict[str, int] = {}
        self._failed: dict[str, set[str]] = defaultdict(set)
        self._probes: Counter[str] = Counter()
        self._changes: dict[str, datetime | None] = {}

    def holds(self, delivery: Delivery, epoch: int) -> bool:
        """True if a delivery that was claimed in an epoch need not be tried just now."""
        return delivery.probes is None and self.concerns(delivery, epoch)

    def concerns(self, delivery: Delivery, epoch: int) -> bool:
        """True if an outage concerns a delivery, which began since it was claimed."""
        return any(epoch <= self._begun.get(scope, -1) for scope in delivery.scopes)

    def count_by_platform(self) -> Mapping[str, int]:
        """Counts, by platform, the scopes that have an outage."""
        return Counter(scope.partition("/")[0] for scope in self._begun)

    def take_changes(self) -> Sequence[tuple[str, datetime | None]]:
        """Returns and clears the changes to store: by scope the next probe, None for an end."""
        changes, self._changes = self._changes, {}
        return list(changes.items())

    def mark_stored(self) -> None:
        """Notes that the changes were stored: another epoch begins."""
        self.epoch += 1

    def note(self, outcome: DeliveryOutcome, epoch: int, now: datetime) -> None:
        """Updates the outages from the outcome of a delivery that was claimed in an epoch."""
        delivery = outcome.delivery
        if outcome.delivered or outcome.undeliverable or outcome.answered:
            self._note_answer(delivery)
        elif outcome.failed:
            self.note_failure(delivery, epoch, now)
        elif outcome.retry and outcome.for_all:
            self._note_wait(delivery, epoch, outcome.retry)
        elif delivery.probes and not outcome.retry:
            self._changes[delivery.probes] = now  # nothing was left to send: another probes it

    def note_failure(self, delivery: Delivery, epoch: int, now: datetime) -> None:
        """Counts a failure: the third in a row begins an outage, that of a probe prolongs it."""
        *_, narrowest = scopes = delivery.scopes
        for scope in scopes:
            # Of a platform, failures count by the installation.
            self._failed[scope].add(delivery.id if scope == narrowest else narrowest)
        for scope in scopes:
            many = len(self._failed[scope]) >= FAILURES
            if scope == delivery.probes or (many and not self.concerns(delivery, epoch)):
                self._begin(scope, next_try_after_failure(now, scope, self._probes[scope]))
                self._probes[scope] += 1
                return  # what holds up a platform holds up its installations

    def _note_wait(self, delivery: Delivery, epoch: int, until: datetime) -> None:
        """Begins an outage of an installation that asked to wait until an instant."""
        *_, scope = delivery.scopes
        if scope == delivery.probes or not self.concerns(delivery, epoch):
            self._begin(scope, until)

    def _note_answer(self, delivery: Delivery) -> None:
        if not (self._begun or self._failed or self._probes or delivery.probes):
            return  # all is well, as nearly always
        over = {scope for scope in delivery.scopes if scope in self._begun}
        over |= {delivery.probes} if delivery.probes else set()
        self._changes |= dict.fromkeys(over)
        for scope in delivery.scopes:
            self._failed.pop(scope, None)
            self._begun.pop(scope, None)
            self._probes.pop(scope, None)

    def _begin(self, scope: str, probe_at: datetime) -> None:
        self._failed.pop(scope, None)
        self._begun[scope] = self.epoch
        self._changes[scope] = probe_at
