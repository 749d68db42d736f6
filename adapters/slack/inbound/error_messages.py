"""The messages that people read when something went wrong: no more and no less than is true."""

from __future__ import annotations

from bot.message import CommandRef, Message, Text, Tone

BROKE = Message(
    "Something broke on my side and nothing was saved. Try again in a minute.", tone=Tone.WRONG
)
# Slack is asked to show an answer only after what it answers is saved.
UNSHOWN = Message(
    Text(
        "I'm not sure that Slack showed you my answer. If you logged something, it is saved: ",
        CommandRef("pipeline"),
        " shows it.",
    ),
    tone=Tone.CAREFUL,
)

TOO_MUCH = "I'm overloaded right now, so nothing was saved. Try again in a minute."


class AlreadyReported(Exception):
    """Something broke, as its cause says; the person who waits already knows."""
