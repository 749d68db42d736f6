"""Answers about a pause match what the pause does."""

from __future__ import annotations

from tests.adapters.console.process import chat

RESTED = "Everything is paused until Sat 20 Jun at 09:00, and so are its reminders"


def test_an_interview_booked_in_a_pause_promises_no_reminder_that_the_pause_holds() -> None:
    done = chat(
        "/applied Acme",
        "/pause until 20 June",
        "/interview Acme at 10 June 14:00",
        "/nudges",
        ".wait 20d",
        "/pipeline",
    )
    booked, nudges = done.things[2:4]
    assert RESTED in booked["text"]
    assert "Reminder" not in dict(booked["facts"])
    reminder = next(one for one in nudges["items"] if one["nudge"] == "before_interview")
    assert reminder["text"] == "Held, planned for Wed 10 Jun at 12:00"
    assert "The interview began while everything was paused." in done.last["text"]


def test_an_interview_after_the_pause_is_reminded_of_as_ever() -> None:
    done = chat("/applied Acme", "/pause until 5 June", "/interview Acme at 10 June 14:00")
    assert "I'll remind you beforehand" in done.last["text"]
    assert dict(done.last["facts"])["Reminder"] == "Wed 10 Jun 12:00"


def test_the_pipeline_names_no_moment_at_which_a_pause_lets_nothing_come() -> None:
    done = chat(
        "/applied Acme", "/pause", "/pipeline", ".wait 10d", "/pipeline", "/pause until 20 June",
        "/pipeline",
    )  # fmt: skip
    lines = [one["items"][0]["text"] for one in done.things if one["title"] == "Your pipeline"]
    assert lines == [
        "applied · next Mon 8 Jun 09:00 (paused): follow up",
        "applied · due now: follow up (paused)",
        "applied · due now: follow up (paused)",
    ]


def test_a_first_follow_up_that_a_pause_holds_says_so() -> None:
    done = chat("/pause", "/applied Acme")
    assert dict(done.last["facts"])["First follow-up"] == "Mon 8 Jun (paused)"


def test_what_comes_after_a_pause_is_not_down_as_paused() -> None:
    done = chat("/pause until 5 June", "/applied Acme", "/job Acme", "/nudges")
    applied, job, nudges = done.things[1:]
    assert dict(applied["facts"])["First follow-up"] == "Mon 8 Jun"
    assert dict(job["facts"])["Next"] == "Mon 8 Jun 09:00: follow up"
    assert nudges["items"][0]["text"] == "Coming Mon 8 Jun 09:00"


def test_what_is_let_go_at_night_is_said_to_come_in_the_morning_and_does() -> None:
    done = chat(
        "/applied Acme", "/pause", ".wait until 2026-06-09T23:00", "/resume", "/pipeline",
        "/nudges", ".wait 1d",
    )  # fmt: skip
    resumed, pipeline, nudges, nudge = done.things[2:6]
    assert resumed["text"].endswith("comes in one message on Wed 10 Jun at 08:00.")
    assert pipeline["items"][0]["text"] == "applied · due now: follow up"
    assert nudges["items"][0]["text"] == "Coming Wed 10 Jun 08:00"
    assert nudge["at"] == "2026-06-10T08:00:00+02:00"


def test_a_reminder_that_was_missed_is_not_down_as_taken_care_of() -> None:
    done = chat(
        "/applied Zebra",
        "/applied Acme",
        "/interview Acme at 8 June 08:30",
        "/pause until 8 June",
        ".wait until 2026-06-08T09:30",
        '.press "Skip" on "Follow up with Zebra"',
        "/nudges",
    )
    pressed, nudges = done.things[-2:]
    assert [one["title"] for one in pressed["items"]] == ["Skipped: Zebra"]
    missed = next(one for one in nudges["items"] if one["nudge"] == "before_interview")
    why = "The interview began while everything was paused."
    assert missed["text"] == f"I couldn't deliver this: {why}"
