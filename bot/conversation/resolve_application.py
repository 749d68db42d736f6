"""Resolves a name to one of a person's applications, or to a question where it is not clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.command import ApplicationRef
from bot.domain.applications.application import OPEN
from bot.message import LONGEST_LABEL, Button, ButtonStyle, Invocation, Message, Tone
from bot.parsing.company_match import choose, is_same, known_in
from bot.ports.applications import ApplicationSummary

MOST_CHOICES = 5
# What ends or turns an application is never done to one that was named loosely.
CAREFUL = frozenset({"rejected", "ghosted", "withdrew", "accepted", "offered", "heard-back"})


def find_meant(name: str, directory: Sequence[ApplicationSummary]) -> Sequence[ApplicationSummary]:
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


def is_loose(ref: ApplicationRef, found: ApplicationSummary) -> bool:
    """True if a name is no more than part of a company's, or nearly it.

    Exact is the whole name, with or without its legal form, and the role behind it.
    """
    name = ref.company
    exact = (found.company, f"{found.company} {found.role}", f"{found.company} as {found.role}")
    return not any(is_same(name, one) or is_same(ref.name, one) for one in exact)


def is_it(ref: ApplicationRef, found: ApplicationSummary, asked: Invocation) -> Message:
    """Asks whether an application that was named loosely is the one that is meant."""
    label = f"{found.company} ({found.role})" if found.role else found.company
    return Message(
        f"Do you mean {label}? Nothing is saved yet.",
        buttons=(
            Button(
                f"Yes, {label}"[:LONGEST_LABEL],
                asked.with_args(company=ApplicationRef(id=found.id)),
                ButtonStyle.PRIMARY,
            ),
            Button("Show it", Invocation("job", {"company": ApplicationRef(id=found.id)})),
        ),
        tone=Tone.CAREFUL,
    )


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


def begins_with(
    ref: ApplicationRef, summaries: Sequence[ApplicationSummary]
) -> ApplicationSummary | None:
    """Returns the application whose company's name is in a longer text that fits none."""
    name = known_in(ref.name, [one.company for one in summaries])
    return next((one for one in summaries if one.company == name), None) if name else None


def not_known(
    ref: ApplicationRef,
    asked: Invocation | None,
    near: tuple[ApplicationSummary, Invocation] | None = None,
) -> Message:
    """Offers to log an unknown application, and with it what was asked for, if that can be."""
    unknown = f"I don't know an application at “{ref.name}” yet."
    if asked is None:
        text = f"{unknown} Should I log it?"
        role = {"role": ref.role} if ref.role else {}
        log = Invocation("applied", {"company": ref.company, **role})
    else:
        text = f"{unknown} Should I log it, along with what you just said?"
        log = asked.with_args(company=replace(ref, new=True))
    buttons: tuple[Button, ...] = (Button(f"Log {ref.name}"[:LONGEST_LABEL], log),)
    if near is not None:
        found, action = near
        known = Button(f"I mean {found.company}"[:LONGEST_LABEL], action, ButtonStyle.PRIMARY)
        buttons = (known, *buttons)
    return Message(text, buttons=buttons, tone=Tone.CAREFUL)


def _company(entry: ApplicationSummary) -> str:
    return entry.company


def _label(entry: ApplicationSummary) -> str:
    return f"{entry.company} {entry.role or ''}"
