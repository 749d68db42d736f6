"""A language is its data files: what is there is offered, and what is missing is named."""

from __future__ import annotations

from importlib.resources import files

import pytest
from babel import Locale

from bot.commands.preferences import language_for
from bot.mail.deciding.phrase_book import mail_languages
from bot.parsing.languages.offered import languages, offered_languages

FILES = (
    ("bot.parsing.languages", "{}.toml"),
    ("bot.parsing.languages", "{}.sentences.toml"),
    ("bot.mail.phrases", "{}.toml"),
)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("folder", "name"), FILES)
def test_a_language_that_is_offered_has_its_file(language: str, folder: str, name: str) -> None:
    file = name.format(language)
    assert (files(folder) / file).is_file(), f"{folder.replace('.', '/')}/{file} is missing"


def test_settings_offer_every_language_and_english_of_the_united_states() -> None:
    assert offered_languages() == ("en", "en-US", "de", "es", "fr", "it", "nl", "pl", "pt")
    for one in offered_languages():
        assert Locale.parse(one, sep="-")


def test_mails_are_read_in_every_language_that_is_offered() -> None:
    assert set(mail_languages()) == set(languages())


@pytest.mark.parametrize(
    ("locale", "language"),
    [("de-AT", "de"), ("en-US", "en-US"), ("en-GB", "en"), ("ja", "en"), ("", "en")],
)
def test_a_platform_s_locale_gives_its_language_or_english(locale: str, language: str) -> None:
    assert language_for(locale) == language
