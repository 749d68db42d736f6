"""A person and an application as the texts' own tests need them: full of facts, or empty."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.domain.applications.activity import ActivityKind, OutreachMethod
from bot.domain.applications.application import Application
from bot.domain.people.person import Address, Person
from tests.bot.history import BERLIN, Hunt

EMPTY = Application(1, company="")


def person(name: str = "Ada Lovelace", language: str = "en", **changes: Any) -> Person:
    """Returns a person in Berlin."""
    return Person(1, Address("console", "", "ada"), BERLIN, language, name, **changes)


def hunt() -> Hunt:
    """Ada applied to Acme on Mon 1 Jun 2026, with everything known."""
    ada = Hunt()
    ada.did(
        ActivityKind.APPLIED,
        "1 Jun",
        company="Acme",
        role="Baker",
        source="referral",
        contact="Maria Baker (HR)",
        phone="555-0101",
        email="maria@acme.example",
    )
    return ada


def wrote(ada: Hunt, on: str, method: OutreachMethod = OutreachMethod.EMAIL) -> None:
    """They sent something."""
    ada.did(ActivityKind.FOLLOWED_UP, on, method=method)


def interviewed(ada: Hunt) -> int:
    """An interview on Thu 18 Jun at 14:00, booked on the 12th; its id."""
    booking = ada.did(
        ActivityKind.BOOKED,
        "12 Jun",
        start=ada.at("18 Jun 14:00"),
        end=ada.at("18 Jun 15:00"),
        zone=ada.preferences.zone,
        people="Tom Hill and Maria Baker",
    )
    return booking.id


def debriefed(ada: Hunt, interview: int) -> None:
    """Has Ada note how an interview went."""
    ada.did(
        ActivityKind.DEBRIEFED,
        "18 Jun",
        of=interview,
        went="badly, I think",
        text="sourdough at altitude\n- the night shift.",
        next_steps="a trial shift next week",
        by=date(2026, 6, 26),
    )
