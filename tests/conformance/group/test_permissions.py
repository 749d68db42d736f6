"""Rights in a group: who may change, stop and see it, and who takes over."""

from __future__ import annotations

from tests.conformance.forged import forged
from tests.conformance.group.channel import joined, posts
from tests.conformance.person import Person, Platform


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


async def test_nothing_is_asked_for_a_group_that_is_not_there(bea: Person, cyd: Person) -> None:
    assert (await bea.types("/group join")).kind == "form"
    await bea.closes()
    for where in (None, "gardeners"):
        await cyd.goes_to(where)
        for line in ("/group join", "/win"):
            refused = await cyd.types(line)
            assert (refused.kind, refused.private) == ("error", True), line
            assert "group" in refused.text
    await bea.goes_to("hunters")
    assert "aren't a member" in (await bea.types("/win")).text


async def test_only_those_in_charge_change_or_stop_it(ada: Person, bea: Person) -> None:
    await joined(bea)
    before = list(ada.seen)
    for line in ("start checkin Thursday", "stop", "leave without ada"):
        answer = await bea.types(f"/group {line}")
        assert (answer.kind, answer.private) == ("error", True), line
        assert "Only the person who started" in answer.text
    answer = await bea.clicks(forged("group stop", group=1, sure=True))
    assert "Only the person who started" in answer.text
    await ada.looks()
    assert list(ada.seen) == before
    assert (await ada.types("/group board")).kind == "answer"


async def test_the_id_of_another_group_opens_nothing(ada: Person, bea: Person, cyd: Person) -> None:
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


async def test_when_the_starter_leaves_the_next_one_takes_over(ada: Person, bea: Person) -> None:
    await joined(bea)
    left = await ada.types("/group leave")
    assert "runs it now" in left.text
    await ada.waits("1m")
    await bea.looks()
    sent = bea.seen[-1]
    assert (sent.kind, sent.private) == ("group", True)
    assert "in your hands" in sent.title
    changed = await bea.types("/group start checkin Thursday")
    assert changed.facts["Check-in"] == "Thursday 16:00"


async def test_the_one_in_charge_can_remove_a_member_by_name(ada: Person, bea: Person) -> None:
    await joined(bea)
    await ada.types("/group leave without bea")
    assert "aren't a member" in (await bea.types("/group check-in")).text


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
