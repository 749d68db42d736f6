"""A group shows nothing of a hunt, and no figures that could be told apart."""

from __future__ import annotations

from tests.adapters.console.hunters import JUST_ME, Hunters, facts, hunters

SECRETS = ("Acme", "Baker", "Dana", "rejected", "Secret")


async def test_nothing_of_a_hunt_is_ever_in_the_channel(group: Hunters) -> None:
    await group.joins("ada")
    await group.says("ada", "/group goal 1", "/applied Acme as Baker contact Dana")
    await group.says("ada", "/rejected Acme", "/applied Secret", "/group goal no", "/job Acme")
    await group.waits("2026-06-20T12:00")
    said = " ".join(f"{one.title} {one.text} {facts(one)}" for one in group.channel)
    assert not [word for word in SECRETS if word in said]


async def test_who_is_in_it_just_for_themselves_has_no_line_and_no_name(group: Hunters) -> None:
    await group.joins("cyd", share=JUST_ME)
    await group.says("cyd", "/group goal 1", "/applied Secret")
    await group.waits("2026-06-13T12:00")
    assert not any("cyd" in f"{one.title} {one.text} {facts(one)}" for one in group.channel)
    board = await group.says("cyd", "/group board")
    assert [*facts(board)] == ["You"]


async def figures(*, with_a_sixth: bool) -> list[str]:
    """Returns what others see of five private members, with or without a sixth who works hard."""
    async with hunters() as group:
        await group.says("coach", "/group start")
        people = ["bea", "cyd", "dan", "eve", "fay"]
        await group.joins(*people, share=JUST_ME)
        for who in people:
            await group.says(who, "/group goal 1", "/applied Secret")
        if with_a_sixth:
            await group.joins("gus", share=JUST_ME)
            await group.says("gus", "/group goal 2", "/applied Acme", "/applied Bolt")
        await group.waits("2026-06-03T12:00")
        boards = [await group.says(who, "/group board") for who in ("coach", "zoe")]
        await group.waits("2026-06-15T12:00")
        boards += [await group.says(who, "/group board") for who in ("coach", "zoe")]
        return [f"{one.title} {one.text} {facts(one)}" for one in (*group.channel, *boards)]


async def test_a_sixths_numbers_cannot_come_out_by_subtraction() -> None:
    without = await figures(with_a_sixth=False)
    assert await figures(with_a_sixth=True) == without
    assert not any("application" in one for one in without)


async def test_four_accounts_made_for_it_learn_nothing_of_the_fifth(group: Hunters) -> None:
    await group.joins("sock1", "sock2", "sock3", "sock4")
    await group.joins("victim", share=JUST_ME)
    await group.says("victim", "/group goal 1", "/applied Secret", "/applied Acme")
    for number in range(1, 5):
        await group.says(f"sock{number}", "/applied Bait")
    board = await group.says("sock1", "/group board")
    check_in, kick_off = await group.waits("2026-06-08T10:00")
    for one in (board, check_in, kick_off):
        assert "4 applications" in one.text
    assert not any("victim" in f"{one.text} {facts(one)}" for one in (*group.channel, board))


async def test_who_shares_from_now_on_shows_no_week_from_before(group: Hunters) -> None:
    await group.joins("ada", share=JUST_ME)
    await group.says("ada", "/applied Acme")
    await group.waits("2026-06-08T10:00")
    await group.says("ada", "/group join share my numbers", "/applied Bolt", "/applied Core")
    board = await group.says("coach", "/group board")
    assert facts(board) == {"ada": "2 applications"}
    assert "1 application" not in board.text
    await group.says("ada", "/group join just for me")
    assert facts(await group.says("coach", "/group board")) == {}


async def test_a_name_is_answered_the_same_whether_a_private_member_or_none(
    group: Hunters,
) -> None:
    await group.joins("ada", share=JUST_ME)
    member = await group.says("coach", "/group leave without ada")
    nobody = await group.says("coach", "/group leave without eve")
    assert member.title == nobody.title
    assert member.text.replace("ada", "eve") == nobody.text


async def test_forgetting_oneself_takes_the_line_away_and_the_group_goes_on(
    group: Hunters,
) -> None:
    await group.joins("ada", "bea")
    await group.says("ada", "/applied Acme")
    await group.waits("2026-06-05T17:00")
    await group.says(
        "ada", "/forget-me", '.press "Yes, erase everything"', '.press "Erase it all now"'
    )
    assert "1 group membership" in group.seen[-1].text
    board = await group.says("bea", "/group board")
    assert "ada" not in facts(board)
    await group.waits("2026-06-08T10:00")
    assert group.channel[-1].title == "A new week"
