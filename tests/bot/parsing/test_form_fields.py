"""A form's fields are read each as its kind, and refused each by its name."""

from __future__ import annotations

from datetime import date

import pytest

from bot.command import ApplicationRef
from bot.commands.account import pause
from bot.parsing.form_fields import read_fields
from tests.bot.parsing.contexts import context
from tests.bot.parsing.sample_commands import applied, interview


def test_fields_are_read_each_as_its_kind() -> None:
    typed = {"company": " Acme ", "role": "", "on": "yesterday"}
    assert read_fields(applied, typed, context()) == (
        {"company": "Acme", "on": date(2026, 6, 2)},
        {},
    )


def test_what_was_not_understood_is_said_by_field() -> None:
    args, errors = read_fields(applied, {"company": "Acme", "on": "31 Feb", "link": "x"}, context())
    assert args == {"company": "Acme"}
    assert errors == {
        "on": "There is no 31 February. Which day did you mean?",
        "link": "I can't read “x” as a link. Copy the whole address, starting with https://.",
    }


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("2 weeks", date(2026, 6, 17)),
        ("for 2 weeks", date(2026, 6, 17)),
        ("next week", date(2026, 6, 8)),
        ("June 20", date(2026, 6, 20)),
    ],
)
def test_a_break_may_be_filled_in_by_its_length(typed: str, until: date) -> None:
    assert read_fields(pause, {"until": typed}, context()) == ({"until": until}, {})


def test_an_empty_required_field_is_said_to_be_needed() -> None:
    assert read_fields(applied, {"company": "\u200b "}, context())[1] == {
        "company": "This one is needed."
    }
    assert read_fields(applied, {}, context())[1] == {"company": "This one is needed."}


def test_what_the_button_carries_need_not_be_filled_in() -> None:
    bound = {"company": ApplicationRef(id=1)}
    args, errors = read_fields(interview, {"at": "2026-06-04 14:00"}, context(), bound)
    assert errors == {}
    assert set(args) == {"at"}


def test_unknown_and_hidden_fields_are_refused() -> None:
    errors = read_fields(applied, {"company": "Acme", "another": "yes", "x": "1"}, context())[1]
    assert errors == {
        "another": "There is no field called “another” here.",
        "x": "There is no field called “x” here.",
    }
