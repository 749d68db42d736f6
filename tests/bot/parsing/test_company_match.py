"""A company half typed or misspelled finds its name, and another company none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.company_match import choose, rank

PIPELINE = [
    *("Acme GmbH", "Microsoft", "Goldman Sachs", "Ruby Tuesday", "Société Générale", "O’Reilly"),
    *("JP Morgan Chase", "Bank on Main", "7-Eleven", "Meta", "Bosch", "🥐🥐", "株式会社東京"),
    *("Deutsche Bahn", "North Light Bakery"),
]


def ranked(query: str, names: list[str]) -> list[str]:
    return [name for name, _ in rank(query, names, str)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("acme gmbh", "Acme GmbH"),
        ("Acme", "Acme GmbH"),
        ("acme inc", "Acme GmbH"),
        ("micro", "Microsoft"),
        ("Micorsoft", "Microsoft"),
        ("microsft", "Microsoft"),
        ("goldman", "Goldman Sachs"),
        ("goldman sacks", "Goldman Sachs"),
        ("Golmdan", "Goldman Sachs"),
        ("societe generale", "Société Générale"),
        ("generale", "Société Générale"),
        ("oreilly", "O’Reilly"),
        ("O'Reilly", "O’Reilly"),
        ("jpmorgan", "JP Morgan Chase"),
        ("jp morgn", "JP Morgan Chase"),
        ("7 eleven", "7-Eleven"),
        ("tuesday", "Ruby Tuesday"),
        ("main", "Bank on Main"),
        ("🥐🥐", "🥐🥐"),
        ("bakery", "North Light Bakery"),
        ("Met", "Meta"),
        ("Ｍｉｃｒｏｓｏｆｔ", "Microsoft"),
        ("Socie\u0301te\u0301 Ge\u0301ne\u0301rale", "Société Générale"),
    ],
)
def test_a_company_half_typed_or_misspelled_is_found(query: str, name: str) -> None:
    assert choose(query, PIPELINE, str) == (name, [])


@pytest.mark.parametrize(
    "query", ["", " ", "Beta", "Bose", "Zalando", "xy", "Microwave", "!", "as", "東京"]
)
def test_what_is_another_company_finds_none(query: str) -> None:
    assert choose(query, PIPELINE, str) == (None, [])


def test_the_better_fit_comes_first() -> None:
    names = ["The Acme Bakery", "Backacme", "Acme Foods", "Acme", "Acme GmbH", "Ácme"]
    assert ranked("acme", names) == [
        "Acme",
        "Ácme",
        "Acme GmbH",
        "Acme Foods",
        "The Acme Bakery",
        "Backacme",
    ]


def test_exactly_the_name_wins_over_the_same_with_another_legal_form() -> None:
    assert choose("acme inc", ["Acme GmbH", "Acme Inc", "Acme"], str) == ("Acme Inc", [])


def test_companies_that_fit_equally_are_all_named() -> None:
    assert choose("north", ["North Light", "North Sea", "South"], str) == (
        None,
        ["North Sea", "North Light"],
    )
    assert choose("acme", ["Acme", "Acme"], str) == (None, ["Acme", "Acme"])
    assert choose("Nroth", ["North", "Norths"], str)[0] == "North"


def test_things_are_found_by_their_key() -> None:
    assert choose("acme", [(1, "Acme"), (2, "Nova")], lambda pair: pair[1]) == ((1, "Acme"), [])


@given(st.lists(st.text(max_size=30), max_size=8), st.text(max_size=30))
def test_any_query_ranks_within_what_is_there(names: list[str], query: str) -> None:
    found = rank(query, names, str)
    scores = [score for _, score in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)
    assert all(name in names for name, _ in found)


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20), min_size=1))
def test_a_name_in_full_is_always_among_the_best(names: list[str]) -> None:
    best, fitting = choose(names[0], names, str)
    assert names[0] in (best, *fitting)
