"""The JSON that programs rely on: one object of one form for each thing seen."""

from __future__ import annotations

from typing import Any

from tests.adapters.console.process import chat


def test_the_job_in_four_lines() -> None:
    done = chat("/applied Acme as Baker", ".wait 8d", '.press "I sent it"', ".wait 9d")
    assert (done.code, done.err) == (0, "")
    logged, first, update, second, repeated = done.things
    assert (logged["kind"], logged["to"], logged["private"]) == ("answer", "@ada", True)
    assert first["kind"] == "nudge"
    assert first["nudge"] == ["follow_up 1"]
    assert first["at"] == "2026-06-08T09:00:00+02:00"
    assert first["draft"]["body"]
    assert {"I sent it", "They replied", "Snooze", "Skip"} <= set(first["buttons"])
    assert first["items"][0]["nudge"] == "follow_up 1"
    assert (update["kind"], update["nudge"]) == ("update", ["follow_up 1"])
    assert update["at"] == "2026-06-09T10:00:00+02:00"
    assert (second["nudge"], second["at"]) == (["follow_up 2"], "2026-06-12T09:00:00+02:00")
    assert (repeated["nudge"], repeated["at"]) == (["follow_up 2"], "2026-06-16T09:00:00+02:00")


def test_a_form_is_filled_line_by_line() -> None:
    done = chat("/applied", '.fill company="Bäckerei Nord"', ".fill role=Geselle", ".submit")
    opened, once, twice, answer = done.things
    assert [one["kind"] for one in done.things] == ["form", "form", "form", "answer"]
    values = {one["name"]: one["value"] for one in twice["fields"]}
    assert (values["company"], values["role"], values["on"]) == ("Bäckerei Nord", "Geselle", None)
    assert {one["name"] for one in opened["fields"]} == {one["name"] for one in once["fields"]}
    assert "Bäckerei Nord" in answer["title"]


def test_pairs_after_a_press_answer_its_form_at_once() -> None:
    done = chat("/applied Acme", ".wait 7d", ".press Snooze until=tomorrow", ".wait 1d")
    assert [one["kind"] for one in done.things] == ["answer", "nudge", "update", "nudge"]
    assert done.last["at"] == "2026-06-09T09:00:00+02:00"


def test_pairs_that_cannot_be_read_leave_the_form_open() -> None:
    done = chat(
        "/applied Acme",
        ".wait 7d",
        '.press Snooze until="no idea"',
        ".fill until=tomorrow",
        ".submit",
    )
    assert [one["kind"] for one in done.things] == ["answer", "nudge", "form", "form", "update"]
    assert done.things[2]["fields"][0]["value"] == "no idea"
    assert "Until when" in done.things[2]["text"]
    assert "next Monday" in done.things[2]["text"]


def test_pairs_for_a_button_that_asks_nothing_are_not_lost_in_silence() -> None:
    done = chat("/applied Acme", ".wait 7d", ".press Skip why=because")
    assert [one["kind"] for one in done.things] == ["answer", "nudge", "update", "error"]
    assert "why" in done.last["text"]


def test_what_is_open_where_is_said_when_nothing_is() -> None:
    done = chat(".fill a=b", ".submit", ".cancel", "/applied", ".fill color=red", ".fill red")
    kinds = [one["kind"] for one in done.things]
    assert kinds == ["error", "error", "error", "form", "error", "error"]
    assert "company" in done.things[4]["text"]


def test_a_label_that_is_not_there_names_the_nearest() -> None:
    done = chat(
        '.press "I sent it"',
        "/applied Acme",
        '.press "Undoo"',
        '.press Undo on "Zebra"',
        ".press Undo #3",
    )
    nothing, _, near, title, count = done.things
    assert "no button" in nothing["text"]
    assert "“Undo”" in near["text"]
    assert "Applied to Acme" in title["text"]
    assert "#3" in count["text"]
    assert (done.code, done.err) == (0, "")


def test_labels_need_no_quotes_and_no_capitals() -> None:
    done = chat("/applied Acme", ".wait 7d", ".press i sent it on follow up with acme")
    assert done.last["kind"] == "update"


def test_the_newest_message_comes_first_and_stale_looks_at_what_was_first_sent() -> None:
    done = chat(
        "/applied Acme",
        "/applied Zebra",
        ".press Undo",
        ".press Undo --stale",
        ".press Undo #2 --stale",
    )
    _, _, newest, stale, second = done.things
    assert "Zebra" in newest["text"]
    assert newest["kind"] == "update"
    assert "already" in stale["text"].lower()
    assert "Acme" in second["text"]


def test_an_unknown_directive_names_the_nearest() -> None:
    done = chat(".wiat 8d", ".")
    assert [one["kind"] for one in done.things] == ["error", "error"]
    assert ".wait" in done.things[0]["text"]


def test_everybody_has_their_own_view() -> None:
    done = chat(
        "/applied Acme",
        ".as bea",
        ".press Undo",
        "/applied Zebra",
        ".as ada",
        ".press Undo",
        ".as Bea Müller",
    )
    assert [one["to"] for one in done.things] == ["@ada", "@bea", "@bea", "@ada", "@ada"]
    assert [one["kind"] for one in done.things] == ["answer", "error", "answer", "update", "error"]


def test_a_private_answer_goes_to_the_person_wherever_typed() -> None:
    done = chat(".in #hunters", "/applied Acme", ".in dm", "/pipeline", ".in", ".dm")
    assert [(one["to"], one["private"]) for one in done.things] == [("@ada", True)] * 3
    assert done.last["kind"] == "error"


def test_at_is_in_the_readers_own_zone() -> None:
    done = chat("/applied Acme", "/settings zone America/New_York", "/pipeline", ".wait 8d")
    offsets = [one["at"][-6:] for one in done.things]
    assert offsets[0] == "+02:00"
    assert set(offsets[2:]) == {"-04:00"}
    assert done.last["at"] == "2026-06-08T09:00:00-04:00"


def test_a_forged_click_is_refused_in_words() -> None:
    done = chat(
        "/applied Acme", ".click nonsense", ".click undo|change=1", ".click undo|change=1", ".click"
    )
    assert [one["kind"] for one in done.things] == ["answer", "error", "answer", "error", "error"]


def test_resuming_brings_at_once_what_was_held() -> None:
    done = chat("/applied Acme", "/pause", ".wait 8d", "/resume")
    nudges = [one for one in done.things if one["kind"] == "nudge"]
    assert [one["nudge"] for one in nudges] == [["follow_up 1"]]


def everything(things: list[dict[str, Any]]) -> set[str]:
    return {label for one in things for label in one["buttons"]}


def test_the_labels_that_scripts_rely_on_are_there() -> None:
    done = chat(
        "/applied Acme",
        ".wait 7d",
        ".press I sent it",
        ".wait 3d",
        ".press I sent it",
        ".wait 5d",
        "/interview Acme at tomorrow 14:00",
        ".wait 2d",
    )
    assert everything(done.things) >= {
        "I sent it",
        "I called",
        "I thanked them",
        "They replied",
        "Snooze",
        "Skip",
        "Undo",
        "Edit",
        "Add details",
        "Debrief",
    }
