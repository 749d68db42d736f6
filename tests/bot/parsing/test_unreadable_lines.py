"""Lines that cannot be read: the sentence that says why, and the argument it is about."""

from __future__ import annotations

import pytest

from bot.command import Command
from bot.message import plain
from bot.parsing.parse_context import ParseError
from tests.bot.parsing.parsed_lines import KNOWN, read
from tests.bot.parsing.sample_commands import (
    applied,
    heard_back,
    interview,
    pause,
    pipeline,
    settings,
)


@pytest.mark.parametrize(
    ("command", "line", "param", "said"),
    [
        (applied, "Acme on 31 Feb", "on", "There is no 31 February."),
        (applied, "Acme 31 Feb", "on", "There is no 31 February."),
        (applied, "Acme on friday on 3 May", "on", "That day is Sun 3 May, not a Friday."),
        (applied, "Acme tomorrow", "on", "Thu 4 June is still to come."),
        (applied, "Acme last week", "on", "“last week” could be many days."),
        (applied, "x" * 10_000, "company", "That is 10,000 characters; a company's name fits"),
        (applied, "Acme as " + "x" * 201, "role", "That is 201 characters; 200 fit here."),
        (applied, "https://a:b@acme.com/", "link", "name or a password"),
        (interview, "Acme at friday", "at", "At what time on Fri 5 June?"),
        (interview, "Acme friday", "at", "At what time on Fri 5 June?"),
        (interview, "Acme at 25:00", "at", "There is no time “25:00”."),
        (interview, "Acme at fri 15:00 whatever", "at", "I can't read “fri 15:00 whatever”"),
        (interview, "Acme at 31 Feb 3pm", "at", "There is no 31 February."),
        (interview, "Acme at 29 March 2026 02:30", "at", "the clocks in Europe/Berlin jump"),
        (interview, "Acme fri 3pm for 30h", "length", "up to 24 hours"),
        (pipeline, "somewhere", "stage", "planned, applied or rejected"),
        (pipeline, "applied somewhere", "stage", "“applied somewhere” isn't one of the choices"),
        (pause, "until whenever", "until", "I can't read “whenever” as a day."),
        (pause, "whenever", "until", "I can't read “whenever” as a day."),
        (pause, "until 31 Feb", "until", "There is no 31 February."),
        (settings, "zone Berln", "zone", "Did you mean Europe/Berlin?"),
        (settings, "hour 25:00", "hour", "There is no time “25:00”."),
        (settings, "Berlin", None, "I don't know what to do with “Berlin”."),
    ],
)
@pytest.mark.parametrize("names", [(), KNOWN])
def test_a_line_that_cannot_be_read_says_why(
    command: Command, line: str, param: str | None, said: str, names: tuple[str, ...]
) -> None:
    with pytest.raises(ParseError) as unread:
        read(command, line, *names)
    assert said in plain(unread.value.sentence)
    assert unread.value.param == param


def test_a_text_that_is_too_long_after_a_known_company_says_so() -> None:
    with pytest.raises(ParseError) as unread:
        read(heard_back, "Acme " + "x" * 3_001, *KNOWN)
    assert unread.value.param == "what"
    assert "That is 3,001 characters; 3,000 fit here." in plain(unread.value.sentence)
