"""A link is kept without its trackers, and what is no link is none."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.parsing.parse_context import ParseError
from bot.parsing.urls import LONGEST, looks_like_link, read_link, unwrap
from tests.bot.parsing.contexts import attempt


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("https://acme.com/jobs/1", "https://acme.com/jobs/1"),
        ("HTTP://acme.com/jobs/1.", "http://acme.com/jobs/1"),
        (" <https://acme.com/1> ", "https://acme.com/1"),
        ("jobs.lever.co/acme/1", "https://jobs.lever.co/acme/1"),
        ("https://b\xfccher.de/stelle", "https://b\xfccher.de/stelle"),
        ("https://a.co/?utm_source=x&gh_jid=4&UTM_Campaign=y", "https://a.co/?gh_jid=4"),
        ("https://a.co/1?gclid=1&fbclid=2", "https://a.co/1"),
        ("https://a.co/1?gh_src=abc&ashby_jid=9#apply", "https://a.co/1?ashby_jid=9#apply"),
        ("https://a.co/1?lever-source=LinkedIn", "https://a.co/1"),
        ("https://a.co/1?ref=12345&source=42", "https://a.co/1?ref=12345&source=42"),
        ("https://a.co/1?q=a%20b&x=1+2", "https://a.co/1?q=a%20b&x=1+2"),
        ("https://www.linkedin.com/jobs/view/1/?trackingId=a&refId=b", None),
    ],
)
def test_a_link_is_kept_without_what_tracks(text: str, link: str | None) -> None:
    assert read_link(text) == (link or "https://www.linkedin.com/jobs/view/1/")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ftp://acme.com", "A link starts with https:// or http://."),
        ("file:///etc/passwd", "A link starts with https:// or http://."),
        ("https://ada:secret@acme.com", "name or a password"),
        ("https://acme.com@evil.example/", "name or a password"),
        ("https://acme.com/" + "a" * LONGEST, "a link fits in 2,000"),
    ],
)
def test_a_link_that_cannot_be_kept_is_said(text: str, said: str) -> None:
    with pytest.raises(ParseError) as unread:
        read_link(text)
    assert said in unread.value.sentence


@pytest.mark.parametrize(
    "text",
    [
        *("", "Acme", "javascript:alert(1)", "mailto:a@b.c", "https://", "http://?x", "//a.co"),
        *("https://a b.co", "https://[::1", "https://a.co:99999", "https://a.co/<b>", "24/7"),
        *("https://a.co\\@evil.example", 'https://a.co/"onload', "data:text/html,x"),
    ],
)
def test_what_is_no_link_is_none(text: str) -> None:
    assert read_link(text) is None


@pytest.mark.parametrize(
    ("word", "link"),
    [
        ("https://a.co", True),
        ("HTTPS://A.CO", True),
        ("jobs.lever.co/acme", True),
        ("Booking.com", False),
        ("24/7", False),
        ("and/or", False),
        ("ftp://a.co", False),
    ],
)
def test_a_company_called_like_its_site_is_no_link(word: str, link: bool) -> None:
    assert looks_like_link(word) is link


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("see <https://a.co/1> now", "see https://a.co/1 now"),
        ("<https://a.co/1>", "https://a.co/1"),
        ("a < b and c > d", "a < b and c > d"),
        ("<@U123> <https://a.co/1|the job>", "<@U123> <https://a.co/1|the job>"),
    ],
)
def test_angle_brackets_around_an_address_are_none_of_it(text: str, typed: str) -> None:
    assert unwrap(text) == typed


URLS = st.from_regex(r"https?://[a-z]{1,8}\.[a-z]{2,3}(/[a-z%&?=#_.~-]{0,30})?", fullmatch=True)


@given(URLS | st.text().map("https://".__add__) | st.text())
@example("http://a.aa/.?")
@example("http://a.aa/?.&utm_source=x")
@example("http://a.aa/.?utm_source=x#")
def test_what_is_read_is_http_and_reads_the_same_again(text: str) -> None:
    link = attempt(lambda: read_link(text))
    if isinstance(link, str):
        assert link.startswith(("http://", "https://"))
        assert len(link) <= LONGEST
        assert read_link(link) == link
