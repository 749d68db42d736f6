"""A small group, as tests of one platform begin with it."""

from __future__ import annotations

from tests.conformance.person import Platform


async def start_hunters(platform: Platform) -> None:
    """Ada started a group in #hunters; bea is in it, with a goal of one application."""
    await platform.channel("hunters", "ada", "bea")
    ada, bea = platform.person("ada"), platform.person("bea")
    for one in (ada, bea):
        await one.goes_to("hunters")
    await ada.types("/group start")
    await platform.catches_up()
    await bea.presses("Join")
    await bea.fills(share="share my numbers")
    await bea.types("/group goal 1")
