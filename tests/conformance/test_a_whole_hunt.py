"""A job hunt of five months, lived through from a script; its outcome is the same everywhere."""

from __future__ import annotations

from tests.conformance.hunt import TRANSCRIPT, live
from tests.conformance.person import Person


async def test_a_hunt_is_lived_as_it_was_written_down(ada: Person) -> None:
    assert await live(ada) == TRANSCRIPT.read_text(encoding="utf-8")
