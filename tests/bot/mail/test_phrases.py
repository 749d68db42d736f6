"""The little language of the phrase files."""

from __future__ import annotations

import pytest

from bot.mail.deciding.decide import decide
from bot.mail.deciding.phrase import PhraseGroup, plain, read_phrase, words_of
from bot.mail.deciding.phrase_book import phrase_book
from bot.mail.deciding.sentence_splitter import split_sentences


def _has(phrase: str, text: str) -> bool:
    compared = plain(text)
    return read_phrase(phrase).find(compared, words_of(compared)) is not None


def test_a_phrase_has_choices_options_gaps_and_beginnings() -> None:
    assert _has("thank you for (applying|your application)", "Thank you for your application!")
    assert _has("[very] much", "much")
    assert _has("not .. selected", "not yet been selected")
    assert not _has("not .. selected", "not one of the many people selected")
    assert _has("not ... forward", "not be able to move you forward")
    assert _has("schedul*", "we are scheduling")
    assert not _has("schedul*", "reschedule")


def test_case_accents_and_apostrophes_do_not_count() -> None:
    assert plain("Wir können’s NICHT – Łódź") == "wir konnen s nicht lodz "
    assert plain("we won't, can’t and don't") == "we will not cannot and do not "


@pytest.mark.parametrize("text", ["(open", "a|b)", "[]", "..", "(a|b"])
def test_an_ill_formed_phrase_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no phrase|not closed"):
        read_phrase(text)


def test_every_kind_has_its_place_in_the_order() -> None:
    book = phrase_book()
    assert sorted(book.order) == sorted(book.kinds)


def test_a_sentence_that_only_supposes_decides_nothing() -> None:
    said = "If you are not selected for this position, keep an eye on our jobs page."
    found = decide("", ["Thank you for applying to Acme.", said])
    assert found is not None
    assert found.kind == "received"


def test_a_supposition_that_is_taken_back_decides() -> None:
    said = "We're sorry if this is disappointing, but we have decided not to proceed with you."
    found = decide("", ["Thank you for applying.", said])
    assert found is not None
    assert found.kind == "rejected"
    assert found.evidence.sentence == said


def test_quoted_words_of_others_decide_nothing() -> None:
    found = decide("Your job search", ["“We regret to inform you that you were not selected.”"])
    assert found is None or found.kind != "rejected"


def test_a_quotation_inside_a_sentence_decides_nothing_but_a_status_does() -> None:
    said = "Every job seeker has read it: “We decided to move forward with other candidates.”"
    found = decide("Your job search", [said])
    assert found is None or found.kind != "rejected"
    status = "The status of your application is now “No longer under consideration”."
    assert (named := decide("", [status])) is not None
    assert named.kind == "rejected"


def test_a_supposition_inside_a_phrase_decides_nothing() -> None:
    said = "Vamos analisar seu perfil e, caso você não seja selecionado, avisaremos da vaga."
    found = decide("Sua candidatura", [said])
    assert found is None or found.kind != "rejected"


def test_phrases_that_belong_together_are_looked_for_where_they_are_nearest() -> None:
    phrases = PhraseGroup((read_phrase("(we|they)"), read_phrase("focus"), read_phrase("others")))
    text = plain(
        "We had so many good people here this year that I lost count; now we focus on others"
    )
    found = phrases.find(text, words_of(text))
    assert found is not None
    assert text[slice(*found)] == "we focus on others "


def test_sentences_end_at_full_stops_but_not_at_abbreviations() -> None:
    text = (
        "Dear Dr. Lovelace,\n\nWe start at 9 a.m. at the latest. Please bring\nthe papers. "
        "Acme Inc. waits."
    )
    assert split_sentences(text) == [
        "Dear Dr. Lovelace,",
        "We start at 9 a.m. at the latest.",
        "Please bring the papers.",
        "Acme Inc. waits.",
    ]
