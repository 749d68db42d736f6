"""The reasons why a reminder could not be delivered, as its person reads them."""

from __future__ import annotations

from typing import Final

from bot.domain.reminders.nudge import NudgeKind

MISSED: Final = "The interview had begun before I could reach you. I'm sorry."
MISSED_IN_PAUSE: Final = "The interview began while everything was paused."
TOO_LATE: Final = "Its time had passed before I could reach you. I'm sorry."
OVER_IN_PAUSE: Final = "Its time passed while everything was paused."
CONTENT_REFUSED: Final = (
    "The platform refused the message, even as plain text. The operator has been told."
)


def why_too_late(kind: NudgeKind, *, paused: bool) -> str:
    """Returns why a nudge missed its deadline: by a pause, or by no fault of the person."""
    if kind is NudgeKind.BEFORE_INTERVIEW:
        return MISSED_IN_PAUSE if paused else MISSED
    return OVER_IN_PAUSE if paused else TOO_LATE
