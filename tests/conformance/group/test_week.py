"""A group's week: the board, goals, the midweek line, wins and breaks."""

from __future__ import annotations

import pytest

from tests.conformance.group.channel import alone, joined, posts, words
from tests.conformance.person import Person, Platform

SECRETS = ("Acme", "Baker", "Dana")


async def test_what_a_member_logs_counts_and_both_see_the_same_board(
    platform: Platform, ada: Person, bea: Person
) -> None:
    await joined(bea)
    await bea.presses("Set my goal", on="An accountability group starts here")
    goal = await bea.fills(applications="1")
    assert "1 application a week" in goal.text
    await alone(bea, "/applied Acme as Baker contact Dana")
    await ada.waits_until("2026-06-05T17:00")
    await bea.looks()
    (check_in,) = posts(ada)[1:]
    assert check_in.at.isoformat() == "2026-06-05T16:00:00+02:00"
    assert check_in.facts == {"bea": "1 application · goal reached · 1 week kept"}
    assert posts(bea)[1:] == [check_in]
    board = await bea.types("/group board")
    assert board.private
    assert board.facts["bea"] == check_in.facts["bea"]
    assert "reached your goal" in board.facts["You"]
    assert not [secret for secret in SECRETS if any(secret in words(one) for one in posts(ada))]


async def test_who_is_in_it_just_for_themselves_has_no_line(
    platform: Platform, ada: Person, bea: Person
) -> None:
    answer = await joined(bea, "just for me")
    assert "no line" in answer.text
    await alone(bea, "/applied Acme")
    await ada.waits_until("2026-06-12T17:00")
    assert not any("bea" in words(one) for one in posts(ada))
    board = await bea.types("/group board")
    assert [*board.facts] == ["You"]


async def test_a_goal_typed_in_the_channel_is_ones_own_business(ada: Person, bea: Person) -> None:
    await joined(bea)
    before = list(ada.seen)
    goal = await bea.types("/group goal 2 follow-ups 1")
    assert goal.private
    assert "2 applications and 1 follow-up a week" in goal.text
    week = await bea.types("/group check-in")
    assert week.private
    assert "Your goal: 2 applications and 1 follow-up" in week.text
    await ada.looks()
    assert list(ada.seen) == before


async def test_the_midweek_line_comes_to_one_alone(ada: Person, bea: Person) -> None:
    await joined(bea)
    await bea.types("/group goal 2")
    before = list(ada.seen)
    (line,) = await bea.waits_until("2026-06-03T12:00")
    assert (line.kind, line.private) == ("group", True)
    assert line.at.isoformat() == "2026-06-03T09:00:00+02:00"
    assert "2 applications" in line.text
    await ada.looks()
    assert list(ada.seen) == before


async def test_a_win_is_previewed_shared_with_both_and_taken_back(
    platform: Platform, ada: Person, bea: Person
) -> None:
    await joined(bea)
    preview = await alone(bea, "/win Got <!channel> @everyone *an* interview")
    assert preview.private
    assert preview.text == "Got <!channel> @everyone *an* interview"
    await platform.catches_up()
    assert len(posts(ada)) == 1, "nothing is posted before she says so"
    await bea.presses("Share it")
    await platform.catches_up()
    shared = posts(ada)[-1]
    assert (shared.title, shared.text) == ("A win from bea", preview.text)
    assert posts(bea)[-1] == shared
    await bea.presses("Take it back")
    await platform.catches_up()
    gone = posts(ada)[-1]
    assert gone.kind == "update"
    assert "interview" not in words(gone)
    assert posts(bea)[-1] == gone


async def test_only_the_starter_may_take_away_anothers_win(
    platform: Platform, ada: Person, bea: Person
) -> None:
    await joined(ada)
    await joined(bea)
    for author, other in ((ada, bea), (bea, ada)):
        await author.types("/win Hello")
        await author.presses("Share it")
        await platform.catches_up()
        await other.presses("Take it back")
        await platform.catches_up()
    refused, *_ = [one for one in bea.seen if one.kind == "error"]
    assert refused.private
    assert "Only the person who shared it" in refused.text
    assert [one.title for one in posts(ada) if one.kind == "update"] == ["A win, taken back"]


async def test_a_break_keeps_the_streak_and_brings_no_midweek_line(
    ada: Person, bea: Person
) -> None:
    await joined(bea)
    await bea.types("/group goal 1")
    await alone(bea, "/applied Acme on 1 June")
    await ada.waits_until("2026-06-08T10:00")
    paused = await bea.types("/group pause until 15 June")
    assert paused.private
    assert "Mon 15 Jun" in paused.title
    await ada.waits_until("2026-06-12T17:00")
    await bea.looks()
    lately = [one for one in bea.seen if one.at.isoformat() > "2026-06-08T10"]
    assert [one.private for one in lately if one.kind == "group"] == [False]
    assert posts(ada)[-1].facts == {"bea": "1 week kept · on a break"}
    back = await bea.presses("I'm back")
    assert "streak" in back.text


@pytest.mark.parametrize("typed", ["-1", "1000000000", "201", "many"])
async def test_a_goal_that_is_none_is_asked_again_in_private(
    ada: Person, bea: Person, typed: str
) -> None:
    await joined(bea)
    before = list(ada.seen)
    said = await bea.types(f"/group goal {typed}")
    assert said.kind in ("error", "form")
    assert said.private
    assert said.text
    await bea.presses("Set my goal", on="An accountability group starts here")
    again = await bea.fills(applications=typed)
    assert again.kind in ("form", "error")
    assert again.private
    assert again.text
    await ada.looks()
    assert list(ada.seen) == before


async def test_undo_after_a_goal_says_what_to_do_instead_and_spares_what_came_before(
    bea: Person,
) -> None:
    await joined(bea)
    await alone(bea, "/applied Acme as Baker")
    await bea.types("/group goal 2")
    undone = await alone(bea, "/undo")
    assert undone.title == "Nothing was taken back"
    assert "set your goal in #hunters" in undone.text
    assert "/group goal" in undone.text
    assert "Baker" in (await alone(bea, "/job Acme")).title
    assert "Acme" in (await alone(bea, "/undo")).text
    assert (await alone(bea, "/pipeline")).items == ()
