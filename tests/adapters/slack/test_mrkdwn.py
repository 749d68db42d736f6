"""User text shows as written, pings nobody and forges no link."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adapters.slack.rendering.limits import Json
from adapters.slack.rendering.mrkdwn import (
    escape,
    escape_to_fit,
    find_links,
    link,
    moment,
    plain_text,
    read_text,
    titled,
    unescape,
)
from tests.adapters.slack.user_text import NASTY, names
from tests.fakes.slack import mrkdwn
from tests.fakes.slack.mrkdwn import Reader
from tests.fakes.slack.typed_text import linked


def shown(text: Json) -> str:
    """Returns a text object as a user reads it; fails if it pings anyone."""

    def ping(what: str) -> None:
        raise AssertionError(f"{what} is pinged by {text}")

    if text["type"] == "plain_text":
        assert text["emoji"] is False
        return mrkdwn.plain(text["text"])
    assert text["verbatim"] is True
    return mrkdwn.shown(text["text"], Reader("UTC", datetime.now(UTC), str, ping))


@given(names)
def test_escaping_is_taken_back_by_unescaping(name: str) -> None:
    assert unescape(escape(name)) == name


@given(names)
def test_a_plain_text_shows_what_was_written(name: str) -> None:
    assert shown(plain_text(name, 3000)) == (name.strip() or "–")


@given(names, names)
def test_a_title_over_a_text_shows_both_as_written(title: str, text: str) -> None:
    title = title or "Acme"
    assert shown(titled(title, text, 3000)) == (f"{title}\n{text}" if text else title)


@pytest.mark.parametrize("name", [name for name in NASTY if name != "a|b"])
def test_a_name_that_could_be_markup_is_never_drawn_as_markup(name: str) -> None:
    assert titled(name, "", 300)["type"] == "plain_text"


def test_an_ordinary_name_is_drawn_bold() -> None:
    assert titled("Acme (Baker)", "applied", 300)["text"] == "*Acme (Baker)*\napplied"


@given(names, st.integers(min_value=6, max_value=60))
def test_what_is_cut_fits_and_is_cut_between_entities(name: str, most: int) -> None:
    cut = escape_to_fit(name, most)
    assert len(cut) <= most
    assert escape(unescape(cut)) == cut


@given(names)
def test_what_is_typed_arrives_as_it_was_typed(name: str) -> None:
    assume("|" not in name)  # within an address Slack would end the address there
    assert read_text(linked(name)) == name


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("applied <http://booking.com|booking.com> as Baker", "applied booking.com as Baker"),
        ("applied <https://jobs.lever.co/acme>", "applied https://jobs.lever.co/acme"),
        ("applied <https://x.example/?a=1&amp;b=2>", "applied https://x.example/?a=1&b=2"),
        ("ask <mailto:dana@acme.example|dana@acme.example>", "ask dana@acme.example"),
        ("call <tel:+49301234|+49 30 1234>", "call +49 30 1234"),
        ("with <@U123|dana> in <#C1|jobs>", "with @dana in #jobs"),
        ("with <@U123>", "with @U123"),
        ("<!channel> <!subteam^S1|@cooks>", "@channel @cooks"),
        ("AT&amp;T &lt;!channel&gt; &amp;lt;", "AT&T <!channel> &lt;"),
    ],
)
def test_what_slack_wraps_is_unwrapped(sent: str, said: str) -> None:
    assert read_text(sent) == said


def test_the_addresses_in_a_message_are_found() -> None:
    message = "see <https://jobs.lever.co/acme?a=1&amp;b=2|the job> and <@U1> &lt;https://no&gt;"
    assert [one for one, _ in find_links(message)] == ["https://jobs.lever.co/acme?a=1&b=2"]


def test_a_moment_is_drawn_in_the_readers_zone() -> None:
    at = datetime(2026, 6, 4, 12, 0, tzinfo=UTC)
    reader = Reader("Europe/Berlin", datetime(2026, 6, 1, tzinfo=UTC), str, print)
    assert mrkdwn.shown(moment(at, "then"), reader) == "Jun 4 2:00 PM"


def test_a_link_cannot_be_ended_early() -> None:
    reader = Reader("UTC", datetime.now(UTC), str, print)
    drawn = link("https://x.example/a|b>c", "Open <it>")
    assert drawn == "<https://x.example/a%7Cb&gt;c|Open &lt;it&gt;>"
    assert mrkdwn.shown(drawn, reader) == "Open <it>"
