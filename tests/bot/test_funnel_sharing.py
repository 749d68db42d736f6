"""`stats share`: previewed, posted on purpose, and no company, role or person in it."""

from __future__ import annotations

from bot.charts.draw import draw
from bot.charts.theme import ColorScheme
from bot.message import Message, plain
from tests.bot.world import World

SECRETS = ("Zorin", "Baker", "<image", "Dana", "referral")


async def hunts(world: World) -> None:
    await world.types("/group start", channel="C1")
    await world.types("/group join my numbers", channel="C1")
    await world.types('/applied Zorin as "<image href="file:x"> Baker" via referral')
    await world.types("/edit Zorin contact Dana")


def everything_in(message: Message) -> str:
    assert message.picture is not None
    svg = draw(message.picture, ColorScheme.LIGHT)
    file = message.file.content.decode() if message.file else ""
    facts = [f"{fact.label} {plain(fact.value)}" for fact in message.facts]
    return "\n".join((plain(message.title), plain(message.text), *facts, svg, file))


async def test_nothing_is_posted_before_they_say_so_and_then_it_is_what_they_saw(
    world: World,
) -> None:
    await hunts(world)
    preview = await world.types("/stats share")
    assert preview.private
    assert preview.file is not None
    assert preview.file.name == "funnel.svg"
    (share,) = preview.buttons
    before = await world.ticks("2026-06-01T10:01")
    assert all(one.picture is None for one in before)
    assert (await world.presses_button(share)).title == "Shared"
    (posted,) = await world.ticks("2026-06-01T10:02")
    assert posted.picture == preview.picture
    assert not posted.private
    assert world.platform.shown[-1][0] == "#C1"


async def test_a_funnel_of_a_month_says_since_when_in_the_preview_and_in_the_post(
    world: World,
) -> None:
    await hunts(world)
    preview = await world.types("/stats month share")
    assert plain(preview.title).endswith("would see: A hunt since 2 May 2026, from ada")
    await world.presses_button(preview.buttons[0])
    posted = next(one for one in await world.ticks("2026-06-01T10:02") if one.picture)
    assert plain(posted.title) == "A hunt since 2 May 2026, from ada"
    assert posted.picture == preview.picture


async def test_no_company_role_or_contact_is_in_the_preview_or_the_post(world: World) -> None:
    await hunts(world)
    preview = await world.types("/stats share")
    await world.presses_button(preview.buttons[0])
    posted = next(one for one in await world.ticks("2026-06-01T10:02") if one.picture)
    for message in (preview, posted):
        shown = everything_in(message)
        assert "No answer yet" in shown
        assert [secret for secret in SECRETS if secret in shown] == []


async def test_a_person_in_no_group_learns_how_to_join_one(world: World) -> None:
    await world.types("/applied Zorin")
    refused = await world.types("/stats share")
    assert "/group join" in plain(refused.text)
    assert refused.picture is None


async def test_under_twenty_applications_there_is_no_curve_and_it_says_why(world: World) -> None:
    await world.types("/applied Company 0")
    stats = await world.types("/stats")
    curve = next(one for one in stats.buttons if one.label == "When answers come")
    assert plain((await world.presses_button(curve)).text).endswith("and there is 1 so far.")
    for number in range(1, 19):
        await world.types(f"/applied Company {number}")
    said = await world.presses_button(curve)
    assert said.picture is None
    assert "fewer than 20 applications would mostly show chance" in plain(said.text)
    assert "there are 19 so far" in plain(said.text)
    await world.types("/applied Company 19")
    waiting = await world.presses_button(curve)
    assert waiting.picture is None
    assert plain(waiting.text).startswith("Of 20 applications, none has gotten an answer yet.")
    await world.types("/heard-back Company 3")
    assert (await world.presses_button(curve)).picture is not None
