"""The fake shows what a person would see, so that a slip in escaping shows as well."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.fakes.slack import mrkdwn
from tests.fakes.slack.message import Revision
from tests.fakes.slack.message_reader import Page, read
from tests.fakes.slack.mrkdwn import Reader

NOW = datetime.fromisoformat("2026-06-01T10:00:00+02:00")
AT = int(datetime.fromisoformat("2026-06-08T09:00:00+02:00").timestamp())


def reader(zone: str = "Europe/Berlin", locale: str = "en-GB") -> Reader:
    names = {"U1": "bea", "C1": "hunters"}
    return Reader(zone, NOW, names.__getitem__, lambda _: None, locale)


def page(*blocks: dict[str, Any], text: str = "") -> Page:
    return read(Revision(text, blocks), reader())


def mark(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def section(text: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": text, **more}


def actions(*labels: str) -> dict[str, Any]:
    buttons = [{"type": "button", "action_id": one, "text": plain(one)} for one in labels]
    return {"type": "actions", "elements": buttons}


def rich(*parts: tuple[str, str], bold: bool = False) -> dict[str, Any]:
    style = {"style": {"bold": True}} if bold else {}
    elements = [
        {"type": kind, "elements": [{"type": "text", "text": text, **style}]}
        for kind, text in parts
    ]
    return {"type": "rich_text", "elements": elements}


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("*bold* and _so_ on, ~gone~ `code`", "bold and so on, gone code"),
        ("2*3*4 snake_case_name *", "2*3*4 snake_case_name *"),
        ("A &amp; B &lt;C&gt;", "A & B <C>"),
        ("&amp;lt;", "&lt;"),
        ("<https://x.io/a|A &amp; B> <https://x.io/a>", "A & B https://x.io/a"),
        ("<@U1> in <#C1>, <mailto:a@b.de|a@b.de>", "@bea in #hunters, a@b.de"),
        ("<!channel> <!subteam^S1|@bakers>", "@channel @subteam^S1"),
        ("```\nDear *Dana*,\n```", "Dear *Dana*,"),
        (f"<!date^{AT}^{{date_short_pretty}} at {{time}}|later>", "8 Jun at 09:00"),
        (f"<!date^{AT}^{{date_num}} {{time_secs}}|later>", "2026-06-08 09:00:00"),
    ],
)
def test_markup_is_read_as_slack_shows_it(sent: str, seen: str) -> None:
    assert mrkdwn.shown(sent, reader()) == seen


@pytest.mark.parametrize(
    ("zone", "locale", "seen"),
    [
        ("America/New_York", "en-US", "Monday, June 8 at 3:00 AM"),
        ("Europe/Berlin", "de-DE", "Montag, 8. Juni at 09:00"),
    ],
)
def test_a_date_is_in_the_readers_own_zone_and_language(zone: str, locale: str, seen: str) -> None:
    sent = f"<!date^{AT}^{{date_long}} at {{time}}|later>"
    assert mrkdwn.shown(sent, reader(zone, locale)) == seen


def test_a_day_near_by_is_called_so() -> None:
    today = int(NOW.timestamp())
    sent = f"<!date^{today}^{{date_short_pretty}} {{time}}|now>"
    assert mrkdwn.shown(sent, reader()) == "Today 10:00"


def test_plain_text_has_no_markup_but_the_entities() -> None:
    assert mrkdwn.plain("*A* &amp; <!channel>") == "*A* & <!channel>"


def test_a_message_has_a_title_a_text_facts_and_buttons() -> None:
    seen = page(
        {"type": "header", "text": plain("Acme &amp; Co")},
        section(mark("Logged."), fields=[mark("*Applied*\nMon 1 Jun"), mark("*Role:* Baker")]),
        section(mark("More"), fields=[mark("*Next*"), plain("Mon 8 Jun")]),
        actions("Edit", "Undo"),
        {"type": "context", "elements": [mark("_private_")]},
        text="Acme: logged",
    )
    assert (seen.whole.title, seen.whole.text) == ("Acme & Co", "Logged.\nMore\nprivate")
    assert seen.whole.facts == [("Applied", "Mon 1 Jun"), ("Role", "Baker"), ("Next", "Mon 8 Jun")]
    assert [one.label for one in seen.whole.pressables] == ["Edit", "Undo"]
    assert seen.notification == "Acme: logged"


def test_dividers_part_entries_and_loose_buttons_belong_to_the_whole() -> None:
    seen = page(
        {"type": "header", "text": plain("Due")},
        {"type": "divider"},
        section(mark("*Acme*\nfollow up"), accessory=actions("Done")["elements"][0]),
        {"type": "divider"},
        rich(("rich_text_section", "Zebra\n"), bold=True),
        actions("I sent it", "Skip"),
        {"type": "divider"},
        actions("Show the rest"),
    )
    acme, zebra = seen.entries
    assert (acme.title, acme.text) == ("Acme", "follow up")
    assert zebra.title == "Zebra"
    assert [one.label for one in zebra.pressables] == ["I sent it", "Skip"]
    assert [one.label for one in seen.whole.pressables] == ["Show the rest"]


def test_a_code_block_is_there_to_be_copied() -> None:
    letter = rich(
        ("rich_text_section", "Subject"),
        ("rich_text_preformatted", "Thank you"),
        ("rich_text_section", "Message"),
        ("rich_text_preformatted", "Dear *Dana* & Co,"),
        bold=True,
    )
    copied = [(one.label, one.text) for one in page(letter).whole.copyables]
    assert copied == [("Subject", "Thank you"), ("Message", "Dear *Dana* & Co,")]
    fenced = page(section(mark("Send:\n```\nHello &lt;3\n```")))
    assert [one.text for one in fenced.whole.copyables] == ["Hello <3"]


def test_a_message_without_blocks_is_its_text() -> None:
    seen = page(text="*Acme*\nlogged &amp; done")
    assert (seen.whole.title, seen.whole.text) == ("Acme", "logged & done")


def test_a_text_without_styles_keeps_its_signs() -> None:
    seen = read(Revision("*Acme* &amp; Co", (), styled=False), reader())
    assert (seen.whole.title, seen.whole.text) == ("", "*Acme* & Co")
