"""Praise for persistence is offered to the group; without one it is kept with its job."""

from __future__ import annotations

import pytest

from bot.message import plain
from bot.parsing.praise import is_praise
from tests.bot.world import World


@pytest.mark.parametrize(
    "said",
    [
        "the recruiter praised my persistence",
        "They were impressed that I followed up",
        "Hooli said they liked how I kept at it and my follow-up",
        "she complimented me on my determination",
        "my persistence was noticed and appreciated",
    ],
)
def test_praise_is_heard(said: str) -> None:
    assert is_praise(said)


@pytest.mark.parametrize(
    "said",
    [
        "I followed up with Acme",
        "thanks, I will follow up tomorrow",
        "nobody appreciated my follow-up",
        "they liked my portfolio",
        "Acme praised their own persistence",
    ],
)
def test_what_is_none_is_left_alone(said: str) -> None:
    assert not is_praise(said)


async def test_without_a_group_it_is_kept_with_its_job(world: World) -> None:
    await world.types("/applied Hooli as Baker")
    asked = await world.types("the recruiter praised my persistence")
    (keep,) = asked.buttons
    assert keep.label == "Keep it with Hooli"
    kept = await world.presses_button(keep)
    assert {fact.label: plain(fact.value) for fact in kept.facts}["They said"] == (
        "the recruiter praised my persistence"
    )


async def test_in_a_group_it_may_be_shared_after_a_preview(world: World) -> None:
    await world.types("/group start", channel="hunters")
    await world.types("/group join my numbers", channel="hunters")
    asked = await world.types("the recruiter praised my persistence")
    shown = await world.presses_button(asked.buttons[0])
    assert "would see: A win" in shown.title
    assert plain(shown.text) == "the recruiter praised my persistence"


async def test_a_reply_that_praises_can_be_shared_too(world: World) -> None:
    await world.types("/group start", channel="hunters")
    await world.types("/group join my numbers", channel="hunters")
    await world.types("/applied Hooli as Baker")
    praised = await world.types("/heard-back Hooli they admired my persistence")
    assert "Share a win" in [one.label for one in praised.buttons]
    assert "Share a win" not in [
        one.label for one in (await world.types("/heard-back Hooli still reading")).buttons
    ]
