"""A form as a modal. All that its submission needs travels in the view, across any restart."""

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
    cut,
)
from adapters.slack.rendering.modal_inputs import block_of, field, filled_in, names_of
from adapters.slack.rendering.mrkdwn import plain_text
from bot.command import Command, Param
from bot.message import Button, Form, Invocation, Message, Style, Text, joined, plain
from bot.parsing.values import write_value

CALLBACK = "form"
SHOWN = "shown"
_APP = "Followthrough"
# Leaves room for where the form comes from.
_LONGEST_CLICK = 1_800
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class FormState:
    """What a modal carries: the click id of what it asks for, its title, where it comes from."""

    click: str
    title: str
    origin: Origin

    def written(self) -> str:
        """The slip for a view's private metadata."""
        state = {"do": self.click, "title": self.title, "from": self.origin.written()}
        text = json.dumps(state, separators=(",", ":"))
        # Signs that Slack might escape are written as JSON can write them.
        for sign in "&<>":
            text = text.replace(sign, f"\\u{ord(sign):04x}")
        assert len(text) <= METADATA
        return text

    @classmethod
    def read(cls, metadata: str) -> Self:
        """The slip in a view's private metadata."""
        state = json.loads(metadata)
        return cls(state["do"], state["title"], Origin.read(state["from"]))


def with_state(form: Form, command: Command, origin: Origin) -> tuple[Form, FormState]:
    """The form, and what its modal carries.

    A value too long to be carried unseen becomes what stands in its field.
    """
    click = write(form.asks, command)
    if len(click) > _LONGEST_CLICK:
        shown = {p.name: write_value(p, form.asks.args[p.name]) for p in _seen(form, command)}
        hidden = {name: form.asks.args[name] for name in form.asks.args.keys() - shown.keys()}
        asks = Invocation(form.asks.command, hidden, form.asks.nudge)
        names = tuple(p.name for p in command.fields if p.name in {*form.fields, *shown})
        form = replace(form, asks=asks, fields=names, values={**shown, **form.values})
        click = write(asks, command)
    return form, FormState(click, cut(form.title, _LONGEST_TITLE), origin)


def _seen(form: Form, command: Command) -> list[Param]:
    """The parameters that a form could show and has bound."""
    return [param for param in command.fields if param.name in form.asks.args]


def draw_form(form: Form, command: Command, state: FormState) -> Json:
    """The view of a form, with what stands in it and what is wrong with it."""
    params = [param for name in form.fields if (param := command.param(name))]
    notes = [form.title] if len(form.title) > MODAL_TITLE else []
    notes += [plain(form.text)] if form.text else []
    labels = {param.name: param.label for param in params}
    notes += [f"{labels.get(name, '')} {plain(said)}".strip() for name, said in form.errors.items()]
    return {
        **_view(form.title, [field(param, form.values.get(param.name)) for param in params], notes),
        "callback_id": CALLBACK,
        "private_metadata": state.written(),
        "submit": plain_text("Save", MODAL_TITLE),
        "close": plain_text("Cancel", MODAL_TITLE),
    }


def repeat_form(
    view: Mapping[str, Any], asks: Invocation, command: Command, sentence: str | Text
) -> Json:
    """A submitted modal once more with a sentence on top; what was typed stays in it."""
    state, typed = FormState.read(view["private_metadata"]), typed_in(view)
    names = names_of(view["blocks"])
    return draw_form(Form(state.title, asks, names, typed, text=sentence), command, state)


def errors_in(form: Form, view: Mapping[str, Any]) -> dict[str, str] | None:
    """What is wrong by block; None where something is wrong with a field that is not shown."""
    shown = {block.get("block_id") for block in view["blocks"]}
    errors = {block_of(name): plain(said) for name, said in form.errors.items()}
    return errors if errors.keys() <= shown else None


def offer(form: Form) -> Message:
    """A button for a form that cannot be shown, and what is wrong with what was typed in it."""
    text = joined(*form.errors.values(), "I need a little more for that.")
    press = Button("Fill it in", form.asks, Style.PRIMARY)
    return Message(title=form.title, text=text, buttons=(press,))


def placeholder() -> Json:
    """A view that holds the place of what storage is being asked for."""
    return {**_view(_APP, [], ["One moment …"]), "callback_id": SHOWN}


def message_view(pages: Sequence[Page]) -> Json:
    """A view that shows a message; its buttons work in there too."""
    blocks = [block for page in pages for block in page.blocks]
    return {
        **_view(_APP, blocks[:BLOCKS_IN_A_VIEW], []),
        "callback_id": SHOWN,
        "close": plain_text("Close", MODAL_TITLE),
    }


def typed_in(view: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the fields of a submitted modal."""
    return filled_in(view["state"])


def _view(title: str, blocks: Sequence[Json], notes: Sequence[str]) -> Json:
    said = [
        {"type": "section", "block_id": f"note:{number}", "text": plain_text(note, SECTION)}
        for number, note in enumerate(notes)
    ]
    return {"type": "modal", "title": plain_text(title, MODAL_TITLE), "blocks": [*said, *blocks]}
