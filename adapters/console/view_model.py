"""Messages and forms as a reader sees them: plain text, times in their zone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.command import Command
from bot.domain.people.person import Person
from bot.message import Draft, Fact, Form, Item, Message, Moment, Part, Text, Tone, plain
from bot.picture import Picture
from bot.texts.date_formats import say_moment


class ViewKind(StrEnum):
    """The kind of a view."""

    ANSWER = "answer"
    NUDGE = "nudge"
    GROUP = "group"
    FORM = "form"
    UPDATE = "update"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class FactView:
    """A labeled value; `at` is the instant behind the text, None if there is none."""

    label: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ItemView:
    """One entry of a list or digest; `line` says it in one line, for a queue."""

    title: str
    text: str
    facts: tuple[FactView, ...]
    buttons: tuple[str, ...]
    draft: Draft | None
    nudge: str | None
    line: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a form, its value, and the error in it if there is one."""

    name: str
    label: str
    kind: str
    required: bool
    value: str | None
    choices: tuple[tuple[str, str], ...] = ()
    error: str | None = None
    asked_if: tuple[str, str] | None = None

    def is_asked(self, values: Mapping[str, str]) -> bool:
        """True unless the answer to an earlier field leaves nothing to ask here."""
        if self.asked_if is None:
            return True
        name, value = self.asked_if
        return values.get(name, value) == value


@dataclass(frozen=True, slots=True)
class View:
    """A message or form for a reader (`@ada`, `#hunters`); `at` is in the reader's zone.

    `file` is the path of the file that came with it, `image` that of its picture drawn. `rows`
    are items that may be thousands.
    """

    at: datetime
    to: str
    private: bool
    kind: ViewKind
    title: str
    text: str
    facts: tuple[FactView, ...] = ()
    items: tuple[ItemView, ...] = ()
    buttons: tuple[str, ...] = ()
    draft: Draft | None = None
    file: str | None = None
    image: str | None = None
    picture: Picture | None = None
    fields: tuple[FieldView, ...] = ()
    nudges: tuple[str, ...] = ()
    tone: Tone = Tone.PLAIN
    queue: bool = False
    rows: tuple[ItemView, ...] = ()


def view_message(
    message: Message,
    kind: ViewKind,
    to: str,
    reader: Person,
    now: datetime,
    *,
    private: bool,
    file: str | None = None,
    image: str | None = None,
) -> View:
    """Returns the view of a message for its reader now.

    `file` is where its file was saved, `image` where its picture was.
    """
    return View(
        at=now.astimezone(reader.tz),
        to=to,
        private=private,
        kind=kind,
        title=_plain_text(message.title, reader, now),
        text=_plain_text(message.text, reader, now),
        facts=_facts(message.facts, reader, now),
        items=tuple(_item(item, reader, now) for item in message.items),
        buttons=tuple(button.label for button in message.buttons),
        draft=message.draft,
        file=file,
        image=image,
        picture=message.picture if image else None,
        nudges=message.nudges,
        tone=message.tone,
        queue=message.queue,
        rows=tuple(_item(row, reader, now) for row in message.rows),
    )


def view_form(form: Form, command: Command, to: str, reader: Person, now: datetime) -> View:
    """Returns the view of a form with its values, and its errors in the text."""
    fields = view_fields(form, command)
    labels = {field.name: f"{field.label.rstrip('?:. ')}: " for field in fields}
    wrong = (f"{labels.get(name, '')}{plain(why)}" for name, why in form.errors.items())
    return View(
        at=now.astimezone(reader.tz),
        to=to,
        private=True,
        kind=ViewKind.FORM,
        title=form.title,
        text="\n".join(filter(None, (_plain_text(form.text, reader, now), *wrong))),
        fields=fields,
        tone=Tone.CAREFUL if form.errors else Tone.PLAIN,
    )


def view_fields(form: Form, command: Command) -> tuple[FieldView, ...]:
    """Returns the views of a form's fields, in its order."""
    params = [param for name in form.fields if (param := command.param(name))]
    return tuple(
        FieldView(
            param.name,
            param.label,
            str(param.kind),
            param.required,
            form.values.get(param.name),
            param.choices,
            plain(form.errors[param.name]) if param.name in form.errors else None,
            param.arg.asked_if,
        )
        for param in params
    )


def _item(item: Item, reader: Person, now: datetime) -> ItemView:
    return ItemView(
        _plain_text(item.title, reader, now),
        _plain_text(item.text, reader, now),
        _facts(item.facts, reader, now),
        tuple(button.label for button in item.buttons),
        item.draft,
        item.nudge,
        _plain_text(item.line, reader, now),
    )


def _facts(facts: Iterable[Fact], reader: Person, now: datetime) -> tuple[FactView, ...]:
    return tuple(_fact(fact, reader, now) for fact in facts)


def _fact(fact: Fact, reader: Person, now: datetime) -> FactView:
    at = fact.value.at if isinstance(fact.value, Moment) else None
    return FactView(fact.label, _plain_text(fact.value, reader, now), at)


def _plain_text(text: Part | Text, reader: Person, now: datetime) -> str:
    return plain(text, lambda at: say_moment(at, reader, now))
