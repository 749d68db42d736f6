"""Resolves a name to one of a person's applications, or to a question where it is not clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.command import ApplicationRef
from bot.domain.applications.application import OPEN
from bot.message import LONGEST_LABEL, Button, Invocation, Message, Tone
from bot.parsing.company_match import choose
from bot.ports.applications import ApplicationSummary

MOST_CHOICES = 5


def meant(name: str, directory: Sequence[ApplicationSummary]) -> Sequence[ApplicationSummary]:
    """Returns the applications that a name fits, the best one alone: by company, or with its role.

    Of several at one company, the only one that is still open is meant.
    """
    best, fitting = choose(name, directory, key=_company)
    if best is None:
        best, close = choose(name, fitting or directory, key=_label)
        fitting = fitting or close
    if best is not None:
        return [best]
    alive = [one for one in fitting if one.stage in OPEN]
    return alive if len(alive) == 1 else fitting


def which_one(
    ref: ApplicationRef, fitting: Sequence[ApplicationSummary], asked: Invocation
) -> Message:
    """Asks which of several is meant; each button does what was asked with it."""
    buttons = tuple(
        Button(
            f"{one.company}, {one.role or one.stage}",
            asked.with_args(company=ApplicationRef(id=one.id)),
        )
        for one in fitting[:MOST_CHOICES]
    )
    return Message(
        title="Which one?",
        text=f"{len(fitting)} of your applications fit “{ref.name}”.",
        buttons=buttons,
        tone=Tone.CAREFUL,
    )


def not_known(ref: ApplicationRef, asked: Invocation | None) -> Message:
    """Offers to log an unknown application, and with it what was asked for, if that can be."""
    unknown = f"I don't know an application at “{ref.name}” yet."
    if asked is None:
        text = f"{unknown} Shall I log one?"
        role = {"role": ref.role} if ref.role else {}
        log = Invocation("applied", {"company": ref.company, **role})
    else:
        text = f"{unknown} Shall I log one, and with it what you just said?"
        log = asked.with_args(company=replace(ref, new=True))
    return Message(
        text, buttons=(Button(f"Log {ref.name}"[:LONGEST_LABEL], log),), tone=Tone.CAREFUL
    )


def _company(entry: ApplicationSummary) -> str:
    return entry.company


def _label(entry: ApplicationSummary) -> str:
    return f"{entry.company} {entry.role or ''}"
