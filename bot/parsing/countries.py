"""Countries and regions as people name them: DE, Germany, Deutschland, DE-BY, Bavaria, England."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.calendar.business_days import countries, region_names, regions
from bot.parsing.parse_context import ParseError
from bot.parsing.words import fold, unaccented
from bot.texts.date_formats import locale_of

NO_COUNTRY = "none"
_ISO = 2
_ALSO = {"america": "US", "usa": "US", "uk": "GB", "great britain": "GB", "holland": "NL"}
# Regions that are named without their country; elsewhere the code says both.
_NAMED = ("GB", "DE", "US", "CA", "AU", "AT", "CH", "ES", "IT", "FR", "BR", "NZ", "IN")
_IN_ENGLISH = {
    "bavaria": "DE-BY",
    "saxony": "DE-SN",
    "lower saxony": "DE-NI",
    "hesse": "DE-HE",
    "saxony-anhalt": "DE-ST",
    "thuringia": "DE-TH",
    "north rhine-westphalia": "DE-NW",
    "rhineland-palatinate": "DE-RP",
    "nrw": "DE-NW",
    "catalonia": "ES-CT",
    "andalusia": "ES-AN",
    "basque country": "ES-PV",
    "geneva": "CH-GE",
    "zurich": "CH-ZH",
    "vienna": "AT-9",
    "tyrol": "AT-7",
    "quebec": "CA-QC",
}


def read_country(text: str, language: str) -> str | None:
    """The code of a country or region whose holidays are known; None for none.

    Names are read in English and in the language of a person's dates; a region's as
    its country writes it, too. Raises ParseError for what is neither.
    """
    said = unaccented(fold(text))
    if said in ("", NO_COUNTRY):
        return None
    named = _ALSO.get(said) or _names(language).get(said) or _names("en").get(said)
    if code := named or _code(text) or _region(said):
        return code
    raise ParseError(
        f"I don't know the holidays of “{text}”. Use a country's or region's name or code, such as "
        "DE, GB-ENG, US-CA or Bavaria, or none.",
        "country",
    )


def say_country(code: str | None) -> str:
    """Names a country in English, its region before it, such as *Bavaria, Germany*."""
    if code is None:
        return NO_COUNTRY
    country, _, region = code.partition("-")
    name = locale_of("en").territories.get(country, country)
    return f"{_region_name(country, region)}, {name}" if region else name


def write_country(code: str | None) -> str:
    """Names a country or region as `read_country` reads it; by its code where it reads no name."""
    if code is None:
        return NO_COUNTRY
    country, _, region = code.partition("-")
    name = _region_name(country, region) if region else say_country(code)
    try:
        return name if read_country(name, "en") == code else code
    except ParseError:
        return code


def _region_name(country: str, region: str) -> str:
    """Returns the English name of a region, or as its country writes it, or its code."""
    code = f"{country}-{region}"
    known = (name for name, one in _IN_ENGLISH.items() if one == code and name != "nrw")
    english = next(known, None)
    if english:
        return english.title()
    there = (name for name, one in region_names(country).items() if one == region)
    return next(there, code)


def _code(text: str) -> str | None:
    """A code as typed: *de*, *DE-BY*, *gb eng*."""
    country, _, region = "-".join(text.upper().replace("-", " ").split()).partition("-")
    if country not in countries():
        return None
    if not region:
        return country
    known = (one for one in regions(country) if "-".join(one.upper().split()) == region)
    found = next(known, None)
    return f"{country}-{found}" if found else None


def _region(said: str) -> str | None:
    """The region of that name."""
    return _IN_ENGLISH.get(said) or _all_regions().get(said)


@lru_cache(maxsize=1)
def _all_regions() -> dict[str, str]:
    found: dict[str, str] = {}
    for country in _NAMED:
        for name, region in region_names(country).items():
            found.setdefault(unaccented(fold(name)), f"{country}-{region}")
    return found


@lru_cache(maxsize=16)
def _names(language: str) -> dict[str, str]:
    return {
        unaccented(fold(name)): code
        for code, name in locale_of(language).territories.items()
        if len(code) == _ISO and code in countries()
    }
