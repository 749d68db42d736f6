"""Mails that are broken, or made to break: read as far as they go, in bounded time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.mail.read_mail import read_mails
from tests.bot.mail.corpus import CONTEXT

_HEAD = b"From: Acme <jobs@acme.com>\r\nSubject: Baker\r\nDate: Mon, 1 Jun 2026 12:00:00 +0000\r\n"
_NO = b"We regret to inform you that you have not been selected for the Baker position.\r\n"
_LONG = 100_000


def test_a_thousand_mails_inside_each_other_are_read_as_far_as_they_go() -> None:
    nested = _HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 1_000 + b"Subject: x\r\n\r\nhello"
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (one, one)
        for one in range(1_000)
    )
    for mail in (nested, _HEAD + parts + b"\r\n" + _NO):
        assert len(read_mails(mail, CONTEXT)) == 1


def test_text_before_too_many_parts_is_still_read() -> None:
    text = b"--b\r\nContent-Type: text/plain\r\n\r\n" + _NO
    bomb = b"--b\r\nContent-Type: message/rfc822\r\n\r\n" * 5_000
    mail = _HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + text + bomb
    assert read_mails(mail, CONTEXT)[0].kind == "rejected"


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Type: text/plain; charset=no-such-charset\r\n",
        b"Content-Type: text/plain; charset=\x00\x01\r\n",
        b"Content-Type: text/plain; charset=utf-16\r\n",
        b"Content-Type: multipart/mixed\r\n",
        b"Content-Type: multipart/mixed; boundary=\r\n",
        b"Content-Type: ////\r\n",
        b"Content-Transfer-Encoding: no-such-encoding\r\n",
        b"Content-Type: text/plain; charset=hex\r\n",
        b"Date: Mon, 99 Foo 99999 99:99\r\n",
        b"From: =?utf-8?b?////?= <\r\n",
    ],
)
def test_a_broken_header_costs_nothing_but_itself(headers: bytes) -> None:
    mail = b"Message-ID: <1@acme.com>\r\nSubject: Baker at Acme\r\n" + headers + b"\r\n" + _NO
    assert read_mails(mail, CONTEXT)[0].kind == "rejected"


def test_bytes_in_another_charset_than_they_say_are_read() -> None:
    body = "Leider müssen wir Ihnen für die Stelle als Bäcker absagen.".encode("cp1252")
    mail = _HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + body
    reading = read_mails(mail, CONTEXT)[0]
    assert reading.kind == "rejected"
    assert "müssen" in reading.sentence


def test_an_executable_with_a_mails_name_says_nothing() -> None:
    reading = read_mails(b"MZ\x90\x00" + bytes(range(256)) * 4_000, CONTEXT, "offer.eml")[0]
    assert reading.kind == "noise"


@pytest.mark.parametrize(
    "text",
    [
        "a" * _LONG,
        "On " * (_LONG // 3),
        "On 1 x wrote:\n" * (_LONG // 14),
        "> " * (_LONG // 2),
        "From: a@b.c\n" * (_LONG // 12),
        "Regards,\n" * (_LONG // 9),
        "Acme Robotics " * (_LONG // 14),
        "A & " * (_LONG // 4),
        "position of " * (_LONG // 12),
        "we have decided not to " * (_LONG // 23),
        "June 4 at 2pm " * (_LONG // 14),
        "1 " * (_LONG // 2),
        "\n" * _LONG,
        "<div>" * (_LONG // 5) + "</div></div></div>",
        "https://acme.com/a " * (_LONG // 19),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_hundred_thousand_hostile_characters_are_read_in_bounded_time(text: str) -> None:
    began = time.process_time()
    read_mails(text, CONTEXT)
    read_mails(_HEAD + b"\r\n" + text.encode(), CONTEXT)
    assert time.process_time() - began < 10


@given(st.binary(max_size=2_000))
@settings(max_examples=150)
def test_no_bytes_raise(data: bytes) -> None:
    for name in ("", "a.eml", "a.mbox", "a.ics"):
        read_mails(data, CONTEXT, name)


@given(st.text(max_size=1_500))
@settings(max_examples=150)
def test_no_text_raises(text: str) -> None:
    read_mails(text, CONTEXT)
    read_mails(f"Subject: {text}\n\n{text}", CONTEXT)
