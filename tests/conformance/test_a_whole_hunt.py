"""A job hunt of five months, lived through from a script; its outcome is the same everywhere."""

from __future__ import annotations

import pytest

from tests.conformance.hunt import IN_LINES, IN_WORDS, TRANSCRIPT, live
from tests.conformance.person import Person


async def test_a_hunt_is_lived_as_it_was_written_down(
    ada: Person, request: pytest.FixtureRequest
) -> None:
    platform, *_ = str(request.node.callspec.params["platform"]).split("-")
    written = {"slack": IN_LINES, "discord": IN_WORDS}.get(platform, TRANSCRIPT)
    assert await live(ada) == written.read_text(encoding="utf-8")
