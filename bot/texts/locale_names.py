"""The languages of dates by their names, as settings show them."""

from __future__ import annotations

_LANGUAGES = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
}


def say_language(code: str) -> str:
    """Returns a language's English name, with the country where it differs: *English (US)*."""
    language, _, country = code.partition("-")
    name = _LANGUAGES.get(language, language)
    return f"{name} ({country})" if country else name
