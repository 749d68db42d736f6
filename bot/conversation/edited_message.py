"""A message that its author edited after it was understood: changed on request, never twice."""

from __future__ import annotations

from bot.command import ApplicationRef
from bot.message import Button, ButtonStyle, Invocation, Message, Tone
from bot.ports.changes import Change, ChangeQueries
from bot.texts import labels


async def answer_edited(changes: ChangeQueries, press: str) -> Message | None:
    """Answers an edit of a message that saved something; None where it saved nothing.

    `press` is the name under which what the message saved is known.
    """
    change = await changes.by_press(press)
    if change is None:
        return None
    buttons = [Button(labels.UNDO, Invocation("undo", {"change": change.id}))]
    applications = list(await changes.activities_of(change.id))
    if len(applications) == 1:
        bound = {"company": ApplicationRef(id=applications[0])}
        buttons.insert(0, Button(labels.EDIT, Invocation("edit", bound), ButtonStyle.PRIMARY))
    return Message(
        title="You edited that message",
        text=f"I understood it the first time: you {_said(change)}. Nothing changed.",
        buttons=tuple(buttons),
        tone=Tone.CAREFUL,
    )


def _said(change: Change) -> str:
    return change.summary.rstrip(".")
