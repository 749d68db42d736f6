"""Observations of a person at Discord, in the words of the conformance suite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.message import NO_ARGS
from tests.conformance.person import Entry, Letter, Question, Seen
from tests.fakes.discord.forms import Form
from tests.fakes.discord.page import Page, Part

ANSWER, NUDGE, UPDATE, FORM, ERROR = "answer", "nudge", "update", "form", "error"
GROUP = "group"


def message_seen(
    pages: Sequence[Page], kind: str, at: datetime, *, private: bool, nudges: Sequence[str]
) -> Seen:
    """A message, all its pages read one after the other, with the names of its nudges."""
    whole, *_ = (page.whole for page in pages)
    for page in pages[1:]:  # buttons under every page belong to the whole
        own = [one for one in page.whole.pressables if one.label not in _labels(whole)]
        page.whole.pressables = own
    entries = [part for page in pages for part in _entries(page, first=page is pages[0])]
    if len(entries) == 1 and not entries[0].title:  # nothing parts it from the whole but a line
        (only,) = entries
        whole = Part(
            whole.title,
            [*whole.lines, *only.lines],
            whole.facts,
            [*only.pressables, *whole.pressables],
            only.copyables,
            only.subject,
        )
        entries = [whole]
    elif not entries and nudges:
        entries = [whole]
    return Seen(
        at=at,
        kind=kind,
        title=whole.title,
        text=whole.text,
        private=private,
        facts=dict(whole.facts),
        items=tuple(_entry(part, nudges, number) for number, part in enumerate(entries)),
        buttons=_labels(whole),
        draft=_letter(whole),
        nudges=tuple(nudges),
    )


def questions(form: Form, answers: Mapping[str, str] = NO_ARGS) -> tuple[Question, ...]:
    """Returns the fields of a form, with what a person has written into them."""
    return tuple(
        Question(one.id, one.label, one.required, answers.get(one.id, one.value))
        for one in form.fields
    )


def form_seen(form: Form, at: datetime, said: str = "") -> Seen:
    """Returns a form as seen; `said` is the text of the card that opened it."""
    hints = [f"{one.label} {one.hint}" for one in form.fields if one.hint]
    return Seen(
        at=at,
        kind=FORM,
        title=form.title,
        text="\n".join(filter(None, [said, form.text, *hints])),
        fields=questions(form),
    )


def _entries(page: Page, *, first: bool) -> list[Part]:
    """The entries of a page; where it goes on without a heading, it begins with one."""
    begins = [] if first or not page.whole.says_something else [page.whole]
    return [*begins, *page.entries]


def _entry(part: Part, nudges: Sequence[str], number: int) -> Entry:
    nudge = nudges[number] if number < len(nudges) else None
    return Entry(part.title, part.text, _labels(part), _letter(part), nudge)


def _labels(part: Part) -> tuple[str, ...]:
    return tuple(one.label for one in part.pressables)


def _letter(part: Part) -> Letter | None:
    return Letter(*part.letter) if part.letter else None
