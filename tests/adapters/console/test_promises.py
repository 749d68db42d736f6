"""Answers promise what really comes, and what comes is true when it comes."""

from __future__ import annotations

from tests.adapters.console.process import chat


def test_an_interview_moved_after_a_farewell_is_reminded_of_as_it_says() -> None:
    done = chat(
        "/applied Acme",
        "/interview Acme at 10 June 14:00",
        "/withdrew Acme",
        '.press Moved on "Interview at" at="11 June 14:00"',
        ".wait until 2026-06-11T13:00",
    )
    assert done.last["nudge"] == ["before_interview"]
    assert done.last["at"] == "2026-06-11T12:00:00+02:00"


def test_an_interview_from_before_the_no_does_not_open_it_again() -> None:
    done = chat("/applied Acme on 20 May", "/rejected Acme", "/interview Acme at 28 May 14:00")
    assert dict(done.last["facts"])["Next"] == "Tue 2 Jun 09:00: answer the rejection"


def test_an_interview_from_before_a_silence_counts_once_it_is_taken_up_again() -> None:
    done = chat(
        "/applied Acme on 20 May",
        "/ghosted Acme",
        '.press "Try again"',
        "/interview Acme at 28 May 14:00",
        "/job Acme",
    )
    assert dict(done.last["facts"])["Stage"] == "interviewing"


def test_an_interview_that_moves_keeps_whom_one_meets_then_and_how() -> None:
    done = chat(
        "/applied Acme",
        "/interview Acme at 10 June 14:00 phone with Dana",
        "/interview Acme at 11 June 14:00 video with Zoe",
        ".press Moved",
        '.press Moved on "Moved: interview" at="12 June 14:00"',
    )
    moved, again = (dict(one["facts"]) for one in done.things if one["kind"] == "update")
    assert (moved["Kind"], moved["With"]) == ("video", "Zoe")
    assert (again["Kind"], again["With"]) == ("video", "Zoe")


def test_a_call_back_is_promised_from_the_day_of_the_no_and_only_where_it_comes() -> None:
    done = chat(
        "/applied Acme on 1 April 2026", "/applied Beta on 1 April 2026",
        "/rejected Acme on 3 April 2026",
        "/rejected Beta on 10 May", '.press "I sent it"', ".wait 80d",
    )  # fmt: skip
    acme, beta = (one for one in done.things if one["title"].endswith("said no"))
    assert "call-back" not in acme["text"]
    assert "for about two months from now" in beta["text"]
    assert done.last["nudge"] == ["keep_in_touch"]


def test_an_answer_to_ones_thanks_for_a_no_is_not_a_reason_to_thank_once_more() -> None:
    done = chat(
        "/applied Acme", "/rejected Acme", '.press "I sent it"', "/heard-back Acme welcome",
        "/draft Acme",
    )  # fmt: skip
    heard, draft = done.things[-2:]
    assert dict(heard["facts"])["Next"] == "Mon 31 Aug 09:00: get back in touch"
    assert draft["draft"]["subject"].startswith("Keeping in touch")


def test_a_reply_after_ones_question_is_not_called_silence() -> None:
    done = chat(
        "/applied Acme", "/interview Acme at 1 June 11:00", ".wait 9h", "/thanked Acme",
        ".wait 7d", "/followed-up Acme", "/heard-back Acme", ".wait 7d",
    )  # fmt: skip
    assert done.last["nudge"] == ["check_in 1"]
    assert done.last["text"].startswith("They replied on Mon 8 Jun; the next step is still open.")


def test_thanking_after_two_rounds_of_one_day_thanks_each_once() -> None:
    done = chat(
        "/applied Acme", "/interview Acme at 11:00 for 30m", "/interview Acme at 13:00 for 30m",
        '.press "Another round"', ".wait 4h", "/thanked Acme yesterday", "/thanked Acme",
        "/thanked Acme", "/thanked Acme", ".wait 2d",
    )  # fmt: skip
    early, one, two, three = [at for at in done.things if at["kind"] in ("answer", "error")][-4:]
    assert early["text"] == (
        "That interview was today, and Sun 31 May is before that. Nothing was logged."
    )
    assert one["text"] == two["text"] == "Sent within 24 hours of the interview. Well done."
    assert three["text"] == "Already done: you thanked Acme today."
    assert done.last == three


def test_a_thank_you_of_a_day_long_ago_is_for_the_interview_before_it() -> None:
    done = chat(
        "/applied Acme on 4 May", "/interview Acme at 12 May 10:00",
        "/interview Acme at 31 May 20:00", "/thanked Acme on 13 May", "/thanked Acme",
    )  # fmt: skip
    assert done.things[3]["text"] == "Sent the day after the interview. Well done."
    assert "within 24 hours" in done.last["text"]


def test_one_thank_you_waits_for_one_interview() -> None:
    done = chat("/applied Acme", "/interview Acme at 11:00", ".wait 8h", "/nudges")
    assert done.last["text"].startswith("1 waiting for you")


def test_what_was_to_be_done_by_a_day_that_is_over_is_wanted_no_more() -> None:
    done = chat(
        "/plan Acme by 3 June", "/applied Beta", "/offered Beta answer by 3 June",
        "/pause until 4 June", ".wait 3d", "/nudges",
    )  # fmt: skip
    offer, plan = (one["text"] for one in done.last["items"][2:])
    why = "I couldn't deliver this: Its time passed while everything was paused."
    assert offer == plan == why


def test_correcting_one_day_of_a_plan_keeps_the_other_as_corrected() -> None:
    done = chat(
        "/plan Acme by 12 June", "/edit Acme by 19 June", "/edit Acme on 28 May",
        ".wait until 2026-06-17T10:00",
    )  # fmt: skip
    assert done.last["text"].startswith("You want to apply by Fri 19 Jun.")
    assert done.last["at"] == "2026-06-17T09:00:00+02:00"


def test_what_was_sent_already_is_not_announced_for_the_day_it_moves_to() -> None:
    done = chat(
        "/applied Acme on 1 June", ".wait until 2026-06-08T10:00", "/edit Acme on 4 June",
        ".wait 3d",
    )  # fmt: skip
    edited, nudge = done.things[2:4]
    assert dict(edited["facts"])["Next"] == "due now: follow up"
    assert nudge["at"] == "2026-06-10T09:00:00+02:00"


def test_a_no_of_long_ago_ends_nothing_that_came_after_it_and_says_so() -> None:
    done = chat(
        "/applied Acme on 20 May", "/interview Acme at 4 June 14:00", "/rejected Acme on 25 May",
        "/rejected Acme on 1 May",
    )  # fmt: skip
    noted, refused = done.things[2:4]
    assert noted["title"] == "Acme said no on Mon 25 May"
    assert "so it is at interviewing" in noted["text"]
    assert refused["text"].startswith("You applied to Acme on Wed 20 May, and Fri 1 May is before")


def test_nobody_decides_by_a_day_that_is_over() -> None:
    done = chat(
        "/applied Acme", "/heard-back Acme", '.press "They decide by …" by=2026-05-29', ".cancel"
    )
    said = " ".join(error for one in done.things for error in [one["text"], str(one["fields"])])
    assert "Fri 29 May has passed. When will they decide?" in said


def test_a_letter_names_the_day_that_its_reader_knows() -> None:
    done = chat(
        "/applied Acme", "/interview Acme at 3 June 5pm PT", ".wait until 2026-06-04T20:00",
        "/draft Acme withdraw", "/draft Acme thank-you",
    )  # fmt: skip
    booked = done.things[1]
    assert dict(booked["facts"])["Starts"] == "Thu 4 Jun 02:00"
    assert "our conversation on Wednesday 3 June" in done.things[-2]["draft"]["body"]
    assert "talk with me yesterday" in done.last["draft"]["body"]


def test_an_outreach_promises_a_next_step_only_where_one_comes() -> None:
    planned, _, old = chat(
        "/plan Acme", "/followed-up Acme", "/applied Beta on 1 April 2026",
        "/followed-up Beta on 10 April",
    ).things[1:]  # fmt: skip
    assert planned["text"].endswith(
        "Follow-ups count from the day you apply; tell me once you have."
    )
    assert old["text"] == "Logged. That was a while ago, so no next step is planned."


def test_a_debrief_without_topics_does_not_say_that_they_are_in_the_letter() -> None:
    bare, full = (
        chat(
            "/applied Acme", "/interview Acme at today 9:00 for 30m", "/debrief Acme",
            f".fill {said}", ".submit",
        ).last["text"]
        for said in ("went=well", "talked_about=ovens")
    )  # fmt: skip
    assert bare == "Saved. Here is the thank-you, with room for what you talked about."
    assert full == "Saved. Here is the thank-you, with what you talked about."
