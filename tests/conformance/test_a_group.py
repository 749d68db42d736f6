"""An accountability group in a channel: what is for all is seen by all, everything else by one."""

from __future__ import annotations

import pytest

from tests.conformance.person import Person, Platform, Seen
from tests.conformance.test_privacy import forged

SECRETS = ("Acme", "Baker", "Dana")


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


async def joined(person: Person, share: str = "share my numbers") -> Seen:
    await person.presses("Join", on="An accountability group starts here")
    return await person.fills(share=share)


async def alone(person: Person, *lines: str) -> Seen:
    """Says something where nobody else is; gives the last answer."""
    await person.goes_to(None)
    for line in lines:
        await person.types(line)
    await person.goes_to("hunters")
    return person.seen[-1]


def posts(person: Person) -> list[Seen]:
    """Returns what a person saw in the channel."""
    return [one for one in person.seen if not one.private]


def words(seen: Seen) -> str:
    return f"{seen.title} {seen.text} {dict(seen.facts)}"


async def test_both_see_that_a_group_starts_and_only_one_what_she_is_answered(
    ada: Person, bea: Person
) -> None:
    answer, welcome = ada.seen
    assert (answer.kind, answer.private) == ("answer", True)
    assert answer.facts["Time zone"] == "Europe/Berlin"
    assert (welcome.kind, welcome.private) == ("group", False)
    assert welcome.buttons == ("Join", "Set my goal", "Share a win")
    assert list(bea.seen) == [welcome]


async def test_a_second_person_joins_with_the_button_and_nobody_is_told(
    ada: Person, bea: Person
) -> None:
    before = list(ada.seen)
    form = await bea.presses("Join")
    assert [one.name for one in form.fields] == ["share"]
    answer = await bea.fills(share="share my numbers")
    assert (answer.kind, answer.private) == ("answer", True)
    assert "#hunters" in answer.title
    await ada.looks()
    assert list(ada.seen) == before


async def test_what_somebody_logs_counts_and_both_see_the_same_board(
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


async def test_whoever_started_it_may_take_a_win_away_and_nobody_else(
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
    assert "Only who shared it" in refused.text
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


async def test_leaving_takes_the_line_away_at_once(ada: Person, bea: Person) -> None:
    await joined(bea)
    await alone(bea, "/applied Acme")
    await ada.waits_until("2026-06-05T17:00")
    assert "bea" in posts(ada)[-1].facts
    left = await bea.types("/group leave")
    assert left.private
    board = await ada.types("/group board")
    assert "bea" not in board.facts
    assert "1 application" not in words(board)


async def test_stopping_asks_first_and_then_nothing_is_left(ada: Person, bea: Person) -> None:
    await joined(bea)
    asked = await ada.types("/group stop")
    assert asked.private
    stopped = await ada.presses("Yes, stop it")
    assert "Stopped" in stopped.title
    gone = await bea.types("/group board")
    assert gone.kind == "error"
    before = len(posts(ada))
    await ada.waits_until("2026-06-09T10:00")
    assert len(posts(ada)) == before


async def test_starting_and_joining_twice_change_nothing(
    platform: Platform, ada: Person, bea: Person
) -> None:
    again = await ada.types("/group start")
    assert "already" in again.text
    await joined(bea)
    twice = await joined(bea)
    assert "already" in twice.text
    await platform.catches_up()
    assert len(posts(bea)) == 1


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


async def test_who_never_joined_has_nothing_to_check_in_with(ada: Person, bea: Person) -> None:
    before = list(ada.seen)
    for line in ("check-in", "goal 1", "leave", "pause"):
        answer = await bea.types(f"/group {line}")
        assert (answer.kind, answer.private) == ("error", True), line
        assert "#hunters" in answer.text
    refused = await bea.types("/win Hello")
    assert (refused.kind, refused.private) == ("error", True)
    await ada.looks()
    assert list(ada.seen) == before


async def test_only_those_in_charge_change_or_stop_it(ada: Person, bea: Person) -> None:
    await joined(bea)
    before = list(ada.seen)
    for line in ("start checkin Thursday", "stop", "leave without ada"):
        answer = await bea.types(f"/group {line}")
        assert (answer.kind, answer.private) == ("error", True), line
        assert "Only whoever started" in answer.text
    answer = await bea.clicks(forged("group stop", group=1, sure=True))
    assert "Only whoever started" in answer.text
    await ada.looks()
    assert list(ada.seen) == before
    assert (await ada.types("/group board")).kind == "answer"


async def test_a_group_lives_in_a_channel(cyd: Person) -> None:
    answer = await cyd.types("/group start")
    assert answer.kind == "error"
    assert "channel" in answer.text


async def test_the_id_of_somebody_elses_group_opens_nothing(
    ada: Person, bea: Person, cyd: Person
) -> None:
    await joined(bea)
    before = list(ada.seen)
    for where in (None, "gardeners"):
        await cyd.goes_to(where)
        for command, args in (
            ("group join", {"share": "share my numbers"}),
            ("group board", {}),
            ("group leave", {}),
            ("group stop", {"sure": True}),
            ("win", {"text": "Hello"}),
            ("take-back-win", {"post": 1}),
        ):
            answer = await cyd.clicks(forged(command, group=1, **args))
            assert answer.kind == "error", command
            assert "can't find that group" in answer.text, command
    await ada.looks()
    assert list(ada.seen) == before


async def test_who_is_erased_in_mid_week_leaves_nothing_behind(
    platform: Platform, ada: Person, bea: Person
) -> None:
    await joined(bea)
    await bea.types("/group goal 1")
    await alone(bea, "/applied Acme")
    await ada.waits_until("2026-06-05T17:00")
    await bea.looks()
    await alone(bea, "/forget-me")
    await bea.presses("Yes, erase everything")
    await bea.presses("Erase it all now")
    board = await ada.types("/group board")
    assert "bea" not in words(board)
    pressed = await bea.presses("Set my goal", on="Check-in")
    assert pressed.kind in ("error", "form")
    if pressed.kind == "form":  # it opens before anything is looked up
        pressed = await bea.fills(applications="1")
    assert pressed.kind == "error"
    assert "Join first" in pressed.text
    await ada.waits_until("2026-06-12T17:00")
    assert "bea" not in words(posts(ada)[-1])


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


async def test_a_person_in_two_groups_is_asked_which_where_it_is_not_plain(
    platform: Platform, bea: Person
) -> None:
    await platform.channel("gardeners", "cyd", "bea")
    cyd = platform.person("cyd")
    await cyd.goes_to("gardeners")
    await cyd.types("/group start")
    await platform.catches_up()
    await bea.goes_to("gardeners")
    for name in ("hunters", "gardeners"):
        await bea.goes_to(name)
        await bea.types("/group join share my numbers")
    asked = await alone(bea, "/group check-in")
    assert asked.buttons == ("#hunters", "#gardeners")
    week = await bea.presses("#gardeners")
    assert week.title == "Your week in #gardeners"
    await alone(bea, "/applied Acme")
    await bea.waits_until("2026-06-05T17:00")
    boards = [one for one in posts(bea) if one.title == "Check-in"]
    assert [one.facts for one in boards] == [{"bea": "1 application"}] * 2, "it counts in both"


async def test_when_the_starter_leaves_the_next_one_takes_over(ada: Person, bea: Person) -> None:
    await joined(bea)
    left = await ada.types("/group leave")
    assert "looks after it now" in left.text
    await ada.waits("1m")
    await bea.looks()
    told = bea.seen[-1]
    assert (told.kind, told.private) == ("group", True)
    assert "in your hands" in told.title
    changed = await bea.types("/group start checkin Thursday")
    assert changed.facts["Check-in"] == "Thursday 16:00"


async def test_whoever_looks_after_it_can_take_a_member_out_by_name(
    ada: Person, bea: Person
) -> None:
    await joined(bea)
    await ada.types("/group leave without bea")
    assert "aren't a member" in (await bea.types("/group check-in")).text


async def test_group_alone_shows_what_there_is_as_buttons(ada: Person, bea: Person) -> None:
    menu = await alone(bea, "group")
    assert (menu.kind, menu.private, menu.buttons) == ("answer", True, ())
    await joined(bea)
    menu = await alone(bea, "followthrough group")
    assert menu.title == "#hunters"
    assert menu.buttons == ("My week", "Board", "Set my goal", "Share a win", "Take a break")
    week = await bea.presses("My week", on="#hunters")
    assert week.title == "Your week in #hunters"


async def test_who_does_not_manage_the_channel_can_only_ask_for_a_group(
    platform: Platform,
) -> None:
    await platform.channel("gardeners", "cyd", "dan")
    cyd, dan = platform.person("cyd"), platform.person("dan")
    for person in (cyd, dan):
        await person.goes_to("gardeners")
    refused = await dan.types("/group start")
    assert refused.private
    assert refused.buttons == ("Ask the channel's admins",)
    await platform.catches_up()
    assert posts(cyd) == []
    await dan.presses("Ask the channel's admins")
    await platform.catches_up()
    (asked,) = posts(cyd)
    assert "dan would like one" in asked.text
    await dan.presses("Start a group")
    await platform.catches_up()
    assert len(posts(cyd)) == 1, "it is not his to start"
    started = await cyd.presses("Start a group")
    assert "Starting a group in" in started.title
    await platform.catches_up()
    assert "An accountability group starts here" in [one.title for one in posts(dan)]
