"""The README's examples of what people can say are understood as it claims."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conformance.console import at_the_console
from tests.conformance.person import Person

README = Path(__file__).parents[2] / "README.md"
SENTENCES_BEGIN = "sentences work too"


def _section(title: str) -> str:
    """One section of the README, in one line."""
    rest = README.read_text("utf-8").partition(f"## {title}\n")[2]
    return " ".join(rest.partition("\n## ")[0].split())


SAYS = _section("What you can say")
LINES = re.findall(r"`(/[^`]+)`", SAYS)
TIMES, SENTENCES = (
    re.findall(r'"([^"]+)"', re.sub(r"`[^`]*`", "", part))
    for part in (SAYS.partition(SENTENCES_BEGIN)[0], SAYS.partition(SENTENCES_BEGIN)[2])
)


@pytest.fixture
async def ada() -> AsyncIterator[Person]:
    async with at_the_console() as platform:
        yield platform.person("ada")


def test_the_readme_gives_some_of_each() -> None:
    assert SENTENCES_BEGIN in SAYS
    assert min(len(LINES), len(TIMES), len(SENTENCES)) > 0


@pytest.mark.parametrize("sentence", SENTENCES)
async def test_a_sentence_is_understood(ada: Person, sentence: str) -> None:
    if "applied" not in sentence:
        await ada.types("/applied Acme on 28 May")
    seen = await ada.types(sentence)
    assert seen.kind == "answer", seen.text
    assert "Nothing is saved" not in seen.text
    assert seen.title not in ("", "Acme", "Which one?"), "an answer of its own, no bare card"


@pytest.mark.parametrize("line", LINES)
async def test_a_line_keeps_the_name_in_quotes(ada: Person, line: str) -> None:
    seen = await ada.types(line)
    assert seen.title == "Applied to " + line.split('"')[1]
    assert {"Edit", "Undo"} <= set(seen.buttons)


@pytest.mark.parametrize("when", TIMES)
async def test_a_time_is_read_and_said_back(ada: Person, when: str) -> None:
    if ":" in when or re.search(r"\dpm|\dam", when):
        await ada.types("/applied Acme")
        seen, fact = await ada.types(f"/interview Acme at {when}"), "Starts"
    else:
        seen, fact = await ada.types(f"/applied Acme on {when}"), "Applied"
    assert seen.kind == "answer", seen.text
    assert fact in seen.facts
    assert "today" not in seen.facts[fact]
    assert {"Edit", "Undo"} <= set(seen.buttons)
