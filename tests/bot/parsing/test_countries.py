"""A country is read by its code or its name, and written so that it reads back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar.business_days import countries, regions
from bot.parsing.countries import read_country, say_country, write_country
from bot.parsing.parse_context import ParseError


@pytest.mark.parametrize(
    ("typed", "language", "code"),
    [
        ("DE", "en", "DE"),
        ("de", "en", "DE"),
        ("Germany", "en", "DE"),
        ("Deutschland", "de", "DE"),
        ("germany", "de", "DE"),
        ("Österreich", "de-AT", "AT"),
        ("United States", "en-US", "US"),
        ("USA", "en", "US"),
        ("usa", "en", "US"),
        ("Great Britain", "en", "GB"),
        ("UK", "en", "GB"),
        ("England", "en", "GB-ENG"),
        ("gb-eng", "en", "GB-ENG"),
        ("Scotland", "en", "GB-SCT"),
        ("DE-BY", "en", "DE-BY"),
        ("de by", "en", "DE-BY"),
        ("Bavaria", "en", "DE-BY"),
        ("Bayern", "de", "DE-BY"),
        ("California", "en", "US-CA"),
        ("Georgia", "en", "GE"),  # the country comes first
        ("Türkiye", "en", "TR"),
        ("none", "en", None),
        ("  ", "en", None),
    ],
)
def test_a_country_is_known_by_its_code_and_by_its_name(
    typed: str, language: str, code: str | None
) -> None:
    assert read_country(typed, language) == code


@pytest.mark.parametrize("typed", ["Atlantis", "XX", "Europe", "150", "Germ", "DE-XX"])
def test_an_unknown_country_is_answered_with_how_to_write_one(typed: str) -> None:
    with pytest.raises(ParseError, match="such as DE, GB-ENG, US-CA or Bavaria, or none"):
        read_country(typed, "en")


@pytest.mark.parametrize(
    ("code", "said", "typed"),
    [
        ("DE", "Germany", "Germany"),
        ("DE-BY", "Bavaria, Germany", "Bavaria"),
        ("GB-ENG", "England, United Kingdom", "England"),
        ("US-CA", "California, United States", "California"),
        (None, "none", "none"),
    ],
)
def test_a_country_is_shown_by_its_name_which_reads_back(
    code: str | None, said: str, typed: str
) -> None:
    assert say_country(code) == said
    assert write_country(code) == typed
    assert read_country(typed, "en") == code


@given(st.sampled_from(sorted(countries())))
def test_every_country_and_region_reads_back_as_it_is_written(country: str) -> None:
    for code in (country, *(f"{country}-{region}" for region in regions(country))):
        assert read_country(write_country(code), "en") == code
