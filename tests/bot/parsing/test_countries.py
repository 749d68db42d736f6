from __future__ import annotations

import pytest

from bot.parsing.countries import read_country
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
def test_no_country_is_told_how_to_write_one(typed: str) -> None:
    with pytest.raises(ParseError, match="such as DE, GB-ENG, US-CA or Bavaria, or none"):
        read_country(typed, "en")
