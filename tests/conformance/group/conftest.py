"""A group in #hunters, for every test of this folder."""

from __future__ import annotations

import pytest

from tests.conformance.person import Person, Platform


@pytest.fixture(autouse=True)
async def hunters(platform: Platform, ada: Person, bea: Person) -> None:
    """Ada starts a group in #hunters, where bea is too: it is Monday, 1 June, 10:00."""
    await platform.channel("hunters", "ada", "bea")
    await ada.goes_to("hunters")
    await bea.goes_to("hunters")
    await ada.types("/group start")
    await platform.catches_up()


@pytest.fixture
async def cyd(platform: Platform) -> Person:
    """Gives a person in another channel."""
    await platform.channel("gardeners", "cyd")
    return platform.person("cyd")
