"""The words of a nudge, and how kind they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.domain.applications.activity import ActivityKind
from bot.domain.people.person import Pause
from bot.domain.reminders.nudge import NudgeKind
from tests.bot.history import Hunt
from tests.bot.texts.gallery import said
from tests.bot.texts.people import debriefed, hunt, interviewed, person, wrote


def test_a_nudge_names_company_and_role_in_its_title() -> None:
    assert said(hunt(), NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00")[0] == "Follow up with Acme (Baker)"


def test_a_nudge_says_why_now() -> None:
    ada = hunt()
    assert "You applied on Mon 1 Jun" in said(ada, NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00")[1]
    wrote(ada, "8 Jun")
    assert "You wrote on Mon 8 Jun" in said(ada, NudgeKind.FOLLOW_UP, 2, "11 Jun 9:00")[1]
    ada.did(ActivityKind.TRIED_AGAIN, "30 Jun")
    assert "You tried again on Tue 30 Jun" in said(ada, NudgeKind.FOLLOW_UP, 1, "6 Jul 9:00")[1]


def test_dates_in_a_nudge_are_in_the_persons_language() -> None:
    text = said(hunt(), NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00", to=person(language="de"))[1]
    assert "on Mo., 1. Juni and" in text


def test_a_reminder_that_comes_again_says_it_is_the_last() -> None:
    first = said(hunt(), NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00")
    again = said(hunt(), NudgeKind.FOLLOW_UP, 1, "10 Jun 9:00", again=True)
    assert again[0] == first[0]
    assert "the second and last reminder" in again[1]


def test_more_than_an_hour_late_is_said_and_is_nobodys_fault() -> None:
    on_time = said(hunt(), NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00", now="8 Jun 10:00")[1]
    late = said(hunt(), NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00", now="8 Jun 12:00")[1]
    assert "late" not in on_time
    assert late.endswith("This one is 3 h late; that's on me.")


def test_what_a_pause_held_back_is_not_late() -> None:
    ada = hunt()
    since, ended = ada.at("7 Jun 9:00"), ada.at("9 Jun 12:00")
    until = person(pause=Pause(since, date(2026, 6, 9)))
    resumed = person(pause=Pause(since, None, ended))
    over = person(pause=Pause(ada.at("1 Jun 9:00"), date(2026, 6, 3)))
    text = {
        name: said(ada, NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00", now="9 Jun 12:00", to=who)[1]
        for name, who in {"until": until, "resumed": resumed, "over": over}.items()
    }
    assert "late" not in text["until"]
    assert "late" not in text["resumed"]
    assert "1 day late" in text["over"]


def test_before_an_interview_its_start_and_people_are_named() -> None:
    ada = hunt()
    met = interviewed(ada)
    text = said(ada, NudgeKind.BEFORE_INTERVIEW, 0, "18 Jun 12:00", subject=met)[1]
    assert text.startswith("It starts in 2 h, at 14:00, with Tom and Maria.")
    assert "what happens next and by when" in text
    evening = said(ada, NudgeKind.BEFORE_INTERVIEW, 0, "17 Jun 20:00", subject=met)[1]
    assert evening.startswith("It starts in 18 h, tomorrow at 14:00")


def test_thank_yous_fit_their_hour() -> None:
    ada = hunt()
    met = interviewed(ada)
    debriefed(ada, met)
    text = {
        now: said(ada, NudgeKind.THANK_YOU, 3, "19 Jun 14:00", now=now, subject=met)[1]
        for now in ("19 Jun 14:00", "20 Jun 9:00")
    }
    assert "You have 1 h left to thank them within 24 h" in text["19 Jun 14:00"]
    assert "A late thank-you is still welcome" in text["20 Jun 9:00"]
    assert "left" not in text["20 Jun 9:00"]


def test_a_thank_you_has_a_gap_until_it_is_debriefed_then_notes_to_check() -> None:
    ada = hunt()
    met = interviewed(ada)
    gap = said(ada, NudgeKind.THANK_YOU, 1, "18 Jun 15:15", subject=met)[1]
    assert gap.endswith("; fill in the [brackets] first.")
    debriefed(ada, met)
    noted = said(ada, NudgeKind.THANK_YOU, 1, "18 Jun 15:15", subject=met)[1]
    assert noted.endswith("; check the [brackets] first.")


def test_the_day_they_named_is_the_reason_to_ask() -> None:
    ada = hunt()
    met = interviewed(ada)
    debriefed(ada, met)
    assert (
        "They said they'd decide by Fri 26 Jun"
        in said(ada, NudgeKind.AFTER_INTERVIEW, 1, "29 Jun 9:00", subject=met)[1]
    )


def test_a_call_names_the_number_if_it_is_known() -> None:
    ada = hunt()
    wrote(ada, "8 Jun")
    text = said(ada, NudgeKind.PICK_UP_THE_PHONE, 0, "15 Jun 9:00")[1]
    assert "Call Maria Baker (HR) at 555-0101;" in text


def test_a_letter_with_gaps_says_so() -> None:
    ada = hunt()
    nameless = replace(person(), name="")
    assert "[brackets]" not in said(ada, NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00")[1]
    assert "[brackets]" in said(ada, NudgeKind.FOLLOW_UP, 1, "8 Jun 9:00", to=nameless)[1]
    assert "[brackets]" in said(ada, NudgeKind.FOLLOW_UP, 2, "11 Jun 9:00")[1]
    assert "[brackets]" not in said(ada, NudgeKind.CLOSE_THE_LOOP, 0, "29 Jun 9:00", to=nameless)[1]


def test_the_silence_is_counted_from_the_last_word() -> None:
    ada = hunt()
    assert "quiet for 14 days" in said(ada, NudgeKind.CLOSE_THE_LOOP, 0, "15 Jun 9:00")[1]
    wrote(ada, "11 Jun")
    assert "quiet for 14 days" in said(ada, NudgeKind.CLOSE_THE_LOOP, 0, "25 Jun 9:00")[1]


def test_a_plan_with_a_day_names_it() -> None:
    ada = Hunt()
    ada.did(ActivityKind.PLANNED, "28 May", company="Acme", by=date(2026, 6, 3))
    assert "by Wed 3 Jun" in said(ada, NudgeKind.GET_READY, 0, "1 Jun 9:00")[1]
    ada = Hunt()
    ada.did(ActivityKind.PLANNED, "28 May", company="Acme")
    assert "planned this on Thu 28 May" in said(ada, NudgeKind.GET_READY, 0, "1 Jun 9:00")[1]


def test_a_day_before_the_interview_is_no_day_for_the_decision_after_it() -> None:
    ada = hunt()
    met = interviewed(ada)
    ada.did(ActivityKind.HEARD_BACK, "10 Jun", by=date(2026, 6, 15))
    text = said(ada, NudgeKind.AFTER_INTERVIEW, 1, "23 Jun 9:00", subject=met)[1]
    assert "Your interview was on Thu 18 Jun" in text
    assert "15 Jun" not in text


def test_it_is_quiet_since_the_last_word_from_either_side() -> None:
    ada = hunt()
    ada.did(ActivityKind.HEARD_BACK, "8 Jun")
    ada.did(ActivityKind.KEPT_WAITING, "15 Jun")
    text = said(ada, NudgeKind.CLOSE_THE_LOOP, 0, "29 Jun 9:00")[1]
    assert text.startswith("It's been quiet for 21 days.")


def test_the_second_reminder_after_a_no_consoles_in_other_words() -> None:
    ada = hunt()
    ada.did(ActivityKind.REJECTED, "8 Jun")
    first = said(ada, NudgeKind.ANSWER_REJECTION, 0, "9 Jun 9:00")[1]
    again = said(ada, NudgeKind.ANSWER_REJECTION, 0, "11 Jun 9:00", again=True)[1]
    assert not set(first.split(". ")) & set(again.split(". "))
