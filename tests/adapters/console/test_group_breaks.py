"""Breaks, moved check-ins and downtime, and the streaks that outlast them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.adapters.console.hunters import JUST_ME, Hunters, facts, hunters


async def test_a_week_of_downtime_is_one_post(group: Hunters) -> None:
    await group.joins("ada")
    posts = await group.is_down(timedelta(days=9, hours=2))
    assert [one.title for one in posts] == ["A new week"]
    assert " late. That" in posts[0].text
    assert await group.is_down(timedelta(hours=1)) == []


async def test_a_holiday_on_monday_moves_the_kick_off() -> None:
    async with hunters() as group:
        await group.app.take_line(".wait until 2026-06-02T10:00")
        await group.says("coach", "/group start country US")
        (_, kick_off) = await group.waits("2026-06-09T10:00")
        assert kick_off.at.isoformat().startswith("2026-06-08T09:00")
        await group.waits("2026-09-01T10:00")
        await group.joins("ada")  # or the group would rest
        posts = await group.waits("2026-09-09T10:00")
        labor_day = [one.at.date().isoformat() for one in posts if one.title == "A new week"][-1]
        assert labor_day == "2026-09-08"


async def test_a_member_who_comes_back_from_a_break_as_hidden_is_hidden(group: Hunters) -> None:
    await group.joins("ada")
    await group.says("ada", "/applied Acme", "/group pause")
    back = await group.says("ada", f'/group join "{JUST_ME}"')
    assert back.title == "Welcome back"
    assert "nothing of yours is in any number" in back.text
    stale = await group.says("ada", """.press "I'm back" --stale""")
    assert f"“{JUST_ME}”" in stale.text, "the button is older than that choice"
    (check_in,) = await group.waits("2026-06-05T17:00")
    assert "ada" not in facts(check_in)


@pytest.mark.parametrize("until", ["", " until 15 June", " 2 weeks", " for two weeks"])
async def test_a_break_made_longer_keeps_the_streak_of_the_week_before(
    group: Hunters, until: str
) -> None:
    await group.joins("ada")
    await group.says("ada", "/group goal 1", "/applied Acme")
    await group.waits("2026-06-08T10:00")
    await group.says("ada", f"/group pause{until}")
    await group.waits("2026-06-15T08:00")
    await group.says("ada", "/group pause until 22 June")
    await group.waits("2026-06-15T10:00")
    mine = await group.says("ada", "/group check-in")
    assert "1 week kept so far" in mine.text


async def test_a_check_in_moved_into_the_past_is_not_posted_as_a_late_one(group: Hunters) -> None:
    await group.waits("2026-06-04T10:00")
    answer = await group.says("coach", "/group start checkin Wednesday")
    assert "it comes next week" in answer.text
    posts = await group.waits("2026-06-10T17:00")
    assert [(one.title, f"{one.at:%a %d %H:%M}") for one in posts] == [
        ("A new week", "Mon 08 09:00"),
        ("Check-in", "Wed 10 16:00"),
    ]
    assert not any(" late. That" in one.text for one in group.channel)


async def test_a_group_goes_on_after_a_posted_check_in_is_moved_to_later(
    group: Hunters,
) -> None:
    await group.says("coach", "/group start checkin Wednesday")
    await group.waits("2026-06-04T10:00")
    answer = await group.says("coach", "/group start checkin Friday")
    assert "next week" not in answer.text
    posts = await group.waits("2026-06-12T17:00")
    assert [(one.title, f"{one.at:%a %d %H:%M}") for one in posts] == [
        ("A new week", "Mon 08 09:00"),
        ("Check-in", "Fri 12 16:00"),
    ]


async def test_who_pauses_everything_after_an_earlier_break_keeps_the_streak(
    group: Hunters,
) -> None:
    await group.joins("ada")
    await group.says("ada", "/group pause until 2 June", "/group goal 1", "/applied Acme")
    await group.waits("2026-06-08T10:00")
    await group.says("ada", "/pause until 20 June")
    await group.waits("2026-06-15T10:00")
    mine = await group.says("ada", "/group check-in")
    assert "1 week kept so far" in mine.text


@pytest.mark.parametrize(("joins_at", "kept"), [("2026-06-07T23:30", 1), ("2026-06-08T00:30", 0)])
async def test_a_week_before_one_joined_is_none_of_the_weeks_kept(
    group: Hunters, joins_at: str, kept: int
) -> None:
    await group.waits(joins_at)
    await group.joins("ada")
    await group.says("ada", "/group goal 1", "/applied Acme on 5 June")
    await group.waits("2026-06-08T10:00")
    mine = await group.says("ada", "/group check-in")
    assert ("1 week kept" in mine.text) == kept
