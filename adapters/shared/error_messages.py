"""Error messages: the one that an error calls for, and the word by which it is counted."""

from __future__ import annotations

from bot.message import Message, Tone
from bot.ports.unavailable import StorageObstacle, Unavailable

BROKE = "Something broke on my side and nothing was saved. Try again, or say it another way."
# What is the matter, and who can do something.
_LATER = "Keep your text and send it again later."
_UNAVAILABLE = {
    StorageObstacle.DISK_FULL: "The disk that I write to is full, so nothing was saved. The "
    f"operator has to make room. {_LATER}",
    StorageObstacle.READ_ONLY: "I may only read my database right now, so nothing was saved. The "
    f"operator has to let me write to it. {_LATER}",
    StorageObstacle.BUSY: "Something else is holding my database, so nothing was saved. Try "
    "again in a minute.",
    StorageObstacle.UNREACHABLE: "I can't reach my database right now, so nothing was saved. Try "
    "again in a few minutes.",
    StorageObstacle.UNUSABLE: "I can't use my database right now, so nothing was saved. The "
    f"operator has to look into it. {_LATER}",
}


def error_message_for(error: BaseException, usual: Message) -> Message:
    """Returns the usual error message, unless it is known why nothing was stored."""
    if isinstance(error, Unavailable):
        return Message(_UNAVAILABLE[error.obstacle], tone=Tone.WRONG)
    return usual


def reason_of(error: BaseException) -> str:
    """Returns the word by which a failed request is counted."""
    return str(error.obstacle) if isinstance(error, Unavailable) else "broke"
