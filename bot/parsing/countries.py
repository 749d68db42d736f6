"""Countries as people name them: DE, Germany, or Deutschland where dates are German."""

from __future__ import annotations

from functools import lru_cache

from bot.domain.calendar.business_days import countries
from bot.parsing.parse_context import ParseError
from bot.parsing.words import fold, unaccented
from bot.texts.date_formats import locale_of

NO_COUNTRY = "none"
_ISO = 2
_ALSO = {"america": "US", "usa": "US", "england": "GB", "great britain": "GB", "holland": "NL"}


def read_country(text: str, language: str) -> str | None:
    """The code of a country whose holidays are known; None for none.

    Names are read in English and in the language of somebody's dates. Raises ParseError
    for what is neither.
    """
    said = unaccented(fold(text))
    if said in ("", NO_COUNTRY):
        return None
    named = _ALSO.get(said) or _names(language).get(said) or _names("en").get(said)
    code = named or text.strip().upper()
    if code in countries():
        return code
    raise ParseError(
        f"I know no holidays for “{text}”. Use a country's name or code, such as DE, US or GB, "
        "or none.",
        "country",
    )


@lru_cache(maxsize=16)
def _names(language: str) -> dict[str, str]:
    return {
        unaccented(fold(name)): code
        for code, name in locale_of(language).territories.items()
        if len(code) == _ISO and code in countries()
    }
