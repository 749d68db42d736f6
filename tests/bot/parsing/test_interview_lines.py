"""Lines of `/interview`: a name, a moment, a length, a format and people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.command import ApplicationRef
from tests.bot.parsing.parsed_lines import FRIDAY_3, at, read
from tests.bot.parsing.sample_commands import Format, interview


@pytest.mark.parametrize(
    ("line", "args"),
    [
        ("Acme at fri 3pm", {"at": FRIDAY_3}),
        ("Acme fri 3pm", {"at": FRIDAY_3}),
        ("Acme at fri at 3pm", {"at": FRIDAY_3}),
        ("Acme friday at 3pm", {"at": FRIDAY_3}),
        ("Acme on friday at 3pm", {"at": FRIDAY_3}),
        ("Acme at 3pm on friday", {"at": FRIDAY_3}),
        ("Acme at noon on friday", {"at": at("2026-06-05T12:00")}),
        ("Acme at 9 tomorrow", {"at": at("2026-06-04T09:00")}),
        ("Acme at 2026-06-04 14:00", {"at": at("2026-06-04T14:00")}),
        ("Acme at fri 3pm ET", {"at": at("2026-06-05T15:00", "America/New_York")}),
        ("Acme fri 3pm for 45m", {"at": FRIDAY_3, "length": timedelta(minutes=45)}),
        (
            "Acme at fri 3pm for an hour video with Dana Weiss and Bea",
            {
                "at": FRIDAY_3,
                "length": timedelta(hours=1),
                "format": Format.VIDEO,
                "people": "Dana Weiss and Bea",
            },
        ),
        (
            "Acme with Dana by phone at fri 3pm",
            {"at": FRIDAY_3, "format": Format.PHONE, "people": "Dana"},
        ),
        ("Acme 3pm friday on site", {"at": FRIDAY_3, "format": Format.ON_SITE}),
        ("with Acme at fri 3pm", {"at": FRIDAY_3}),
    ],
)
def test_an_interview_is_read_with_its_moment(line: str, args: dict[str, Any]) -> None:
    assert read(interview, line) == {"company": ApplicationRef("Acme"), **args}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Motel 6 at fri 3pm", "Motel 6"),
        ("Studio at 54 at fri 3pm", "Studio at 54"),
        ("Teach for America fri 3pm", "Teach for America"),
        ("Nielsen Panel at fri 3pm", "Nielsen Panel"),
        ("Bank on Main at fri 3pm", "Bank on Main"),
        ("High Noon fri 3pm", "High Noon"),
    ],
)
def test_an_interviews_company_keeps_its_name(line: str, name: str) -> None:
    assert read(interview, line) == {"company": ApplicationRef(name), "at": FRIDAY_3}


@pytest.mark.parametrize("name", ["Forever 21", "High Noon", "Nielsen Panel", "3M", "Studio at 54"])
def test_a_name_is_no_moment_length_or_choice(name: str) -> None:
    assert read(interview, name) == {"company": ApplicationRef(name)}
