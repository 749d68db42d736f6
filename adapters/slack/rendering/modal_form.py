"""Draws a form as a modal. Its view carries all that its submission needs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from adapters.shared.callback_data import write
from adapters.slack.origin import Origin
from adapters.slack.rendering.blocks import Page
from adapters.slack.rendering.limits import (
    BLOCKS_IN_A_VIEW,
    METADATA,
    MODAL_TITLE,
    SECTION,
    Json,
)
from adapters.slack.rendering.modal_inputs import block_id_of, field, field_names, read_inputs
from adapters.slack.rendering.mrkdwn import plain_text
from bot.command import Command, Param
from bot.message import Button, ButtonStyle, Form, Invocation, Message, Text, join_texts, plain
from bot.parsing.values import write_value
from bot.texts.plain_text import cut

CALLBACK = "form"
SHOWN = "shown"
_APP = "Followthrough"
# Leaves room for where the form comes from.
_LONGEST_CLICK = 1_800
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class FormState:
    """The state that a modal carries: its click id, its title and where it was opened."""

    click: str
    title: str
    origin: Origin

    def to_metadata(self) -> str:
        """Writes the state for a view's private metadata."""
        state = {"do": self.click, "title": self.title, "from": self.origin.to_json()}
        text = json.dumps(state, separators=(",", ":"))
        # Signs that Slack might escape are written as JSON can write them.
        for sign in "&<>":
            text = text.replace(sign, f"\\u{ord(sign):04x}")
        assert len(text) <= METADATA
        return text

    @classmethod
    def from_metadata(cls, metadata: str) -> Self:
        """Reads the state in a view's private metadata."""
        state = json.loads(metadata)
        return cls(state["do"], state["title"], Origin.from_json(state["from"]))


def with_state(form: Form, command: Command, origin: Origin) -> tuple[Form, FormState]:
    """Returns the form as it is drawn, and the state that its modal carries.

    A value too long to be carried unseen becomes the value of its field.
    """
    click = write(form.action, command)
    if len(click) > _LONGEST_CLICK:
        shown = {
            p.name: write_value(p, form.action.args[p.name]) for p in _bound_fields(form, command)
        }
        hidden = {name: form.action.args[name] for name in form.action.args.keys() - shown.keys()}
        asks = Invocation(form.action.command, hidden, form.action.nudge)
        names = tuple(p.name for p in command.fields if p.name in {*form.fields, *shown})
        form = replace(form, action=asks, fields=names, values={**shown, **form.values})
        click = write(asks, command)
    return form, FormState(click, cut(form.title, _LONGEST_TITLE), origin)


def _bound_fields(form: Form, command: Command) -> list[Param]:
    """Returns the parameters that a form has bound and could show."""
    return [param for param in command.fields if param.name in form.action.args]


def draw_form(form: Form, command: Command, state: FormState) -> Json:
    """Draws the view of a form, with its values and errors."""
    params = [param for name in form.fields if (param := command.param(name))]
    notes = _rest_of_title(form.title)
    notes += [plain(form.text)] if form.text else []
    labels = {param.name: param.label for param in params}
    notes += [f"{labels.get(name, '')} {plain(said)}".strip() for name, said in form.errors.items()]
    return {
        **_view(form.title, [field(param, form.values.get(param.name)) for param in params], notes),
        "callback_id": CALLBACK,
        "private_metadata": state.to_metadata(),
        "submit": plain_text("Save", MODAL_TITLE),
        "close": plain_text("Cancel", MODAL_TITLE),
    }


def _rest_of_title(title: str) -> list[str]:
    """Returns what a modal's title has no room for: what is asked, or all of it."""
    if len(title) <= MODAL_TITLE:
        return []
    company, _, asks = title.partition(": ")
    return [asks[:1].upper() + asks[1:] if asks and len(company) <= MODAL_TITLE else title]


def repeat_form(
    view: Mapping[str, Any], asks: Invocation, command: Command, sentence: str | Text
) -> Json:
    """Draws a submitted modal again with a sentence on top; what was typed stays in it."""
    state, typed = FormState.from_metadata(view["private_metadata"]), read_typed(view)
    names = field_names(view["blocks"])
    return draw_form(Form(state.title, asks, names, typed, text=sentence), command, state)


def block_errors(form: Form, view: Mapping[str, Any]) -> dict[str, str] | None:
    """Returns the errors by block; None if one is in a field that is not shown."""
    shown = {block.get("block_id") for block in view["blocks"]}
    errors = {block_id_of(name): plain(said) for name, said in form.errors.items()}
    return errors if errors.keys() <= shown else None


def offer_form(form: Form) -> Message:
    """Makes a message with a button for a form that cannot be shown, and its errors."""
    text = join_texts(*form.errors.values(), "I need a little more for that.")
    press = Button("Open the form", form.action, ButtonStyle.PRIMARY)
    return Message(title=form.title, text=text, buttons=(press,))


def placeholder() -> Json:
    """Draws an empty view, which holds the place of a form."""
    return {**_view(_APP, [], ["One moment …"]), "callback_id": SHOWN}


def message_view(pages: Sequence[Page]) -> Json:
    """Draws a view that shows a message; its buttons work in there too."""
    blocks = [block for page in pages for block in page.blocks]
    return {
        **_view(_APP, blocks[:BLOCKS_IN_A_VIEW], []),
        "callback_id": SHOWN,
        "close": plain_text("Close", MODAL_TITLE),
    }


def read_typed(view: Mapping[str, Any]) -> dict[str, str]:
    """Reads what was typed into a submitted modal."""
    return read_inputs(view["state"])


def _view(title: str, blocks: Sequence[Json], notes: Sequence[str]) -> Json:
    said = [
        {"type": "section", "block_id": f"note:{number}", "text": plain_text(note, SECTION)}
        for number, note in enumerate(notes)
    ]
    # *Acme (Baker): snooze a reminder* is too long: then its company alone, rather than cut.
    short = title if len(title) <= MODAL_TITLE else title.partition(": ")[0]
    return {"type": "modal", "title": plain_text(short, MODAL_TITLE), "blocks": [*said, *blocks]}
