"""The letter for each moment of a hunt: which one it is, and which round it is about."""

from __future__ import annotations

import pytest

from bot.domain.applications.activity import ActivityKind
from bot.domain.reminders.nudge import NudgeKind
from bot.message import Draft
from bot.texts.letters.drafts import DraftKind, draft, kind_for, kind_to_send_now
from tests.bot.history import Hunt
from tests.bot.texts.people import EMPTY, hunt, interviewed, person, wrote

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


def test_a_thank_you_is_about_the_round_it_is_asked_for() -> None:
    ada = hunt()
    interviewed(ada)
    ada.booked("22 Jun 10:00", logged="19 Jun")
    first = ada.application.active_interviews[0]
    now = ada.at("22 Jun 12:00")
    about_first = draft(ada.application, DraftKind.THANK_YOU, ADA, now, interview=first)
    assert "on Thursday 18 June" in about_first.body
    assert "today" in draft(ada.application, DraftKind.THANK_YOU, ADA, now).body
