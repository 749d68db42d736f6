"""The first message about a company may be its reply: nothing has to be typed twice."""

from __future__ import annotations

import pytest

from tests.conformance.person import Person


async def test_an_interview_there_is_booked_with_one_press(ada: Person) -> None:
    asked = await ada.types("/interview Acme at 2026-06-04 14:00 with Dana Weiss")
    assert "don't know an application at “Acme”" in asked.text
    booked = await ada.presses("Log Acme")
    assert booked.title == "Interview at Acme"
    assert booked.facts["With"] == "Dana Weiss"
    assert "logged as of Mon 1 Jun" in booked.text
    assert [one.nudges for one in await ada.waits_until("2026-06-04T15:30")] == [
        ("before_interview",),
        ("thank_you 1",),
    ]


async def test_one_undo_takes_both_back(ada: Person) -> None:
    await ada.types("/heard-back Acme they like it")
    await ada.presses("Log Acme")
    await ada.presses("Undo")
    assert (await ada.types("/pipeline")).items == ()


async def test_it_counts_as_applied_to_no_later_than_what_came_of_it(ada: Person) -> None:
    await ada.types("/rejected Acme on 2026-05-20")
    assert "logged as of Wed 20 May" in (await ada.presses("Log Acme")).text


async def test_its_role_is_no_part_of_its_name(ada: Person) -> None:
    await ada.types("/interview Acme as Head Baker at 2026-06-04 14:00")
    assert (await ada.presses("Log Acme as Head Baker")).title == "Interview at Acme (Head Baker)"
    await ada.types("/followed-up Globex as Clerk")
    assert (await ada.presses("Log Globex as Clerk")).title == "Followed up with Globex (Clerk)"
    await ada.types("/rejected Acme as Head Baker")
    assert len((await ada.types("/pipeline")).items) == 2


@pytest.mark.parametrize("line", ["/job", "/edit", "/delete", "/draft", "/phone"])
async def test_what_needs_an_application_offers_to_log_none(ada: Person, line: str) -> None:
    await ada.types("/applied Acme as Baker")
    refused = await ada.types(f"{line} Hooli")
    assert refused.text.startswith("You have no application at “Hooli”.")
    assert refused.buttons == ()
    assert [item.title for item in (await ada.types("/pipeline")).items] == ["Acme (Baker)"]


async def test_it_offers_the_names_that_are_near(ada: Person) -> None:
    await ada.types("/applied Globex as Baker")
    await ada.types("/applied Stark Industries")
    asked = await ada.types("/delete Globalx")
    assert asked.buttons == ("Globex, Baker",)
    assert (await ada.presses("Globex, Baker")).title == "Delete Globex (Baker)?"
    asked = await ada.types("/job the Stark Industries plant")
    assert asked.buttons == ("Stark Industries, applied",)
    assert (await ada.types("Stark Industries")).title == "Stark Industries"


async def test_undo_says_that_it_takes_no_company(ada: Person) -> None:
    await ada.types("/applied Acme")
    asked = await ada.types("/undo Nope")
    assert "takes nothing after it" in asked.text
    assert asked.buttons == ("Take back the last thing you did",)
    assert (await ada.presses("Take back the last thing you did")).title == "Taken back"


@pytest.mark.parametrize("line", ["/withdrew Acme", "/ghosted Acme", "left a voicemail at Acme"])
async def test_what_happened_there_is_logged_along(ada: Person, line: str) -> None:
    asked = await ada.types(line)
    assert "Should I log it, along with what you just said?" in asked.text
    assert "logged as of Mon 1 Jun" in (await ada.presses("Log Acme")).text


async def test_a_debrief_waits_until_it_is_known_when_the_interview_was(ada: Person) -> None:
    await ada.types("/debrief Acme")
    await ada.fills(went="well", with_whom="Dana Weiss")
    form = await ada.presses("Log Acme")
    assert form.title == "When was the interview at Acme?"
    assert (await ada.fills(at="today 9am")).facts["You met"] == "Dana Weiss"


async def test_a_quoted_name_keeps_its_as(ada: Person) -> None:
    await ada.types('/rejected "Same as Ever"')
    assert (await ada.presses("Log Same as Ever")).title == "Same as Ever said no"


async def test_a_form_keeps_the_role_that_was_typed_before_it(ada: Person) -> None:
    await ada.types("/interview Acme as Baker")
    await ada.fills(at="2026-06-04 14:00")
    assert (await ada.presses("Log Acme as Baker")).title == "Interview at Acme (Baker)"


@pytest.mark.parametrize("name", ["Acme | Söhne", "+Acme", "a" * 90])
async def test_any_name_goes_through_the_button(ada: Person, name: str) -> None:
    await ada.types(f'/offered "{name}"')
    await ada.presses(f"Log {name}"[:75])
    assert [item.title for item in (await ada.types("/pipeline")).items] == [name]
