"""Days in the person's own language, with English understood beside it."""

from __future__ import annotations

from datetime import date

import pytest

from bot.parsing.dates.days import read_day
from bot.parsing.parse_context import ParseError
from tests.bot.parsing.contexts import context


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en_US", "03/05/2026", "2026-05-03"),  # the zone comes before the language
        ("en-US", "3/5", "2026-05-03"),
        ("en-US", "05.03.2026", "2026-03-05"),
        ("en_US", "13/5/2026", "2026-05-13"),
        ("en_GB", "03/05/2026", "2026-05-03"),
        ("de", "3. Mai", "2026-05-03"),
        ("de_AT", "am 3. März 2026", "2026-03-03"),
        ("de", "Fr. 29. Mai", "2026-05-29"),
        ("de", "gestern", "2026-06-02"),
        ("de", "vor 3 Tagen", "2026-05-31"),
        ("de", "vor einer Woche", "2026-05-27"),
        ("de", "letzten Freitag", "2026-05-29"),
        ("de", "Freitag", "2026-05-29"),
        ("de", "last friday", "2026-05-29"),
        ("de", "May 3", "2026-05-03"),
        ("fr", "1er mai", "2026-05-01"),
        ("fr", "le 3 mai 2026", "2026-05-03"),
        ("fr", "hier", "2026-06-02"),
        ("fr", "il y a 3 jours", "2026-05-31"),
        ("fr", "vendredi dernier", "2026-05-29"),
        ("es", "3 de mayo de 2026", "2026-05-03"),
        ("es", "ayer", "2026-06-02"),
        ("es", "hace 3 días", "2026-05-31"),
        ("es", "el viernes pasado", "2026-05-29"),
        ("es", "pasado mañana", "2026-06-05"),
        ("it", "3 maggio", "2026-05-03"),
        ("it", "l’altro ieri", "2026-06-01"),
        ("it", "venerdì", "2026-05-29"),
        ("pt", "3 de maio", "2026-05-03"),
        ("pt_BR", "segunda", "2026-06-01"),
        ("pt", "há 3 dias", "2026-05-31"),
        ("nl", "3 mei", "2026-05-03"),
        ("nl", "gisteren", "2026-06-02"),
        ("nl", "vrijdag", "2026-05-29"),
        ("xx", "3 May", "2026-05-03"),
    ],
)
def test_a_day_is_read_in_the_persons_language_and_in_english(
    language: str, text: str, day: str
) -> None:
    assert read_day(text, context(language), past=True) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(("de", "3 Tage"), ("de", "jetzt"), ("de", "vor 3 Stunden")),
        *(("fr", "mars"), ("fr", "3 ans"), ("es", "ahora"), ("nl", "nu"), ("de", "3. Mann")),
        *(("de", "Bosch"), ("fr", "Carrefour"), ("it", "Enel"), ("xx", "3 mei"), ("en", "3 mai")),
        *(("en", "gestern"), ("es", "Zara"), ("de", "Deutsche Bank"), ("pt", "Natura")),
        # In figures or spelled out: neither ago nor ahead.
        *(("de", "zwei Wochen"), ("de", "drei Tage"), ("fr", "une semaine"), ("es", "un mes")),
    ],
)
def test_nothing_is_guessed_in_other_languages(language: str, text: str) -> None:
    assert read_day(text, context(language), past=True) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("em uma semana", "2026-06-10"),
        ("em um mês", "2026-07-03"),
        ("em 3 dias", "2026-06-06"),
        ("em 3 de junho", "2026-06-03"),
        ("no 12 de junho", "2026-06-12"),
    ],
)
def test_a_word_before_a_date_may_begin_a_length_of_time_in_portuguese(text: str, day: str) -> None:
    assert read_day(text, context("pt"), past=False) == date.fromisoformat(day)


def test_an_impossible_day_is_said_in_other_languages_too() -> None:
    with pytest.raises(ParseError, match="There is no 31 February"):
        read_day("31. Februar", context("de"), past=True)


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("de", "heute Abend", "2026-06-03"),
        ("de", "übermorgen", "2026-06-05"),
        ("de", "in zwei Wochen", "2026-06-17"),
        ("de", "vor einem Monat", "2026-05-03"),
        ("de", "Ende Juni", "2026-06-30"),
        ("fr", "après-demain", "2026-06-05"),
        ("fr", "dans 3 jours", "2026-06-06"),
        ("fr", "fin juin", "2026-06-30"),
        ("es", "dentro de una semana", "2026-06-10"),
        ("es", "manana", "2026-06-04"),
        ("it", "dopodomani", "2026-06-05"),
        ("it", "tra una settimana", "2026-06-10"),
        ("pt", "depois de amanhã", "2026-06-05"),
        ("nl", "overmorgen", "2026-06-05"),
        ("nl", "over 3 dagen", "2026-06-06"),
        ("pl", "jutro", "2026-06-04"),
        ("pl", "za tydzień", "2026-06-10"),
        ("pl", "3 dni temu", "2026-05-31"),
        ("pl", "12 czerwca 2026", "2026-06-12"),
        ("pl", "w piątek", "2026-06-05"),
    ],
)
def test_ordinary_phrases_of_every_language_are_read(language: str, text: str, day: str) -> None:
    assert read_day(text, context(language), past=False) == date.fromisoformat(day)
