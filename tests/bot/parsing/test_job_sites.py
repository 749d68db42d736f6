"""Sources of a job, as people name them: on LinkedIn, through a friend, from their site."""

from __future__ import annotations

from typing import Any

import pytest

from bot.commands.applications import applied
from bot.parsing.arguments import read_line
from tests.bot.parsing.contexts import context


def read(line: str, *names: str) -> dict[str, Any]:
    args = read_line(applied, line, context(names=names))
    return {name: args[name] for name in ("company", "role", "via") if name in args}


@pytest.mark.parametrize(
    ("line", "company", "via"),
    [
        ("Acme on LinkedIn", "Acme", "LinkedIn"),
        ("Acme yesterday on linkedin", "Acme", "linkedin"),
        ("Acme on Indeed yesterday", "Acme", "Indeed"),
        ("Acme from Welcome to the Jungle", "Acme", "Welcome to the Jungle"),
        ("Acme on their website on 3 May", "Acme", "their website"),
        ("Acme through a friend of Dana", "Acme", "a friend of Dana"),
    ],
)
def test_where_it_was_found_is_no_part_of_the_companys_name(
    line: str, company: str, via: str
) -> None:
    assert read(line) == {"company": company, "via": via}


@pytest.mark.parametrize(
    "name",
    [
        *("LinkedIn", "Bank on Main", "Drive Through Records", "On Indeed", "Letters from Home"),
        *("Walk on Water", "Indeed", "Follow through", "From Google"),
    ],
)
def test_a_name_with_such_a_word_stays_whole(name: str) -> None:
    assert read(name) == {"company": name}
    assert read(f"{name} as Baker") == {"company": name, "role": "Baker"}


def test_quotes_and_what_is_known_keep_it_together() -> None:
    assert read('"Acme on LinkedIn"') == {"company": "Acme on LinkedIn"}
    assert read("Dev on Reddit", "Dev on Reddit") == {"company": "Dev on Reddit"}


def test_it_follows_a_role_as_well() -> None:
    assert read("Acme as Baker from Indeed") == {
        "company": "Acme",
        "role": "Baker",
        "via": "Indeed",
    }
