"""A queue: words that a notification shows, and after the first press, lines with buttons."""

from __future__ import annotations

import pytest

from adapters.console.virtual_clock import VirtualClock
from adapters.discord.rendering.cards import card_id
from adapters.discord.rendering.classic import LONGEST_CONTENT, draw_classic
from bot.command import ApplicationRef
from bot.message import Button, Draft, Invocation, Item, Message
from tests.adapters.discord.harness import Bot
from tests.adapters.discord.screen import days, labels, nudged, shown
from tests.fakes.discord.client import Client
from tests.fakes.discord.components import SELECT, walk
from tests.fakes.discord.interactions import ResponseType
from tests.fakes.discord.messages import COMPONENTS_V2
from tests.fakes.discord.messages import Message as Sent

COMPANIES = ("Acme", "Globex", "Initech", "Umbrella")


async def due(bot: Bot, clock: VirtualClock, client: Client, companies: tuple[str, ...]) -> Sent:
    await client.types("settings", language="en")
    for company in companies:
        await client.types("applied", company=company)
    await days(bot, clock, 7)
    return client.sees()[-1]


@pytest.fixture
async def queue(bot: Bot, clock: VirtualClock, ada: Client) -> Sent:
    return await due(bot, clock, ada, COMPANIES)


def letter(client: Client, message: Sent) -> str:
    """The words to send that stand on a message."""
    (body,) = [part.letter[1] for part in client.reads(message).parts if part.letter]
    return body


def lines(client: Client, queue: Sent) -> dict[str, list[str]]:
    """Returns the buttons beside each line and in the menu below it, by the line's company."""
    return {
        next(one for one in COMPANIES if one in part.title): [b.label for b in part.pressables]
        for part in client.reads(queue).entries
    }


async def test_a_reminder_says_in_its_notification_what_is_due(
    bot: Bot, clock: VirtualClock, ada: Client
) -> None:
    message = await nudged(bot, clock, ada)
    assert message.body["content"].startswith(
        "**Follow up with Acme \\(Baker\\)**".replace("\\", "")
    )
    assert not message.flags & COMPONENTS_V2
    assert letter(ada, message)
    pressed = await ada.presses("I sent it", message)
    assert pressed.reply is ResponseType.UPDATE
    assert message.flags & COMPONENTS_V2
    assert (message.body["content"], message.body["embeds"]) == (None, [])
    assert (message.body["poll"], message.body["sticker_ids"]) == (None, [])


async def test_a_queue_is_lines_to_read_and_one_menu_to_open_them(ada: Client, queue: Sent) -> None:
    content = queue.body["content"].split("\n")
    assert content[0] == "**4 follow-ups due**"
    assert content[1:] == [f"• **Follow up · {one}** · applied on Mon 1 Jun" for one in COMPANIES]
    (menu,) = [one for one in walk(queue.body["components"]) if one["type"] == SELECT]
    assert menu["placeholder"] == "Open …"
    assert [one["label"] for one in menu["options"]] == [f"Follow up with {c}" for c in COMPANIES]
    assert ada.reads(queue).find("Snooze the rest till tomorrow")


async def test_what_is_done_on_an_opened_line_rewrites_that_line_alone(
    ada: Client, queue: Sent
) -> None:
    opened = shown(await ada.presses("Follow up with Globex", queue))
    assert letter(ada, opened)
    assert {"I sent it", "They replied", "Snooze", "Skip"} <= labels(ada.reads(opened))
    await ada.presses("I sent it", opened)
    assert "Undo" in labels(ada.reads(opened))
    assert [part.title for part in ada.reads(queue).entries[:2]] == [
        "Follow up · Acme · applied on Mon 1 Jun",
        "Globex · Sent today.",
    ]
    assert lines(ada, queue)["Globex"] == ["Undo"]
    assert lines(ada, queue)["Acme"] == ["Draft", "I sent it", "They replied", "Snooze", "Skip"]
    await ada.presses("I sent it", queue, on="Acme")
    assert lines(ada, queue)["Acme"] == ["Undo"]
    await ada.presses("Undo", queue, on="Globex")
    assert lines(ada, queue)["Globex"][0] == "Draft"


async def test_a_line_opened_from_elsewhere_leaves_that_as_it_is(
    bot: Bot, ada: Client, queue: Sent
) -> None:
    listed = shown(await ada.types("nudges"))
    before = listed.body
    opened = shown(await ada.presses("Draft", listed, on="Acme"))
    await ada.presses("Skip", opened)
    assert listed.body == before
    assert ada.reads(opened).whole.title == "Skipped: Acme"


async def test_ten_lines_fit_one_page_with_a_menu_of_them(
    bot: Bot, clock: VirtualClock, ada: Client
) -> None:
    ten = tuple(f"Company {number}" for number in range(10))
    message = await due(bot, clock, ada, ten)
    opened = shown(await ada.presses("Follow up with Company 3", message))
    await ada.presses("Skip", opened)
    page = ada.reads(message)
    assert len(page.entries) == 10
    assert not page.find("Next")
    assert len(list(walk(message.body["components"]))) <= 40
    again = shown(await ada.presses("Follow up with Company 4", message))
    assert letter(ada, again)


async def test_two_due_at_once_have_their_own_words_and_numbered_buttons(
    bot: Bot, clock: VirtualClock, ada: Client
) -> None:
    message = await due(bot, clock, ada, COMPANIES[:2])
    assert message.body["content"].startswith("**2 follow-ups due**\nAcme and Globex.")
    drawn = [one["label"] for one in walk(message.body["components"]) if "label" in one]
    assert {"1: I sent it", "2: I sent it"} <= set(drawn)
    await ada.presses("I sent it", message, on="Follow up with Globex")
    first, second = ada.reads(message).entries
    assert "I sent it" in [one.label for one in first.pressables]
    assert "Undo" in [one.label for one in second.pressables]


async def test_copy_answers_with_the_letter_alone_and_open_in_mail_with_a_link(
    bot: Bot, clock: VirtualClock, ada: Client
) -> None:
    message = await nudged(bot, clock, ada)
    copied = shown(await ada.presses("Copy", message))
    assert copied.body["content"] == letter(ada, message)
    assert not copied.body.get("components")
    opened = ada.reads(shown(await ada.presses("Open in mail", message)))
    ((_, url),) = opened.links
    assert url.startswith("https://mail.google.com/mail/")


def nudge(letter: str, *buttons: str) -> Message:
    does = Invocation("skip", {"company": ApplicationRef(id=1)}, 1)
    item = Item(
        "Follow up",
        "It is time.",
        buttons=tuple(Button(one, does) for one in buttons),
        draft=Draft("Hello", letter),
    )
    return Message(item.text, item.title, items=(item,), delivery="d1")


def test_a_letter_too_long_for_the_words_hangs_below_them() -> None:
    drawn = draw_classic(nudge("word " * 500, "Skip"), ["a"], "d1")
    assert drawn is not None
    assert len(drawn.content) < LONGEST_CONTENT
    assert "word word" not in drawn.content
    assert "word word" in drawn.embeds[0]["description"]
    assert drawn.components[0]["id"] == card_id("d1")


def test_what_a_classic_message_cannot_hold_is_drawn_as_cards() -> None:
    assert draw_classic(nudge("word " * 1_000, "Skip"), ["a"], "d1") is None
    assert draw_classic(nudge("word"), [], "d1") is None
