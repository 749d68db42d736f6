"""A pasted mail is distinguished from a sentence that a user says to the bot."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.mail.recognize import MailLikeness, looks_like_mail
from tests.bot.mail.corpus import load
from tests.bot.mail.formats import as_sent

LINES = Path(__file__).parents[2] / "corpus"


def said() -> list[str]:
    """Every line of the corpus of what people type."""
    rows = [
        row.split("\t")
        for file in sorted(LINES.glob("*.tsv"))
        for row in file.read_text("utf-8").splitlines()
        if row and not row.startswith("#")
    ]
    return [row[2].replace("⏎", "\n") for row in rows if len(row) > 2]


def test_no_line_that_people_type_is_taken_for_a_mail_for_certain() -> None:
    lines = said()
    assert len(lines) > 3_000
    assert [line for line in lines if looks_like_mail(line) is MailLikeness.YES] == []


def test_a_mail_pasted_with_its_headers_is_always_recognized() -> None:
    texts = [text for mail in load() if isinstance(text := as_sent(mail, "paste"), str)]
    whole = [text for text in texts if "\nSubject: " in text or text.startswith("Subject: ")]
    assert [text for text in whole if looks_like_mail(text) is MailLikeness.NO] == []


def test_most_mails_are_recognized_by_their_text_alone() -> None:
    texts = [mail.text for mail in load()]
    assert sum(looks_like_mail(text) is not MailLikeness.NO for text in texts) >= 0.85 * len(texts)


@pytest.mark.parametrize(
    "text",
    [
        "applied Acme as Baker yesterday",
        "Hi, I applied to Acme yesterday",
        "applied Acme\napplied Globex\napplied Initech as Cook",
        "Hi!\napplied Acme",
        "/heard-back Acme they wrote:\nDear Ada, we are still reading.",
        "Acme said no",
        "",
    ],
)
def test_what_is_said_to_the_bot_is_no_mail(text: str) -> None:
    assert looks_like_mail(text) is MailLikeness.NO


@pytest.mark.parametrize(
    "text",
    [
        "Dear Ada,\n\nThank you for your application. We have decided to go another way.\n",
        "Sehr geehrte Frau Lovelace,\nleider müssen wir Ihnen für die Stelle absagen, danke.",
        "Thank you for taking the time to speak with us. After careful thought we have decided to "
        "proceed with other candidates, and we wish you luck.\n\nKind regards\nDana",
    ],
)
def test_a_body_alone_may_be_a_mail(text: str) -> None:
    assert looks_like_mail(text) is MailLikeness.MAYBE


@pytest.mark.parametrize(
    "text",
    [
        "From: Acme <jobs@acme.com>\nSubject: Your application\n\nThank you for applying.",
        "Betreff: Ihre Bewerbung als Bäcker\nLeider müssen wir Ihnen absagen, alles Gute für Sie.",
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR",
        "From jobs@acme.com Mon Jun  1 10:00:00 2026\nFrom: jobs@acme.com\n\nhello",
        "Delivered-To: ada@example.org\nMessage-ID: <1@acme.com>\nSubject: Hi\n\nhello",
    ],
)
def test_headers_and_calendars_are_mails_for_certain(text: str) -> None:
    assert looks_like_mail(text) is MailLikeness.YES
