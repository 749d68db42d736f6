"""Messages that are no plain line: mentions, /me, edits, an invitation to a channel."""

from __future__ import annotations

from adapters.slack.scopes import BOT_SCOPES
from tests.adapters.slack.harness import Bot, Harness
from tests.fakes.slack.app import Json
from tests.fakes.slack.client import Client
from tests.fakes.slack.people import Channel


def said(ada: Client, ts: str, text: str, **more: object) -> Json:
    return {
        "type": "message",
        "channel": ada.dm.id,
        "channel_type": "im",
        "user": ada.user.id,
        "text": text,
        "ts": ts,
        **more,
    }


def edit(ada: Client, ts: str, before: str, after: str, at: str | None = "1780301000.1") -> Json:
    """The event of an edit, or of a link's preview where it was not edited `at` any time."""
    message: Json = {"type": "message", "user": ada.user.id, "text": after, "ts": ts}
    if at is not None:
        message["edited"] = {"user": ada.user.id, "ts": at}
    return {
        "type": "message",
        "subtype": "message_changed",
        "channel": ada.dm.id,
        "channel_type": "im",
        "message": message,
        "previous_message": {"type": "message", "user": ada.user.id, "text": before, "ts": ts},
        "ts": at or ts,
    }


def titles(ada: Client) -> list[str]:
    return [ada.page(one).whole.title or "" for one in ada.screen if one.author is not ada.user]


async def mentions(ada: Client, harness: Harness, channel: Channel, text: str) -> None:
    bot = harness.workspace.bot.id
    event: Json = {
        "type": "app_mention",
        "channel": channel.id,
        "user": ada.user.id,
        "text": f"<@{bot}> {text}".strip(),
        "ts": "1780300800.5",
    }
    await ada.slack_sends("app_mention", event)


async def test_what_is_said_with_me_is_answered(bot: Bot, ada: Client) -> None:
    event = said(ada, "1780300800.1", "applied Acme", subtype="me_message")
    await ada.slack_sends("message.im", event)
    await bot.settled()
    assert "Applied to Acme" in titles(ada)


async def test_a_mention_in_a_channel_is_answered_before_its_authors_eyes_alone(
    bot: Bot, ada: Client, harness: Harness
) -> None:
    channel = harness.workspace.channel("jobs", [harness.workspace.bot, harness.ada])
    await mentions(ada, harness, channel, "applied Acme")
    await bot.settled()
    (answer,) = [one for one in ada.screen if one.channel is channel]
    assert answer.to is ada.user
    assert ada.page(answer).whole.title == "Applied to Acme"


async def test_a_bare_mention_is_answered_with_help(
    bot: Bot, ada: Client, harness: Harness
) -> None:
    channel = harness.workspace.channel("jobs", [harness.workspace.bot, harness.ada])
    await mentions(ada, harness, channel, "")
    await bot.settled()
    (answer,) = [one for one in ada.screen if one.channel is channel]
    assert "applied" in ada.page(answer).whole.text


async def test_an_invitation_to_a_channel_is_answered_once(
    bot: Bot, ada: Client, harness: Harness
) -> None:
    channel = harness.workspace.channel("jobs", [harness.workspace.bot, harness.ada])
    for user in (harness.workspace.bot.id, harness.ada.id):
        event: Json = {
            "type": "member_joined_channel",
            "user": user,
            "channel": channel.id,
            "channel_type": "C",
            "team": harness.workspace.id,
        }
        await ada.slack_sends("member_joined_channel", event)
        await bot.settled()
    (hello,) = [one for one in ada.screen if one.channel is channel]
    assert hello.to is None
    assert "I'm Followthrough" in ada.page(hello).whole.text
    ada.find("Start a group")


async def test_an_edit_of_what_was_understood_offers_to_change_it_and_saves_nothing(
    bot: Bot, ada: Client
) -> None:
    await ada.slack_sends("message.im", said(ada, "1780300800.1", "applied Acme"))
    await bot.settled()
    await ada.slack_sends(
        "message.im", edit(ada, "1780300800.1", "applied Acme", "applied Acme as Dev")
    )
    await bot.settled()
    assert titles(ada).count("Applied to Acme") == 1
    changed = next(one for one in ada.screen if ada.page(one).whole.title)
    assert ada.page(changed).whole.title == "You edited that message"
    await ada.presses("Edit")
    await bot.settled()
    assert ada.modal is not None
    assert "Acme" in ada.modal.title


async def test_an_edit_of_what_was_not_understood_is_read(bot: Bot, ada: Client) -> None:
    await ada.slack_sends("message.im", said(ada, "1780300800.1", "aplid to somewhere xyzzy"))
    await bot.settled()
    after = edit(ada, "1780300800.1", "aplid to somewhere xyzzy", "applied Acme")
    await ada.slack_sends("message.im", after)
    await ada.slack_sends("message.im", after)  # Slack says it twice
    await bot.settled()
    assert titles(ada).count("Applied to Acme") == 1
    assert "You edited that message" not in titles(ada)


async def test_a_links_preview_is_no_edit(bot: Bot, ada: Client) -> None:
    link = "<https://jobs.lever.co/acme/1f0c3b9e>"
    await ada.slack_sends("message.im", said(ada, "1780300800.1", f"applied {link}"))
    await bot.settled()
    before = len(ada.screen)
    preview = edit(ada, "1780300800.1", f"applied {link}", f"applied {link}", at=None)
    await ada.slack_sends("message.im", preview)
    await bot.settled()
    assert len(ada.screen) == before


def test_a_mention_needs_a_scope() -> None:
    assert "app_mentions:read" in BOT_SCOPES
