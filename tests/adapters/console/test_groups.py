"""Accountability groups at the console: what the channel sees, and what goes wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from adapters.console.view_model import View, ViewKind
from tests.adapters.console.hunters import JUST_ME, Hunters, hunters

SECRETS = ("Acme", "Baker", "Dana", "rejected", "Secret")


@pytest.fixture
async def group() -> AsyncIterator[Hunters]:
    """A channel that coach made a group, on Monday 1 June at 10:00."""
    async with hunters() as group:
        await group.says("coach", "/group start")
        yield group


def facts(seen: View) -> dict[str, str]:
    return {fact.label: fact.text for fact in seen.facts}


async def test_the_week_in_the_channel_is_told_in_the_groups_own_time(group: Hunters) -> None:
    await group.says("coach", "/group start zone America/New_York")
    await group.joins("ada")
    await group.says("ada", "/applied Acme as Baker contact Dana")
    _, check_in = await group.waits("2026-06-06T12:00")
    assert (check_in.kind, check_in.private) == (ViewKind.GROUP, False)
    assert check_in.at.isoformat() == "2026-06-05T16:00:00-04:00"
    assert facts(check_in) == {"ada": "1 application"}


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


async def test_the_board_is_live(group: Hunters) -> None:
    await group.joins("ada")
    await group.says("ada", "/group goal 2", "/applied Acme")
    board = await group.says("coach", "/group board")
    assert facts(board) == {"ada": "1 application"}
    await group.says("ada", "/applied Bolt")
    board = await group.says("coach", "/group board")
    assert facts(board) == {"ada": "2 applications · goal reached · 1 week kept"}
    await group.waits("2026-06-08T10:00")
    board = await group.says("coach", "/group board")
    assert facts(board) == {"ada": "1 week kept"}
    assert "In the week of Mon 1 Jun, those who share their numbers: 2 applications." in board.text
    assert "Goal reached: ada." in board.text
    await group.says("ada", "/group leave")
    board = await group.says("coach", "/group board")
    assert facts(board) == {}
    assert "2 applications" not in board.text


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


async def test_a_midweek_line_comes_only_to_those_behind_their_goal(group: Hunters) -> None:
    await group.joins("ada", "bea")
    await group.says("ada", "/group goal 1", "/applied Acme")
    await group.says("bea", "/group goal 2", "/applied Zebra")
    begin = len(group.seen)
    await group.waits("2026-06-03T12:00")
    (line,) = group.seen[begin:]
    assert (line.to, line.private, line.kind) == ("@bea", True, ViewKind.GROUP)
    assert line.at.isoformat().startswith("2026-06-03T09:00")
    assert "Still to go: 1 application" in line.text
    assert "Zebra" in line.text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/group goal -1", "whole number"),
        ("/group goal 1000000000", "too large"),
        ("/group goal 201", "Up to 200"),
        ("/group goal many", "whole number"),
        ("/group join my numbers", "already"),
        ("/group start", "Only whoever started"),
        ("/group stop", "Only whoever started"),
        ("/group leave without bea", "Only whoever started"),
        ("/group pause until yesterday", "has to end after today"),
        ("/group pause until today", "has to end after today"),
        (".click group join|share=my numbers|group=99", "can't find that group"),
        (".click take-back-win|group=1|post=99", "Only who shared it"),
    ],
)
async def test_what_cannot_be_is_said_clearly_and_to_nobody_else(
    group: Hunters, typed: str, says: str
) -> None:
    await group.joins("ada")
    before = len(group.channel)
    answer = await group.says("ada", typed)
    assert says in answer.text
    assert answer.private
    assert len(group.channel) == before


async def test_a_stranger_has_nothing_to_check_in_with(group: Hunters) -> None:
    for line in ("/group check-in", "/group goal 1", "/win Hello", "/group leave", "/group pause"):
        answer = await group.says("zoe", line)
        assert answer.kind is ViewKind.ERROR
    alone = await group.says("zoe", "/group start", where="dm")
    assert "channel" in alone.text
    copied = await group.says("zoe", ".click group board|group=1", where="dm")
    assert "can't find that group" in copied.text


async def test_a_win_is_posted_as_typed_once_and_can_be_taken_back(group: Hunters) -> None:
    await group.joins("ada")
    preview = await group.says("ada", "/win Got <!channel> *an* interview", where="dm")
    assert preview.text == "Got <!channel> *an* interview"
    await group.says("ada", '.press "Share it"', '.press "Share it" --stale')
    (posted,) = [one for one in group.channel if one.title == "A win from ada"]
    assert posted.text == "Got <!channel> *an* interview"
    await group.says("coach", '.press "Take it back"')
    assert group.channel[-1].kind is ViewKind.UPDATE
    assert "interview" not in group.channel[-1].text


async def test_when_the_starter_leaves_the_oldest_member_takes_over(group: Hunters) -> None:
    await group.joins("ada", "bea")
    await group.says("coach", "/group leave")
    assert any(one.to == "@ada" and "in your hands" in one.title for one in group.seen)
    await group.says("ada", "/group stop", '.press "Yes, stop it"')
    assert "isn't" not in group.seen[-1].text
    assert "Stopped" in group.seen[-1].title
    gone = await group.says("bea", "/group board")
    assert "no accountability group" in gone.text


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


async def test_of_many_the_post_shows_the_first_and_the_board_pages_through_all(
    group: Hunters,
) -> None:
    many = [f"member{number:02}" for number in range(25)]
    await group.joins(*many)
    for who in many:
        await group.says(who, "/applied Acme")
    (check_in,) = await group.waits("2026-06-05T17:00")
    assert len(check_in.facts) == 10
    assert "Everybody's line: /group board" in check_in.text
    first = await group.says("member24", "/group board")
    second = await group.says("member24", ".press More")
    named = [fact.label for page in (first, second) for fact in page.facts if fact.label in many]
    assert sorted(named) == many
    assert "You" in facts(first)


async def test_who_comes_back_from_a_break_as_somebody_unseen_is_unseen(group: Hunters) -> None:
    await group.joins("ada")
    await group.says("ada", "/applied Acme", "/group pause")
    back = await group.says("ada", f'/group join "{JUST_ME}"')
    assert back.title == "Welcome back"
    assert "nothing of yours is in any figure" in back.text
    stale = await group.says("ada", """.press "I'm back" --stale""")
    assert f"“{JUST_ME}”" in stale.text, "the button is older than that choice"
    (check_in,) = await group.waits("2026-06-05T17:00")
    assert "ada" not in facts(check_in)


@pytest.mark.parametrize("until", ["", " until 15 June"])
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


async def test_a_group_goes_on_after_a_check_in_that_stands_is_moved_to_later(
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


async def test_undo_after_taking_somebody_out_says_who_can_come_back(group: Hunters) -> None:
    await group.joins("ada")
    undone = await group.says("coach", "/group leave without ada", "/undo")
    assert "removed a member from #hunters. Anyone who left can come back" in undone.text
