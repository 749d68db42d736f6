"""Making stored nudges agree with what the rules say is owed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.nudge import Nudge, Owed, State


@dataclass(frozen=True, slots=True)
class Agreement:
    """What to change: nudges to insert, to move or revive (by id), and to cancel (ids)."""

    insert: tuple[Owed, ...] = ()
    move: tuple[tuple[int, Owed], ...] = ()
    cancel: tuple[int, ...] = ()


def agree(stored: Iterable[Nudge], owed: Sequence[Owed], now: datetime) -> Agreement:
    """What makes the stored nudges of one application agree with what is owed.

    One that is due and not yet delivered keeps its due time; one that is being
    told or was told is left alone; a cancelled one that is owed again revives.
    """
    wanted = {one.key: one for one in owed}
    known = {nudge.owed.key for nudge in stored}
    move: list[tuple[int, Owed]] = []
    cancel: list[int] = []
    for nudge in stored:
        owes = wanted.get(nudge.owed.key)
        if nudge.state is State.PENDING:
            if owes is None:
                cancel.append(nudge.id)
            elif nudge.owed.due > now and owes != nudge.owed:
                move.append((nudge.id, owes))
        elif nudge.state is State.CANCELLED and owes is not None:
            move.append((nudge.id, owes))
    return Agreement(
        insert=tuple(one for one in owed if one.key not in known),
        move=tuple(move),
        cancel=tuple(cancel),
    )
