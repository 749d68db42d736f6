"""*Edit* opens the form of what was logged, with today's values in it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.conformance.console import at_the_console
from tests.conformance.person import Person, Seen


@pytest.fixture
async def ada() -> AsyncIterator[Person]:
    async with at_the_console() as platform:
        ada = platform.person("ada")
        await ada.types("/applied Acme on 20 May")
        yield ada


def values(form: Seen) -> dict[str, str | None]:
    assert form.kind == "form", form.text
    return {one.name: one.value for one in form.fields}


async def test_an_interview_is_corrected_in_its_own_form(ada: Person) -> None:
    await ada.types("/interview Acme at 2026-06-04 14:00 ET for 45m video with Dana Weiss")
    form = await ada.presses("Edit")
    assert form.title == "Edit Acme"
    assert values(form) == {
        "at": "2026-06-04 14:00 America/New_York",
        "length": "45m",
        "format": "video",
        "people": "Dana Weiss",
    }
    corrected = await ada.fills(people="Dan Weiss")
    assert corrected.title == "Edited: interview at Acme"
    assert corrected.facts["With"] == "Dan Weiss"
    assert corrected.facts["There"] == "14:00 America/New_York"
    assert {"Edit", "Undo"} <= set(corrected.buttons)


async def test_another_time_in_that_form_moves_it(ada: Person) -> None:
    await ada.types("/interview Acme at 2026-06-04 14:00")
    await ada.presses("Edit")
    moved = await ada.fills(at="2026-06-05 09:00")
    assert moved.title == "Moved: interview at Acme"
    assert "Fri 5 Jun 09:00" in moved.facts["Starts"]


async def test_a_debrief_is_corrected_in_its_own_form(ada: Person) -> None:
    await ada.types("/interview Acme at 2026-05-31 08:00")
    await ada.types("/debrief Acme")
    debriefed = await ada.fills(went="well", talked_about="sourdough", decision_by="2026-06-12")
    assert debriefed.facts["You talked about"] == "sourdough"
    form = await ada.presses("Edit")
    assert values(form)["talked_about"] == "sourdough"
    assert values(form)["decision_by"] == "2026-06-12"
    again = await ada.fills(talked_about="rye")
    assert again.facts["You talked about"] == "rye"
    assert again.facts["How it went"] == "well"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("/rejected Acme", "on"),
        ("/heard-back Acme", "on"),
        ("/heard-back Acme they like it by 12 June", "by"),
        ("/ghosted Acme", "on"),
        ("/accepted Acme", "on"),
        ("/withdrew Acme", "on"),
        ("/offered Acme", "by"),
    ],
)
async def test_the_day_of_any_answer_is_corrected(ada: Person, line: str, field: str) -> None:
    await ada.types(line)
    form = await ada.presses("Edit")
    assert field in values(form)
    day = "2026-06-19" if field == "by" else "2026-05-29"
    corrected = await ada.fills(**{field: day})
    assert corrected.title.startswith("Edited: Acme")
    assert corrected.facts["Date"] == ("Fri 19 Jun" if field == "by" else "Fri 29 May")


async def test_a_snooze_is_put_off_to_another_day(ada: Person) -> None:
    await ada.waits("9d")
    await ada.presses("Snooze")
    snoozed = await ada.fills(until="tomorrow")
    assert "Edit" in (*snoozed.buttons, *(label for one in snoozed.items for label in one.buttons))
    assert values(await ada.presses("Edit")) == {"until": None, "day": None}
    await ada.fills(until="2026-06-19")
    assert "Fri 19 Jun" in str(await ada.types("/nudges"))
