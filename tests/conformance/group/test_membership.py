"""An accountability group in a channel: what is for all is seen by all, everything else by one."""

from __future__ import annotations

from tests.conformance.group.channel import alone, joined, posts, words
from tests.conformance.person import Person, Platform


async def test_both_see_that_a_group_starts_and_only_one_what_she_is_answered(
    ada: Person, bea: Person
) -> None:
    answer, welcome = ada.seen
    assert (answer.kind, answer.private) == ("answer", True)
    assert answer.facts["Time zone"] == "Europe/Berlin"
    assert (welcome.kind, welcome.private) == ("group", False)
    assert welcome.buttons == ("Join", "Set my goal", "Share a win")
    assert list(bea.seen) == [welcome]


async def test_a_second_person_joins_with_the_button_and_nothing_is_posted(
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


async def test_a_group_lives_in_a_channel(cyd: Person) -> None:
    answer = await cyd.types("/group start")
    assert answer.kind == "error"
    assert "channel" in answer.text


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


async def test_group_alone_shows_what_there_is_as_buttons(ada: Person, bea: Person) -> None:
    menu = await alone(bea, "group")
    assert (menu.kind, menu.private, menu.buttons) == ("answer", True, ())
    await joined(bea)
    menu = await alone(bea, "followthrough group")
    assert menu.title == "#hunters"
    assert menu.buttons == ("My week", "Board", "Set my goal", "Share a win", "Take a break")
    week = await bea.presses("My week", on="#hunters")
    assert week.title == "Your week in #hunters"
