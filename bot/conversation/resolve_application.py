"""Resolves a name to one of a person's applications, or to a question where it is not clear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.command import ApplicationRef
from bot.domain.applications.application import OPEN
from bot.message import (
    LONGEST_LABEL,
    Button,
    ButtonStyle,
    CommandRef,
    Invocation,
    Message,
    Text,
    Tone,
)
from bot.parsing.company_match import choose, is_same, known_in, nearest
from bot.ports.applications import ApplicationSummary
from bot.texts import labels

MOST_CHOICES = 5
MOST_NEAR = 3
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
            Button(labels.OPEN, Invocation("job", {"company": ApplicationRef(id=found.id)})),
        ),
        tone=Tone.CAREFUL,
    )


def which_one(
    ref: ApplicationRef, fitting: Sequence[ApplicationSummary], asked: Invocation
) -> Message:
    """Asks which of several is meant; each button does what was asked with it."""
    return Message(
        title="Which one?",
        text=f"{len(fitting)} of your applications fit “{ref.name}”.",
        buttons=tuple(_choice(one, asked) for one in fitting[:MOST_CHOICES]),
        tone=Tone.CAREFUL,
    )


def _choice(one: ApplicationSummary, asked: Invocation) -> Button:
    """The button that does what was asked with an application."""
    label = f"{one.company}, {one.role or one.stage}"
    return Button(label[:LONGEST_LABEL], asked.with_args(company=ApplicationRef(id=one.id)))


def begins_with(
    ref: ApplicationRef, summaries: Sequence[ApplicationSummary]
) -> ApplicationSummary | None:
    """Returns the application whose company's name is in a longer text that fits none."""
    name = known_in(ref.name, [one.company for one in summaries])
    return next((one for one in summaries if one.company == name), None) if name else None


def nearest_to(
    ref: ApplicationRef, summaries: Sequence[ApplicationSummary]
) -> Sequence[ApplicationSummary]:
    """The applications that a name that fits none may mean, best first."""
    begun = begins_with(ref, summaries)
    return [begun] if begun else nearest(ref.company, summaries, _company, MOST_NEAR)


def no_such(ref: ApplicationRef, near: Sequence[ApplicationSummary], asked: Invocation) -> Message:
    """Says that there is no such application, with the nearest to do what was asked with."""
    unknown = f"You have no application at “{ref.name}”."
    if not near:
        return Message(
            Text(unknown, " See what there is: ", CommandRef("pipeline")), tone=Tone.CAREFUL
        )
    return Message(
        f"{unknown} Did you mean {'this one' if len(near) == 1 else 'one of these'}?",
        buttons=tuple(_choice(one, asked) for one in near),
        tone=Tone.CAREFUL,
    )


def not_known(
    ref: ApplicationRef,
    asked: Invocation,
    near: tuple[ApplicationSummary, Invocation] | None = None,
) -> Message:
    """Offers to log an unknown application, and with it what was said of it."""
    text = (
        f"I don't know an application at “{ref.name}” yet. Should I log it, along with what you "
        "just said?"
    )
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
