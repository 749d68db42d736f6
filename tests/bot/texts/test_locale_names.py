"""Settings say names, not codes."""

from __future__ import annotations

from bot.parsing.languages.offered import offered_languages
from bot.texts.locale_names import say_language


def test_every_language_of_the_settings_has_a_name_of_its_own() -> None:
    names = {code: say_language(code) for code in offered_languages()}
    assert names["en"] == "English"
    assert names["en-US"] == "English (US)"
    assert len(set(names.values())) == len(names)
    assert all(name[0].isupper() for name in names.values())
