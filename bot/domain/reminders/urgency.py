"""The order of urgency: the same for claims, digests, `/nudges` and dashboards."""

from __future__ import annotations

from collections.abc import Iterable

from bot.domain.reminders.nudge import Nudge, NudgeKind


def urgent_first(nudges: Iterable[Nudge]) -> list[Nudge]:
    """Sorts by rank, within a rank the oldest first."""
    return sorted(nudges, key=lambda one: (one.planned.kind.rank, one.planned.due, one.id))


def digest_order(nudges: Iterable[Nudge]) -> list[Nudge]:
    """Returns nudges as a person is shown them, the most urgent first.

    Of several thank-yous for one interview, as they meet after a standstill, only the
    last one speaks; the others are delivered with it.
    """
    last: dict[object, Nudge] = {}
    for nudge in sorted(nudges, key=lambda one: (one.planned.due, one.id)):
        thanks = nudge.planned.kind is NudgeKind.THANK_YOU
        last[(nudge.application, nudge.planned.subject) if thanks else nudge.id] = nudge
    return urgent_first(last.values())
