"""The call sheet, the checklist and the labels."""

from __future__ import annotations

from bot.domain.applications.activity import ActivityKind
from bot.message import plain
from bot.texts import labels
from bot.texts.call_sheet import call_sheet, opening, voicemail
from bot.texts.checklist import CHECKLIST
from tests.bot.history import Hunt
from tests.bot.texts.people import EMPTY, debriefed, hunt, interviewed, person

ADA = person()


def test_the_sheet_has_the_three_ways_a_call_can_go() -> None:
    titles = [item.title for item in call_sheet(hunt().application, ADA)]
    assert titles == [
        "Who to call",
        "Opening line",
        "They haven't seen your résumé",
        "They saw it and said no",
        "You're on the shortlist but haven't been contacted",
        "If you reach voicemail",
        "The rules",
    ]


def test_number_and_name_come_first_if_they_are_known() -> None:
    assert call_sheet(hunt().application, ADA)[0].text == "555-0101. Ask for Maria Baker (HR)."
    assert plain(call_sheet(EMPTY, ADA)[0].text).startswith("No number is noted yet")


def test_the_opening_says_who_calls_and_why() -> None:
    line = opening(hunt().application, ADA)
    assert line.startswith(
        "Hello Maria, this is Ada Lovelace. I applied for the Baker position on Monday 1 June."
    )
    assert line.endswith("Do you have two minutes?")


def test_without_a_name_one_asks_for_the_person_who_knows() -> None:
    assert opening(EMPTY, ADA).endswith("Who is the best person to ask?")


def test_before_applying_one_asks_whom_to_write_to() -> None:
    ada = Hunt()
    ada.did(ActivityKind.PLANNED, "1 Jun", company="Acme", role="Baker")
    assert "Who should I address my application to" in opening(ada.application, ADA)


def test_after_an_interview_nobody_asks_about_the_résumé() -> None:
    ada = hunt()
    debriefed(ada, interviewed(ada))
    assert "We spoke on Thursday 18 June" in opening(ada.application, ADA)
    titles = [item.title for item in call_sheet(ada.application, ADA)]
    assert "They haven't decided yet" in titles
    assert "They haven't seen your résumé" not in titles


def test_voicemail_takes_half_a_minute() -> None:
    assert len(voicemail(hunt().application, ADA).split()) < 40


def test_the_checklist_is_the_articles() -> None:
    assert [key for key, _, _ in CHECKLIST] == ["resume", "letter", "person", "dates"]


def test_the_labels_that_scripts_rely_on_are_there() -> None:
    said = {value for name, value in vars(labels).items() if name.isupper()}
    assert said >= {
        *("I sent it", "I called", "I thanked them", "They replied", "Snooze", "Skip", "Undo"),
        *("Show the rest", "Edit", "Add details", "Debrief", "Join", "Set my goal", "Share a win"),
    }
