"""A company is one company, however the keyboard writes its letters."""

from __future__ import annotations

import pytest

from tests.bot.world import World

WRITTEN = ("ＡＣＭＥ", "Ａｃｍｅ", "acme", "ACME")
COMPOSED, DECOMPOSED = "Zo\u00eb Caf\u00e9", "Zoe\u0308 Cafe\u0301"


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("line", ["/applied {}", "/plan {}"])
async def test_one_that_is_there_is_not_logged_twice(world: World, line: str, written: str) -> None:
    await world.types("/applied Acme")
    assert (await world.types(line.format(written))).title == "Acme is on your list already"


@pytest.mark.parametrize("written", WRITTEN)
async def test_one_that_was_logged_full_width_is_found(world: World, written: str) -> None:
    await world.types("/applied ＡＣＭＥ")
    assert (await world.types(f"/rejected {written}")).title == "ＡＣＭＥ said no"


async def test_composed_and_decomposed_accents_are_one(world: World) -> None:
    await world.types(f"/applied {COMPOSED}")
    assert (
        await world.types(f"/applied {DECOMPOSED}")
    ).title == f"{COMPOSED} is on your list already"
    assert (await world.types(f"/followed-up {DECOMPOSED}")).title == (
        f"Followed up with {COMPOSED}"
    )


async def test_a_role_is_compared_by_the_same_rule(world: World) -> None:
    await world.types("/applied Acme as Baker")
    assert (
        await world.types("/applied acme as Ｂａｋｅｒ")
    ).title == "Acme (Baker) is on your list already"
    assert (await world.types("/applied Acme as Clerk")).title == "Applied to Acme (Clerk)"


async def test_what_is_new_of_one_that_is_there_can_be_added_to_it(world: World) -> None:
    await world.types("/applied Acme")
    asked = await world.types("applied to Acme as Baker via Indeed")
    assert [one.label for one in asked.buttons] == [
        "Add it to this one",
        "Log another one",
        "Open",
    ]
    assert (await world.presses_button(asked.buttons[0])).title == "Edited: Acme (Baker)"
    card = str(await world.types("job Acme"))
    assert "Baker" in card
    assert "Indeed" in card
    again = await world.types("applied to Acme as Baker via Indeed")
    assert [one.label for one in again.buttons] == ["Log another one", "Open"]
