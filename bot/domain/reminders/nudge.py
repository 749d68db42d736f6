"""A nudge: one reminder for a person at one moment, and its state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from bot.frozen import frozen


class NudgeKind(StrEnum):
    """The kind of a nudge: the reason for it."""

    BEFORE_INTERVIEW = "before_interview"
    ANSWER_OFFER = "answer_offer"
    THANK_YOU = "thank_you"
    AFTER_INTERVIEW = "after_interview"
    CHECK_IN = "check_in"
    PICK_UP_THE_PHONE = "pick_up_the_phone"
    FOLLOW_UP = "follow_up"
    ANSWER_REJECTION = "answer_rejection"
    GET_READY = "get_ready"
    CLOSE_THE_LOOP = "close_the_loop"
    KEEP_IN_TOUCH = "keep_in_touch"

    @property
    def rank(self) -> int:
        """The urgency across all people: 0 is sent first."""
        return _RANKS.get(self, ALL_ELSE)


# Rank 3 is of what is for a whole period, such as the work that an office asks to see.
RANKS = (0, 1, 2, 3)
A_WHOLE_PERIOD = 3
ALL_ELSE = 2
_RANKS = {NudgeKind.BEFORE_INTERVIEW: 0, NudgeKind.THANK_YOU: 1, NudgeKind.ANSWER_OFFER: 1}


class NudgeState(StrEnum):
    """The state of a nudge on its way to the person."""

    PENDING = "pending"
    DELIVERED = "delivered"
    UNDELIVERABLE = "undeliverable"
    CANCELLED = "cancelled"


@frozen
class DueNudge:
    """A nudge before its appearances: its reason, its moment, and what it depends on.

    `anchor` names the activities whose change makes it another nudge; `moment`
    is the instant; `subject` the interview it is about, if it is about one.
    """

    kind: NudgeKind
    number: int
    anchor: str
    moment: datetime
    subject: int | None = None


@frozen
class PlannedNudge:
    """A nudge that ought to exist.

    `key` is unique within the application and the same at every replanning.
    `about` is the key without its appearance: what a skip or snooze names.
    `wall` is the naive local time in `zone`, `due` the UTC instant of it;
    `subject` the interview it is about, if it is about one.
    """

    key: str
    about: str
    kind: NudgeKind
    number: int
    wall: datetime
    zone: str
    due: datetime
    subject: int | None = None
    again: bool = False

    @property
    def name(self) -> str:
        """Its name among the rules, such as `follow_up 1`."""
        return f"{self.kind} {self.number}" if self.number else str(self.kind)


@frozen
class Nudge:
    """A stored nudge: whose it is, and its state.

    `settled_at` is the instant at which it was delivered or given up; `reason` says
    why it could not be delivered; `delivery` the delivery it was bound to.
    """

    id: int
    application: int
    person: int
    planned: PlannedNudge
    state: NudgeState
    settled_at: datetime | None = None
    reason: str | None = None
    delivery: str | None = None

    def bound_to(self, delivery: str) -> Nudge:
        """Returns the nudge as a member of a delivery."""
        return Nudge(
            self.id,
            self.application,
            self.person,
            self.planned,
            self.state,
            self.settled_at,
            self.reason,
            delivery,
        )

    def delivered(self, at: datetime) -> Nudge:
        """Returns the nudge as it is once it was delivered."""
        return Nudge(
            self.id,
            self.application,
            self.person,
            self.planned,
            NudgeState.DELIVERED,
            at,
            self.reason,
            self.delivery,
        )


def latest_of_each(nudges: Iterable[Nudge]) -> list[Nudge]:
    """Returns the last appearance of each nudge, given all of them, latest first."""
    last: dict[tuple[int, str], Nudge] = {}
    for nudge in nudges:
        last.setdefault((nudge.application, nudge.planned.about), nudge)
    return list(last.values())


def settlement_times(nudges: Iterable[Nudge]) -> Mapping[str, datetime]:
    """Returns, by key, when each nudge was delivered or given up."""
    return {nudge.planned.key: nudge.settled_at for nudge in nudges if nudge.settled_at}
