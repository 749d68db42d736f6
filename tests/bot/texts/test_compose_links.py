"""A letter opens in the person's own mailbox with every sign as it is written."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from bot.domain.people.person import MailApp
from bot.message import Draft
from bot.texts.compose_links import LONGEST, compose_url

LETTER = Draft(
    "Größe & 50 % + more?", "Dear Zoë,\n\nA=B & C+D: 100% ✓ #1\n\nBest", "a+b@käse.example"
)


@pytest.mark.parametrize(
    ("app", "subject"),
    [(MailApp.GMAIL, "su"), (MailApp.OUTLOOK, "subject"), (MailApp.MAIL_PROGRAM, "subject")],
)
def test_umlauts_plus_and_line_breaks_arrive(app: MailApp, subject: str) -> None:
    url = compose_url(LETTER, app)
    assert url is not None
    fields = {name: one[0] for name, one in parse_qs(urlsplit(url).query).items()}
    assert fields[subject] == LETTER.subject
    assert fields["body"].replace("\r\n", "\n") == LETTER.body
    assert "\n" not in url
    if app is not MailApp.MAIL_PROGRAM:
        assert fields["to"] == LETTER.to


def test_what_is_only_said_and_what_is_too_long_opens_nowhere() -> None:
    assert compose_url(Draft("", "Hello, this is Ada."), MailApp.GMAIL) is None
    assert compose_url(Draft("Hello", "ü" * LONGEST), MailApp.GMAIL) is None
