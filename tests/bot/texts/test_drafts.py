"""The letters: which one is for when, and what is put into them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.applications.activity import ActivityKind, Method
from bot.domain.reminders.nudge import NudgeKind
from bot.message import Draft
from bot.texts.letters.drafts import DraftKind, draft, kind_for, kind_to_send_now
from tests.bot.history import Hunt
from tests.bot.texts.people import EMPTY, debriefed, hunt, interviewed, person, wrote

ADA = person()


def said(ada: Hunt, kind: DraftKind, now: str) -> Draft:
    """The draft of that kind at that time."""
    return draft(ada.application, kind, ADA, ada.at(now))


@pytest.mark.parametrize(
    ("nudge", "number", "kind"),
    [
        (NudgeKind.GET_READY, 0, DraftKind.APPLICATION),
        (NudgeKind.FOLLOW_UP, 1, DraftKind.FOLLOW_UP),
        (NudgeKind.FOLLOW_UP, 2, DraftKind.SECOND_FOLLOW_UP),
        (NudgeKind.PICK_UP_THE_PHONE, 0, DraftKind.CALL),
        (NudgeKind.CLOSE_THE_LOOP, 0, None),
        (NudgeKind.BEFORE_INTERVIEW, 0, None),
        (NudgeKind.THANK_YOU, 3, DraftKind.THANK_YOU),
        (NudgeKind.AFTER_INTERVIEW, 1, DraftKind.AFTER_INTERVIEW),
        (NudgeKind.AFTER_INTERVIEW, 2, DraftKind.SECOND_AFTER_INTERVIEW),
        (NudgeKind.ANSWER_OFFER, 0, DraftKind.OFFER),
        (NudgeKind.ANSWER_REJECTION, 0, DraftKind.REJECTION),
        (NudgeKind.KEEP_IN_TOUCH, 0, DraftKind.RECONNECT),
    ],
)
def test_a_nudge_brings_the_letter_it_asks_for(
    nudge: NudgeKind, number: int, kind: DraftKind | None
) -> None:
    assert kind_for(nudge, number) is kind


def test_the_fitting_letter_follows_the_hunt() -> None:
    ada = Hunt()
    fitting = [kind_to_send_now(EMPTY, ada.at("1 Jun"))]

    def then(now: str) -> None:
        fitting.append(kind_to_send_now(ada.application, ada.at(now)))

    ada.did(ActivityKind.PLANNED, "28 May", company="Acme")
    then("28 May")
    ada.applied("1 Jun")
    then("1 Jun")
    wrote(ada, "8 Jun")
    then("8 Jun")
    met = interviewed(ada)
    then("12 Jun")
    then("18 Jun 15:15")
    then("24 Jun")
    ada.did(ActivityKind.THANKED, "18 Jun", of=met)
    then("19 Jun")
    wrote(ada, "24 Jun")
    then("25 Jun")
    ada.did(ActivityKind.OFFERED, "26 Jun")
    then("26 Jun")
    ada.did(ActivityKind.REJECTED, "30 Jun")
    then("30 Jun")
    wrote(ada, "1 Jul")
    then("1 Jul")
    assert fitting == [
        DraftKind.APPLICATION,
        DraftKind.APPLICATION,
        DraftKind.FOLLOW_UP,
        DraftKind.SECOND_FOLLOW_UP,
        DraftKind.THANK_YOU,  # to have it ready
        DraftKind.THANK_YOU,
        DraftKind.AFTER_INTERVIEW,  # too late for thanks alone
        DraftKind.AFTER_INTERVIEW,
        DraftKind.SECOND_AFTER_INTERVIEW,
        DraftKind.OFFER,
        DraftKind.REJECTION,
        DraftKind.RECONNECT,
    ]


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        (ActivityKind.ACCEPTED, DraftKind.ACCEPT),
        (ActivityKind.WITHDREW, DraftKind.WITHDRAW),
        (ActivityKind.GHOSTED, DraftKind.RECONNECT),
    ],
)
def test_an_end_has_its_letter_too(end: ActivityKind, kind: DraftKind) -> None:
    ada = hunt()
    ada.did(end, "20 Jun")
    assert kind_to_send_now(ada.application, ada.at("20 Jun")) is kind


def test_the_next_round_is_thanked_for_once_the_last_is_long_past() -> None:
    ada = hunt()
    interviewed(ada)
    ada.booked("10 Jul 14:00", logged="8 Jul")
    assert kind_to_send_now(ada.application, ada.at("9 Jul")) is DraftKind.THANK_YOU
    assert "on Friday 10 July" in said(ada, DraftKind.THANK_YOU, "9 Jul").body


def test_a_young_round_is_thanked_for_before_the_next() -> None:
    ada = hunt()
    interviewed(ada)
    ada.booked("22 Jun 14:00", logged="19 Jun")
    assert "on Thursday 18 June" in said(ada, DraftKind.THANK_YOU, "21 Jun").body


def test_a_thank_you_says_today_yesterday_or_the_day() -> None:
    ada = hunt()
    interviewed(ada)
    bodies = [
        said(ada, DraftKind.THANK_YOU, now).body
        for now in ("18 Jun 15:15", "19 Jun 9:00", "20 Jun 9:00")
    ]
    assert "with me today about" in bodies[0]
    assert "with me yesterday about" in bodies[1]
    assert "with me on Thursday 18 June about" in bodies[2]
    assert "thought it over" not in bodies[1]
    assert "thought it over" in bodies[2]
    assert not [body for body in bodies if "sorry" in body.casefold()]


def test_a_thank_you_is_about_the_round_it_is_asked_for() -> None:
    ada = hunt()
    interviewed(ada)
    ada.booked("22 Jun 10:00", logged="19 Jun")
    first = ada.application.active_interviews[0]
    now = ada.at("22 Jun 12:00")
    about_first = draft(ada.application, DraftKind.THANK_YOU, ADA, now, interview=first)
    assert "on Thursday 18 June" in about_first.body
    assert "today" in draft(ada.application, DraftKind.THANK_YOU, ADA, now).body


def test_how_the_interview_went_is_in_no_letter() -> None:
    ada = hunt()
    debriefed(ada, interviewed(ada))
    bodies = [said(ada, kind, "26 Jun").body for kind in DraftKind]
    assert not [body for body in bodies if "badly" in body]


def test_a_later_word_on_the_decision_replaces_the_first() -> None:
    ada = hunt()
    debriefed(ada, interviewed(ada))
    ada.did(ActivityKind.HEARD_BACK, "26 Jun", by=date(2026, 7, 3))
    assert "decide by Friday 3 July" in said(ada, DraftKind.AFTER_INTERVIEW, "6 Jul").body


@pytest.mark.parametrize(
    ("method", "words"),
    [
        (Method.EMAIL, "I wrote on Monday 8 June about the Baker position"),
        (Method.LINKEDIN, "I wrote on Monday 8 June about the Baker position"),
        (Method.PHONE, "I called on Monday 8 June about the Baker position"),
        (Method.IN_PERSON, "I came by on Monday 8 June about the Baker position"),
    ],
)
def test_the_second_follow_up_says_how_the_first_was_made(method: Method, words: str) -> None:
    ada = hunt()
    wrote(ada, "8 Jun", method)
    assert words in said(ada, DraftKind.SECOND_FOLLOW_UP, "11 Jun").body


@pytest.mark.parametrize(
    ("role", "named"),
    [
        ("Baker", "for the Baker position at Acme"),
        ("the Baker", "for the Baker position at Acme"),
        ("Night Baker role", "for the Night Baker role at Acme"),
        ("a summer internship", "for the summer internship at Acme"),
        ("", "for the position at Acme"),
    ],
)
def test_a_job_is_named_as_one_would_say_it(role: str, named: str) -> None:
    application = replace(hunt().application, role=role)
    assert named in draft(application, DraftKind.FOLLOW_UP, ADA, Hunt().at("8 Jun")).body


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ("LinkedIn", "at Acme through LinkedIn on"),
        ("Referral", "at Acme through a referral on"),
        ("https://jobs.example/1", "at Acme on"),
        ("somebody whom I met at the station in the rain", "at Acme on"),
    ],
)
def test_a_source_is_named_where_it_reads_well(source: str, named: str) -> None:
    application = replace(hunt().application, source=source)
    assert named in draft(application, DraftKind.FOLLOW_UP, ADA, Hunt().at("8 Jun")).body


def test_a_letter_is_signed_or_leaves_room_for_the_name() -> None:
    now = Hunt().at("8 Jun")
    assert draft(EMPTY, DraftKind.FOLLOW_UP, ADA, now).body.endswith("Best regards,\nAda Lovelace")
    nameless = draft(EMPTY, DraftKind.FOLLOW_UP, person(""), now)
    assert nameless.body.endswith("Best regards,\n[your name]")


def test_a_first_follow_up_can_be_sent_as_it_is() -> None:
    assert "[" not in said(hunt(), DraftKind.FOLLOW_UP, "8 Jun").body


def test_the_rejection_answer_promises_what_the_persons_rhythm_keeps() -> None:
    ada = hunt()
    ada.did(ActivityKind.REJECTED, "20 Jun")
    for days, words in ((10, "in a few weeks"), (30, "in about a month"), (180, "about 6 months")):
        patient = replace(ADA, preferences=replace(ADA.preferences, keep_in_touch=days))
        answer = draft(ada.application, DraftKind.REJECTION, patient, ada.at("20 Jun"))
        assert words in answer.body


def test_two_letters_to_one_company_never_say_the_same_sentence() -> None:
    """Covers a hunt with two tries, two replies and two rounds; equal letters are read once."""
    ada = hunt()
    sent = [said(ada, DraftKind.APPLICATION, "1 Jun 8:00"), said(ada, DraftKind.FOLLOW_UP, "8 Jun")]

    def send(kind: DraftKind, day: str) -> None:
        sent.append(said(ada, kind, day))
        wrote(ada, day)

    wrote(ada, "8 Jun")
    send(DraftKind.SECOND_FOLLOW_UP, "11 Jun")
    ada.did(ActivityKind.TRIED_AGAIN, "29 Jun")
    send(DraftKind.FOLLOW_UP, "6 Jul")
    send(DraftKind.SECOND_FOLLOW_UP, "9 Jul")
    for reply, first, second in (("13 Jul", "20 Jul", "23 Jul"), ("24 Jul", "31 Jul", "5 Aug")):
        ada.did(ActivityKind.HEARD_BACK, reply)
        send(DraftKind.CHECK_IN, first)
        send(DraftKind.SECOND_CHECK_IN, second)
    for day, first, second in (("10 Aug", "17 Aug", "20 Aug"), ("25 Aug", "1 Sep", "4 Sep")):
        met = ada.booked(f"{day} 14:00", logged="7 Aug").id
        ada.did(
            ActivityKind.DEBRIEFED, day, of=met, text=f"ovens on {day}", next_steps=f"a trial {day}"
        )
        sent.append(said(ada, DraftKind.THANK_YOU, f"{day} 15:15"))
        send(DraftKind.AFTER_INTERVIEW, first)
        send(DraftKind.SECOND_AFTER_INTERVIEW, second)
    ada.did(ActivityKind.OFFERED, "7 Sep", by=date(2026, 9, 14))
    sent.append(said(ada, DraftKind.OFFER, "8 Sep"))
    sent.append(said(ada, DraftKind.WITHDRAW, "9 Sep"))
    ada.did(ActivityKind.REJECTED, "10 Sep")
    send(DraftKind.REJECTION, "10 Sep")
    sent.append(said(ada, DraftKind.RECONNECT, "14 Dec"))
    sentences = Counter(one for letter in sent for one in set(_sentences(letter)))
    assert not [one for one, count in sentences.items() if count > 1]


def _sentences(letter: Draft) -> list[str]:
    """The sentences between a letter's greeting and its closing."""
    _, *paragraphs, _ = letter.body.split("\n\n")
    return [one for part in paragraphs for one in re.split(r"(?<=[.!?])\s+", part)]
