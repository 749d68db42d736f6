"""One thing as a person sees it: words only, times in their zone, ready to be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.command import Command
from bot.domain.people.person import Person
from bot.message import Draft, Fact, Form, Item, Message, Moment, Part, Text, Tone, plain
from bot.texts.date_formats import say_moment


class Kind(StrEnum):
    """What sort of thing is seen."""

    ANSWER = "answer"
    NUDGE = "nudge"
    GROUP = "group"
    FORM = "form"
    UPDATE = "update"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class SeenFact:
    """A labelled value; `at` is the instant behind the words, if there is one."""

    label: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeenItem:
    """One entry of a list or digest."""

    title: str
    text: str
    facts: tuple[SeenFact, ...]
    buttons: tuple[str, ...]
    draft: Draft | None
    nudge: str | None


@dataclass(frozen=True, slots=True)
class SeenField:
    """One question of a form, what stands in it, and what is wrong with that."""

    name: str
    label: str
    kind: str
    required: bool
    value: str | None
    choices: tuple[tuple[str, str], ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen, by whom (`@ada`, `#hunters`) and when, in the reader's own zone."""

    at: datetime
    to: str
    private: bool
    kind: Kind
    title: str
    text: str
    facts: tuple[SeenFact, ...] = ()
    items: tuple[SeenItem, ...] = ()
    buttons: tuple[str, ...] = ()
    draft: Draft | None = None
    fields: tuple[SeenField, ...] = ()
    nudges: tuple[str, ...] = ()
    tone: Tone = Tone.PLAIN


def see(
    message: Message, kind: Kind, to: str, reader: Person, now: datetime, *, private: bool
) -> Seen:
    """A message as its reader sees it now."""
    return Seen(
        at=now.astimezone(reader.tz),
        to=to,
        private=private,
        kind=kind,
        title=_words(message.title, reader, now),
        text=_words(message.text, reader, now),
        facts=_facts(message.facts, reader, now),
        items=tuple(_item(item, reader, now) for item in message.items),
        buttons=tuple(button.label for button in message.buttons),
        draft=message.draft,
        nudges=message.nudges,
        tone=message.tone,
    )


def see_form(form: Form, command: Command, to: str, reader: Person, now: datetime) -> Seen:
    """A form with what stands in it, and in words what was not understood."""
    fields = see_fields(form, command)
    labels = {field.name: f"{field.label.rstrip('?:. ')}: " for field in fields}
    wrong = (f"{labels.get(name, '')}{plain(why)}" for name, why in form.errors.items())
    return Seen(
        at=now.astimezone(reader.tz),
        to=to,
        private=True,
        kind=Kind.FORM,
        title=form.title,
        text="\n".join(filter(None, (_words(form.text, reader, now), *wrong))),
        fields=fields,
        tone=Tone.CAREFUL if form.errors else Tone.PLAIN,
    )


def see_fields(form: Form, command: Command) -> tuple[SeenField, ...]:
    """The fields of a form, in its order."""
    params = [param for name in form.fields if (param := command.param(name))]
    return tuple(
        SeenField(
            param.name,
            param.label,
            str(param.kind),
            param.required,
            form.values.get(param.name),
            param.choices,
            plain(form.errors[param.name]) if param.name in form.errors else None,
        )
        for param in params
    )


def _item(item: Item, reader: Person, now: datetime) -> SeenItem:
    return SeenItem(
        _words(item.title, reader, now),
        _words(item.text, reader, now),
        _facts(item.facts, reader, now),
        tuple(button.label for button in item.buttons),
        item.draft,
        item.nudge,
    )


def _facts(facts: Iterable[Fact], reader: Person, now: datetime) -> tuple[SeenFact, ...]:
    return tuple(_fact(fact, reader, now) for fact in facts)


def _fact(fact: Fact, reader: Person, now: datetime) -> SeenFact:
    at = fact.value.at if isinstance(fact.value, Moment) else None
    return SeenFact(fact.label, _words(fact.value, reader, now), at)


def _words(text: Part | Text, reader: Person, now: datetime) -> str:
    return plain(text, lambda at: say_moment(at, reader, now))
