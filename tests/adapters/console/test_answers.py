"""An answer says what is true at that moment, and names what can be done next."""

from __future__ import annotations

from tests.adapters.console.process import chat


def test_an_interview_that_has_begun_does_not_start_soon() -> None:
    done = chat("/interview Acme at today 9:30 for 2h", '.press "Log Acme"')
    assert "It has begun" in done.last["text"]


def test_a_moved_interview_is_moved_to_its_day() -> None:
    done = chat(
        "/interview Acme at 2026-06-03 14:00",
        '.press "Log Acme"',
        '.press Moved at="2026-06-05 14:00"',
        "/job Acme",
    )
    assert "Interview moved to Fri 5 Jun 14:00" in done.last["text"]


def test_a_pause_until_today_is_refused_for_what_it_is() -> None:
    today, yesterday = chat("/pause until today", "/pause until yesterday").things
    assert today["text"] == (
        "A pause ends at your nudge hour, 09:00, and today's has passed. Until when should I wait?"
    )
    assert yesterday["text"] == "Sun 31 May is over. Until when should I wait?"


def test_quiet_hours_of_no_length_are_none() -> None:
    assert ["Quiet hours", "none"] in chat("/settings quiet 3:00 until 3:00").last["facts"]


def test_what_is_put_off_says_until_what_time() -> None:
    done = chat("/applied Acme", ".wait 7d", '.press Snooze until="this evening"', "/nudges")
    assert "Snoozed until Mon 8 Jun at 18:00." in [item["text"] for item in done.last["items"]]


def test_one_entry_is_counted_as_one() -> None:
    assert chat("/applied Acme", "/delete Acme").last["text"].startswith("It has 1 entry since")


def test_undo_after_a_delete_takes_back_nothing_older_unasked() -> None:
    done = chat(
        "/applied Acme",
        "/applied Beta",
        "/delete Acme",
        '.press "Yes, delete it"',
        "/undo",
        "/undo",
    )
    first, second = done.things[-2:]
    assert first["title"] == "Nothing was taken back"
    assert "What was deleted cannot come back" in first["text"]
    assert "Acme" not in first["text"]
    assert "your application to Beta" in second["text"]


def test_a_thank_you_is_missed_only_once_its_24_hours_are_over() -> None:
    done = chat(
        "/interview Acme at today 11:00",
        '.press "Log Acme"',
        ".wait until 2026-06-02T11:59",
        "/stats",
        ".wait 1m",
        "/stats",
        '.press "I thanked them"',
        "/stats",
    )
    numbers = [dict(one["facts"]) for one in done.things if one["title"] == "Your numbers"]
    assert [facts["Interviews held"] for facts in numbers] == ["1", "1", "1"]
    assert [facts["Thanked within 24 h"] for facts in numbers] == [
        "none yet",
        "0 of 1 (0%)",
        "1 of 1 (100%)",
    ]


def test_in_a_pause_nothing_is_said_to_come_on_a_day_gone_by() -> None:
    done = chat("/applied Acme", "/pause until 2026-06-20", ".wait 10d", "/nudges")
    (coming,) = done.last["items"]
    assert coming["text"] == "Coming Sat 20 Jun 09:00"
    done = chat("/applied Acme", "/pause", ".wait 10d", "/nudges")
    assert done.last["items"][0]["text"] == "Held, planned for Mon 8 Jun at 09:00"


def test_a_list_that_is_cut_says_so() -> None:
    ten = [f"/applied Company {number}" for number in range(10)]
    whole, _, cut = chat(*ten, "/nudges", "/applied One More", "/nudges").things[-3:]
    assert whole["text"] == "0 waiting for you · 10 coming · 0 done recently"
    assert cut["text"] == (
        "0 waiting for you · more than 10 coming · 0 done recently\n"
        "The first 10 of each are here; the others are in /pipeline."
    )
    assert len(cut["items"]) == 10


def test_the_call_back_is_when_the_settings_have_it() -> None:
    usual = chat("/rejected Acme", '.press "Log Acme"').last
    assert "call-back list for about three months from now" in usual["text"]
    sooner = chat("/settings callback 30", "/rejected Acme", '.press "Log Acme"').last
    assert "call-back list for about a month from now" in sooner["text"]


def test_a_field_left_empty_is_said_to_be_needed() -> None:
    asked_again = chat("/applied", ".fill role=Baker", ".submit").last
    assert asked_again["kind"] == "form"
    assert asked_again["text"] == "Which company: This one is needed."


def test_one_application_has_its_history() -> None:
    asked = chat("/applied Acme", "/forget-me", '.press "Yes, erase everything"').last
    assert "That's 1 application with all its history." in asked["text"]


def test_an_outreach_after_the_end_promises_no_next_step() -> None:
    done = chat("/applied Acme", "/withdrew Acme", "/followed-up Acme", "/nudges")
    followed, coming = done.things[-2:]
    assert followed["text"] == "Logged. It is at withdrawn, so no next step is planned."
    assert coming["items"] == []


def test_other_words_for_a_choice_are_understood() -> None:
    done = chat(
        "/applied Acme",
        "/interview Acme at fri 15:00 zoom",
        "/followed-up Acme by linkedin message",
        "/stats last 30 days",
    )
    _, booked, sent, numbers = done.things
    assert ["Kind", "video"] in booked["facts"]
    assert ["How", "linkedin"] in sent["facts"]
    assert "since Sat 2 May" in numbers["text"]


def test_a_choice_that_is_none_says_which_there_are() -> None:
    done = chat("/applied Acme", "/followed-up Acme by carrier pigeon", "/stats last week")
    assert "email, phone, linkedin or in person" in done.things[1]["text"]
    assert "/stats [week/month/quarter/year/all] [share]" in done.things[2]["text"]


def test_another_name_that_ends_like_a_choice_is_a_name() -> None:
    done = chat("/applied Stand", "/followed-up Stand by Me")
    assert "“Stand by Me”" in done.last["text"]
