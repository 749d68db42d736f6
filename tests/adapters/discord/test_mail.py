"""Mails at Discord: pasted, dropped as files, brought with a command, or read from a message."""

from __future__ import annotations

from tests.adapters.discord.harness import Bot
from tests.bot.mails import INVITED, NO, RECEIVED, event, mailbox
from tests.fakes.discord.client import Client
from tests.fakes.discord.page import Page
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.uploads import Upload


async def answers(fake: FakeDiscord, ada: Client, count: int) -> list[Page]:
    """Returns the bot's answers, oldest first."""

    def enough() -> list[Page] | None:
        pages = [ada.reads(one) for one in ada.sees() if one.author.bot]
        return pages if len(pages) >= count else None

    return await fake.directory.signal.until(enough, f"{count} answers")


async def test_a_pasted_mail_is_a_card_with_three_buttons(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    await ada.says(NO)
    page = (await answers(fake, ada, 1))[0]
    assert page.whole.title == "Rejection · Allen Institute (Engineer)"
    assert all(page.find(one) for one in ("Log it", "Another job", "Not this"))


async def test_files_are_a_card_each_in_their_order(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    await ada.drops(
        Upload("no.eml", NO.encode()),
        Upload("two.mbox", mailbox(RECEIVED, INVITED)),
        Upload("invite.ics", event()),
    )
    titles = [one.whole.title.split(" · ")[0] for one in await answers(fake, ada, 4)]
    assert titles == ["Rejection", "Confirmation", "Invitation", "Invitation"]


async def test_a_long_paste_that_discord_makes_a_file_counts_as_pasted(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    await ada.drops(Upload("message.txt", (NO + "\n" * 3 + "x " * 3_000).encode()))
    assert (await answers(fake, ada, 1))[0].whole.title.startswith("Rejection · Allen Institute")


async def test_a_file_that_is_too_large_is_not_fetched(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    await ada.drops(Upload("big.eml", b"x" * (25 * 1024**2 + 1)))
    assert "I read up to 25" in (await answers(fake, ada, 1))[0].whole.text


async def test_a_file_can_come_with_the_command(bot: Bot, ada: Client) -> None:
    one = await ada.types("mail", file=Upload("no.eml", NO.encode()))
    assert one.original is not None
    assert ada.reads(one.original).whole.title.startswith("Rejection · Allen Institute")


async def test_a_message_can_be_read_from_its_menu(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    mail = await ada.says(NO)
    await answers(fake, ada, 1)
    one = await ada.uses("Read this email", mail)
    assert one.original is not None
    assert ada.reads(one.original).whole.title.startswith("Rejection · Allen Institute")
