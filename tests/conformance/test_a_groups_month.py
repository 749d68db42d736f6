"""A month of a group of eight, lived from a script; its boards are the same everywhere."""

from __future__ import annotations

from tests.conformance.month import TRANSCRIPT, live
from tests.conformance.person import Platform


async def test_a_month_is_lived_as_it_was_written_down(platform: Platform) -> None:
    assert await live(platform) == TRANSCRIPT.read_text(encoding="utf-8")
