"""Reconciliation of stored nudges with those that the rules plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from bot.domain.reminders.nudge import NudgeState
from bot.frozen import frozen


class Planned(Protocol):
    """A nudge or post that ought to exist: unique by its key."""

    @property
    def key(self) -> str:
        """The same at every replanning."""

    @property
    def due(self) -> datetime:
        """The instant at which it is to be sent."""


PlannedT = TypeVar("PlannedT", bound=Planned)
PlannedT_co = TypeVar("PlannedT_co", bound=Planned, covariant=True)


class _Stored(Protocol[PlannedT_co]):
    """A planned nudge or post as a row, with its state."""

    @property
    def id(self) -> int: ...
    @property
    def planned(self) -> PlannedT_co: ...
    @property
    def state(self) -> NudgeState: ...


@frozen
class Reconciliation(Generic[PlannedT]):
    """The changes to make: nudges to insert, to move or revive (by id), and to cancel (ids)."""

    insert: tuple[PlannedT, ...] = ()
    move: tuple[tuple[int, PlannedT], ...] = ()
    cancel: tuple[int, ...] = ()


def reconcile(
    stored: Iterable[_Stored[PlannedT]], planned: Sequence[PlannedT], now: datetime
) -> Reconciliation[PlannedT]:
    """Returns the changes that make stored nudges (or a group's posts) agree with the rules.

    One that is due and not yet delivered keeps its due time; one that is being sent or
    was sent is left alone; a cancelled one that is planned again revives.
    """
    wanted = {one.key: one for one in planned}
    known = {nudge.planned.key for nudge in stored}
    move: list[tuple[int, PlannedT]] = []
    cancel: list[int] = []
    for nudge in stored:
        owes = wanted.get(nudge.planned.key)
        if nudge.state is NudgeState.PENDING:
            if owes is None:
                cancel.append(nudge.id)
            elif nudge.planned.due > now and owes != nudge.planned:
                move.append((nudge.id, owes))
        elif nudge.state is NudgeState.CANCELLED and owes is not None:
            move.append((nudge.id, owes))
    return Reconciliation(
        insert=tuple(one for one in planned if one.key not in known),
        move=tuple(move),
        cancel=tuple(cancel),
    )
