"""Adds notes to an answer: on what else was done, and what could not be delivered."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.reminders.nudge import Nudge
from bot.message import CommandRef, Message, Text, join_texts
from bot.ports.changes import Change


def with_note(reply: Message, note: str | Text) -> Message:
    """Returns the answer with a paragraph for the note, if there is one."""
    return reply.replace(text=join_texts(reply.text, note, by="\n\n")) if note else reply


def with_failures(reply: Message, failures: Sequence[Nudge]) -> Message:
    """Returns the answer with a paragraph on what could not be delivered."""
    if not failures:
        return reply
    many = "1 reminder" if len(failures) == 1 else f"{len(failures)} reminders"
    why = _reasons(failures)
    see = Text(f"I couldn't deliver {many} to you: {why} See ", CommandRef("nudges"), ".")
    return with_note(reply, see)


def with_unshown(reply: Message, changes: Sequence[Change]) -> Message:
    """Returns the answer with a paragraph on what was saved and never said."""
    if not changes:
        return reply
    what = "Your last one was" if len(changes) == 1 else f"Your last {len(changes)} were"
    done = "; ".join(f"you {change.summary}" for change in changes)
    return with_note(reply, f"{what} saved: {done}.")


def _reasons(failures: Sequence[Nudge]) -> str:
    return " ".join(sorted({failure.reason or "I don't know why." for failure in failures}))
