"""Lines that begin with a company of the pipeline."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.command import ApplicationRef, Command
from tests.bot.parsing.parsed_lines import FRIDAY_3, KNOWN, LINK, MAY_3, YESTERDAY, read
from tests.bot.parsing.sample_commands import Format, applied, heard_back, interview


@pytest.mark.parametrize(
    ("command", "line", "args"),
    [
        (applied, "Ruby Tuesday", {"company": "Ruby Tuesday"}),
        (applied, "ruby tuesday yesterday", {"company": "ruby tuesday", "on": YESTERDAY}),
        (applied, "USA Today", {"company": "USA Today"}),
        (applied, "Acme Today", {"company": "Acme", "on": date(2026, 6, 3)}),
        (applied, "Acme Corp as Baker", {"company": "Acme Corp", "role": "Baker"}),
        (applied, "Acme Bakery as Baker", {"company": "Acme Bakery", "role": "Baker"}),
        (applied, "Acmeville as Baker", {"company": "Acmeville", "role": "Baker"}),
        (applied, "O'Reilly 3 May", {"company": "O'Reilly", "on": MAY_3}),
        (applied, "to acme yesterday", {"company": "acme", "on": YESTERDAY}),
        (applied, f"Acme {LINK}", {"company": "Acme", "link": LINK}),
        (
            heard_back,
            "Acme they want more info",
            {"company": ApplicationRef("Acme"), "what": "they want more info"},
        ),
        (
            heard_back,
            "from Acme Corp: they want\nmore info",
            {"company": ApplicationRef("Acme Corp"), "what": "they want\nmore info"},
        ),
        (
            interview,
            "Ruby Tuesday at fri 3pm",
            {"company": ApplicationRef("Ruby Tuesday"), "at": FRIDAY_3},
        ),
        (interview, "Acme 21", {"company": ApplicationRef("Acme 21")}),
        (
            interview,
            "Acme fri 3pm Video",
            {"company": ApplicationRef("Acme"), "at": FRIDAY_3, "format": Format.VIDEO},
        ),
        (
            interview,
            "Acme at 3pm on June 5 video with Bob K",
            {
                "company": ApplicationRef("Acme"),
                "at": FRIDAY_3,
                "format": Format.VIDEO,
                "people": "Bob K",
            },
        ),
        (
            interview,
            "Acme fri 3pm with Bob K video",
            {
                "company": ApplicationRef("Acme"),
                "at": FRIDAY_3,
                "format": Format.VIDEO,
                "people": "Bob K",
            },
        ),
    ],
)
def test_a_company_in_the_pipeline_wins_over_any_cut(
    command: Command, line: str, args: dict[str, Any]
) -> None:
    assert read(command, line, *KNOWN) == args
