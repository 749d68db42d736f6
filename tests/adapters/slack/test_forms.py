"""Forms as modals, and what is filled in there back as people would type it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.shared.callback_data import decode
from adapters.slack.origin import Origin
from adapters.slack.rendering.limits import METADATA, Json
from adapters.slack.rendering.modal_form import FormState, draw_form, repeat_form, with_state
from adapters.slack.rendering.modal_inputs import block_id_of, field, read_inputs
from bot.catalog import COMMANDS
from bot.command import ApplicationRef, ArgKind, Command, Param
from bot.message import Form, Invocation
from bot.parsing.parse_context import ParseContext
from bot.parsing.values import read_value
from tests.adapters.slack.user_text import names
from tests.fakes.slack import contracts, inputs, limits

BY_NAME = {command.name: command for command in COMMANDS}
FRAME = ParseContext(datetime(2026, 6, 1, 8, tzinfo=UTC), "Europe/Berlin")
HERE = Origin(channel="D1", message="1.2", url="https://hooks.slack.com/actions/T1/2/x?a=1&b=2")
EXAMPLES = {
    ArgKind.TEXT: "Bäckerei & Söhne",
    ArgKind.LONG_TEXT: "first\nsecond",
    ArgKind.APPLICATION: "Acme",
    ArgKind.DATE: "2026-05-28",
    ArgKind.WHEN: "2026-06-12 14:00",
    ArgKind.LENGTH: "45m",
    ArgKind.TIME: "09:30",
    ArgKind.NUMBER: "14",
    ArgKind.WINDOW: "5-7",
    ArgKind.ZONE: "Europe/Berlin",
    ArgKind.LINK: "https://jobs.lever.co/acme",
    ArgKind.SECRET: "app password",
}


def example(param: Param) -> str:
    """Returns a value that a user might give."""
    return param.choices[0][0] if param.choices else EXAMPLES[param.kind]


def whole(command: Command, **values: str) -> Form:
    """A form with every field of a command."""
    names = tuple(param.name for param in command.fields)
    return Form(command.summary, Invocation(command.name), names, values)


def view_of(form: Form, origin: Origin = HERE) -> Json:
    """The modal that Slack gets."""
    command = BY_NAME[form.action.command]
    form, state = with_state(form, command, origin)
    return draw_form(form, command, state)


def state_of(view: Json) -> Json:
    """Returns what Slack sends back of a view that was submitted untouched."""
    values: Json = {}
    for block, element in inputs.elements(view["blocks"]):
        values[block["block_id"]] = {element["action_id"]: inputs.at_first(element)}
    return {"values": values}


with_fields = [command for command in COMMANDS if command.fields]


@pytest.mark.parametrize("command", with_fields, ids=lambda command: command.name)
def test_every_commands_form_is_a_valid_modal(command: Command) -> None:
    for values in ({}, {param.name: example(param) for param in command.fields}):
        view = view_of(whole(command, **values))
        assert contracts.problems_of_view(view) == []
        assert limits.problems_of_view(view) == []


@pytest.mark.parametrize("command", with_fields, ids=lambda command: command.name)
def test_a_fields_content_reads_as_it_was_meant(command: Command) -> None:
    values = {param.name: example(param) for param in command.fields}
    typed = read_inputs(state_of(view_of(whole(command, **values))))
    for param in command.fields:
        meant = read_value(param, values[param.name], FRAME)
        assert read_value(param, typed[param.name], FRAME) == meant


@pytest.mark.parametrize("command", with_fields, ids=lambda command: command.name)
def test_empty_fields_come_back_empty(command: Command) -> None:
    typed = read_inputs(state_of(view_of(whole(command))))
    assert typed == dict.fromkeys((param.name for param in command.fields), "")


@given(names)
def test_what_was_typed_stays_as_it_was_typed(name: str) -> None:
    param = BY_NAME["applied"].param("company")
    assert param is not None
    view = {"blocks": [field(param, name)]}
    assert read_inputs(state_of(view))["company"] == name.strip()


def test_a_day_that_cannot_be_read_stays_as_it_was_typed() -> None:
    view = view_of(whole(BY_NAME["applied"], on="the day after never"))
    assert read_inputs(state_of(view))["on"] == "the day after never"


def test_a_day_is_written_as_people_write_it() -> None:
    param = BY_NAME["applied"].param("on")
    assert param is not None
    element = field(param, None)["element"]
    assert element["type"] == "plain_text_input", "a picker could not take “yesterday”"
    assert "yesterday" in element["placeholder"]["text"]


def test_the_modal_carries_all_that_its_submission_needs() -> None:
    asks = Invocation("snooze", {"company": ApplicationRef(id=3)}, 12)
    view = view_of(Form("Put it off", asks, ("until",)))
    state = FormState.from_metadata(view["private_metadata"])
    assert decode(state.click, COMMANDS) == asks
    assert state.origin == HERE


def test_nothing_in_it_can_be_changed_by_escaping() -> None:
    view = view_of(Form("A & <B>", Invocation("applied", {"company": "A & <B>"}), ("role",)))
    assert not set("&<>") & set(view["private_metadata"])
    assert FormState.from_metadata(view["private_metadata"]).title == "A & <B>"


@given(st.text(min_size=1, max_size=200), st.text("aä&<%", min_size=1_500, max_size=1_950))
def test_a_value_too_long_to_be_carried_is_in_its_field(company: str, path: str) -> None:
    asks = Invocation("applied", {"link": f"https://x.example/{path}"})
    view = view_of(Form("Log a job you applied to", asks, ("company", "role")))
    assert len(view["private_metadata"]) <= METADATA
    state = FormState.from_metadata(view["private_metadata"])
    carried_args = decode(state.click, COMMANDS).args
    typed = read_inputs(state_of(view))
    assert carried_args.get("link") == asks.args["link"] or typed["link"] == asks.args["link"]


def test_a_form_asked_again_says_why_and_keeps_everything() -> None:
    view = view_of(whole(BY_NAME["applied"], company="Acme", on="2026-05-28"))
    submitted = {**view, "state": state_of(view)}
    again = repeat_form(submitted, Invocation("applied"), BY_NAME["applied"], "That is over & out.")
    assert again["blocks"][0]["text"]["text"] == "That is over &amp; out."
    assert read_inputs(state_of(again)) == read_inputs(state_of(view))
    assert again["private_metadata"] == view["private_metadata"]
    assert contracts.problems_of_view(again) == []


def test_a_long_title_is_said_in_full_below() -> None:
    view = view_of(Form("Correct Vereinigte Backstuben Nord", Invocation("applied"), ("company",)))
    assert view["title"]["text"] == "Correct Vereinigte Back…"
    assert view["blocks"][0]["text"]["text"] == "Correct Vereinigte Backstuben Nord"
    assert view["blocks"][1]["block_id"] == block_id_of("company")
