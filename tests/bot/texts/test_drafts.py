"""The words of a letter: days, names, sources and promises, and no sentence twice."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.applications.activity import ActivityKind, OutreachMethod
from bot.message import Draft
from bot.texts.letters.drafts import DraftKind, draft
from tests.bot.history import Hunt
from tests.bot.texts.people import EMPTY, debriefed, hunt, interviewed, person, wrote

ADA = person()


def said(ada: Hunt, kind: DraftKind, now: str) -> Draft:
    """The draft of that kind at that time."""
    return draft(ada.application, kind, ADA, ada.at(now))


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
        (OutreachMethod.EMAIL, "I wrote on Monday 8 June about the Baker position"),
        (OutreachMethod.LINKEDIN, "I wrote on Monday 8 June about the Baker position"),
        (OutreachMethod.PHONE, "I called on Monday 8 June about the Baker position"),
        (OutreachMethod.IN_PERSON, "I came by on Monday 8 June about the Baker position"),
    ],
)
def test_the_second_follow_up_says_how_the_first_was_made(
    method: OutreachMethod, words: str
) -> None:
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
