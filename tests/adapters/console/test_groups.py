"""Accountability groups at the console: what the channel sees, and what goes wrong."""

from __future__ import annotations

import pytest

from adapters.console.view_model import ViewKind
from tests.adapters.console.hunters import Hunters, facts


async def test_the_week_in_the_channel_is_posted_in_the_groups_own_time(group: Hunters) -> None:
    await group.says("coach", "/group start zone America/New_York")
    await group.joins("ada")
    await group.says("ada", "/applied Acme as Baker contact Dana")
    _, check_in = await group.waits("2026-06-06T12:00")
    assert (check_in.kind, check_in.private) == (ViewKind.GROUP, False)
    assert check_in.at.isoformat() == "2026-06-05T16:00:00-04:00"
    assert facts(check_in) == {"ada": "1 application"}


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
    assert "Shared numbers in the week of Mon 1 Jun: 2 applications." in board.text
    assert "Goal reached: ada." in board.text
    await group.says("ada", "/group leave")
    board = await group.says("coach", "/group board")
    assert facts(board) == {}
    assert "2 applications" not in board.text


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
        ("/group start", "Only the person who started"),
        ("/group stop", "Only the person who started"),
        ("/group leave without bea", "Only the person who started"),
        ("/group pause until yesterday", "has to end after today"),
        ("/group pause until today", "has to end after today"),
        (".click group join|share=my numbers|group=99", "can't find that group"),
        (".click take-back-win|group=1|post=99", "Only the person who shared it"),
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


async def test_undo_after_removing_a_member_says_who_can_come_back(group: Hunters) -> None:
    await group.joins("ada")
    undone = await group.says("coach", "/group leave without ada", "/undo")
    assert "removed a member from #hunters. Anyone who left can come back" in undone.text
