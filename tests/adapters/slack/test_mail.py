"""Mails at Slack: pasted, dropped as files, or read from a message."""

from __future__ import annotations

from tests.adapters.slack.harness import Bot, Harness
from tests.bot.mails import INVITED, NO, RECEIVED, event, mailbox
from tests.fakes.slack.app import Json
from tests.fakes.slack.client import Client
from tests.fakes.slack.message import Revision


async def titles(bot: Bot, ada: Client) -> list[str]:
    """Returns the titles of the bot's messages, oldest first."""
    await bot.settled()
    pages = [ada.page(one) for one in reversed(ada.screen) if one.author is not ada.user]
    return [page.whole.title for page in pages]


async def said(bot: Bot, ada: Client) -> str:
    await bot.settled()
    return ada.page(ada.screen[0]).whole.text


async def test_a_pasted_mail_is_a_card_with_three_buttons(bot: Bot, ada: Client) -> None:
    await ada.says(NO)
    assert (await titles(bot, ada))[-1] == "Rejection · Allen Institute (Engineer)"
    page = ada.page(ada.screen[0])
    pressed = [one.label for part in page.parts for one in part.pressables]
    assert pressed[:3] == ["Log it", "Another job", "Not this"]


async def test_files_are_a_card_each_in_their_order(bot: Bot, ada: Client) -> None:
    await ada.drops(
        ada.file("no.eml", NO.encode()),
        ada.file("two.mbox", mailbox(RECEIVED, INVITED)),
        ada.file("invite.ics", event()),
    )
    kinds = [title.split(" · ")[0] for title in await titles(bot, ada) if " · " in title]
    assert kinds == ["Rejection", "Confirmation", "Invitation", "Invitation"]


async def test_a_snippet_counts_as_pasted(bot: Bot, ada: Client) -> None:
    await ada.drops(ada.file("Untitled", NO.encode(), mode="snippet"))
    assert (await titles(bot, ada))[-1].startswith("Rejection · Allen Institute")


async def test_a_file_outside_slack_is_refused_and_never_fetched(
    bot: Bot, ada: Client, harness: Harness
) -> None:
    file: Json = {**ada.file("no.eml", NO.encode()), "mode": "external", "is_external": True}
    await ada.drops(file)
    assert "kept outside Slack" in await said(bot, ada)
    elsewhere = {
        **ada.file("no.eml", NO.encode()),
        "url_private_download": "https://files.example.org/no.eml",
    }
    await ada.drops(elsewhere)
    assert "kept outside Slack" in await said(bot, ada)
    assert harness.slack.downloads == 0


async def test_a_sign_in_page_is_no_file(bot: Bot, ada: Client, harness: Harness) -> None:
    for install in harness.slack.installs.active(harness.workspace):
        install.scopes = tuple(one for one in install.scopes if one != "files:read")
    await ada.drops(ada.file("no.eml", NO.encode()))
    assert "files:read" in await said(bot, ada)


async def test_a_file_that_is_too_large_is_not_fetched(
    bot: Bot, ada: Client, harness: Harness
) -> None:
    await ada.drops({**ada.file("big.eml", b"x"), "size": 26 * 1024**2})
    assert "I read up to 25" in await said(bot, ada)
    assert harness.slack.downloads == 0


async def test_a_message_is_read_by_its_shortcut(bot: Bot, ada: Client, harness: Harness) -> None:
    channel = harness.workspace.channel("jobs", [harness.ada, harness.bea])
    shared = harness.workspace.post(
        channel, Revision(NO.replace("<", "&lt;"), ()), author=harness.bea
    )
    await ada.message_shortcut("Read this email", shared)
    await bot.settled()
    answer = ada.screen[0]
    assert answer.to is ada.user
    assert ada.page(answer).whole.title == "Rejection · Allen Institute (Engineer)"


async def test_a_path_is_refused(bot: Bot, ada: Client) -> None:
    await ada.says("/mail /etc/passwd")
    assert "I can't open paths here" in await said(bot, ada)
