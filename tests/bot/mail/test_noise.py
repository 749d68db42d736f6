"""Mails that talk of applications, offers and hiring but are about no application."""

from __future__ import annotations

import pytest

from bot.mail.deciding.noise import is_automatic_answer, is_fraud
from bot.mail.deciding.phrase import plain, words_of
from bot.mail.deciding.phrase_book import phrase_book
from bot.mail.deciding.supposing import ComparedSentence
from bot.mail.read_mail import read_mails
from tests.bot.mail.corpus import CONTEXT

JOB = phrase_book().job


def sentences(*texts: str) -> list[ComparedSentence]:
    return [ComparedSentence(one, plain(one), words_of(plain(one))) for one in texts]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("Automatic reply: Baker at Acme", "I am out of the office until Monday."),
        ("Abwesenheitsnotiz: Bewerbung", "Ich bin bis Montag im Urlaub."),
        ("Respuesta automática: Candidatura", "Estoy de vacaciones hasta el lunes."),
        ("Réponse automatique : candidature", "Je suis absente jusqu'à lundi."),
        ("Automatisch antwoord: sollicitatie", "Ik ben op vakantie tot maandag."),
        ("Resposta automática: candidatura", "Estou de férias até segunda-feira."),
        ("Automatyczna odpowiedź: aplikacja", "Jestem na urlopie do poniedziałku."),
    ],
)
def test_who_is_away_says_nothing_about_the_application(subject: str, text: str) -> None:
    assert is_automatic_answer(sentences(subject, text), JOB)


def test_an_automatic_confirmation_is_no_away_notice() -> None:
    assert not is_automatic_answer(
        sentences("Automatic reply: Baker at Acme", "We have received your application."), JOB
    )
    assert not is_automatic_answer(
        sentences("Your application", "Our recruiter is out of the office this week."), JOB
    )


def test_one_mark_of_a_scam_is_no_proof_of_one() -> None:
    assert not is_fraud(sentences("Write to me on WhatsApp if you are late."), JOB)
    assert is_fraud(
        sentences("Write to our manager on Telegram.", "We send a check to purchase equipment."),
        JOB,
    )


def test_a_warning_of_scams_is_none() -> None:
    assert not is_fraud(
        sentences("Beware of scams on Telegram.", "We never ask for a training fee."), JOB
    )


@pytest.mark.parametrize(
    "text",
    [
        "From: HR <hr@wells-farg0.example>\nSubject: Job offer: Remote Teller, Wells Fargo\n\n"
        "Congratulations, you have been hired without an interview. Add our manager on Telegram, "
        "and send a photo of your ID and the name of your bank for the mobile deposit.\n",
        "From: Indeed <alert@indeed.com>\nSubject: 14 new Baker jobs in Berlin\n\nBaker, Acme\n"
        "Apply now\nUnsubscribe from this job alert\n",
        "From: Hired Weekly <news@hired.example>\nSubject: How to answer a rejection\n\n"
        "Every seeker has read it: “we have decided to move forward with other candidates.”\n"
        "You receive this newsletter because you subscribed. Unsubscribe\n",
        "From: Acme Bank <no-reply@acme.example>\nSubject: Your credit card application\n\n"
        "We regret to inform you that your application was declined.\n",
    ],
    ids=["phishing", "alert", "newsletter", "credit"],
)
def test_a_mail_about_something_else_is_noise(text: str) -> None:
    assert read_mails(text, CONTEXT)[0].kind == "noise"
