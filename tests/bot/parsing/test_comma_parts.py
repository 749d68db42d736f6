"""What stands behind the commas of a sentence in another language than English."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.parsing.comma_parts import without_commas
from bot.parsing.parse_context import ParseContext

NOW = datetime(2026, 6, 10, 8, tzinfo=UTC)


def put(language: str, text: str) -> str:
    return without_commas(text, ParseContext(NOW, "Europe/Berlin", language).speaking(language))


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
    ("language", "text"),
    [
        ("de", "beworben bei Lidl, München"),
        ("de", "beworben bei Lidl, Aldi, Rewe"),
        ("fr", "entretien avec M. Perrin chez Acme"),
        ("en", "applied to Acme, cashier"),
    ],
)
def test_what_may_be_anything_stays_as_it_was_typed(language: str, text: str) -> None:
    assert put(language, text) == text
