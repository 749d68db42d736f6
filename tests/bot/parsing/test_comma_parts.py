"""The parts of a sentence behind its commas."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.parsing.comma_parts import without_commas
from bot.parsing.parse_context import ParseContext

NOW = datetime(2026, 6, 10, 8, tzinfo=UTC)


def put(language: str, text: str) -> str:
    said, left = without_commas(
        text, ParseContext(NOW, "Europe/Berlin", language).speaking(language)
    )
    return f"{said} | {left}" if left else said


def test_a_role_and_a_source_behind_commas_become_clauses() -> None:
    said = put("de", "Bewerbung an Lidl raus, Kassiererin, über Indeed")
    assert said == "Bewerbung an Lidl raus als Kassiererin über Indeed"


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("de", "Absage von Acme, war ja klar", "Absage von Acme"),
        ("fr", "refus d'Acme, je m'y attendais", "refus d'Acme"),
        ("nl", "gesolliciteerd bij Acme, nog niks gehoord", "gesolliciteerd bij Acme"),
    ],
)
def test_a_remark_that_adds_nothing_is_left_out(language: str, text: str, kept: str) -> None:
    assert put(language, text) == kept


@pytest.mark.parametrize(
    ("text", "put_as"),
    [
        ("applied to Acme, cashier", "applied to Acme as cashier"),
        (
            "applied to Acme yesterday, crew member. fingers crossed",
            "applied to Acme yesterday as crew member",
        ),
        (
            "sent my cv to Acme, this time for junior analyst, 3 June",
            "sent my cv to Acme as junior analyst 3 June",
        ),
        (
            "applied to Acme, optician trainee, $21/hr, Lincoln Park store",
            "applied to Acme as optician trainee | $21/hr, Lincoln Park store",
        ),
    ],
)
def test_an_english_application_with_a_job_behind_a_comma_is_one_clause(
    text: str, put_as: str
) -> None:
    assert put("en", text) == put_as


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "beworben bei Lidl, München"),
        ("de", "beworben bei Lidl, Aldi, Rewe"),
        ("fr", "entretien avec M. Perrin chez Acme"),
        ("en", "applied to Acme, Aldi and Lidl"),
        ("en", "applied to Acme, no idea why"),
        ("en", "Acme replied, they want to talk"),
    ],
)
def test_what_may_be_anything_stays_as_it_was_typed(language: str, text: str) -> None:
    assert put(language, text) == text
