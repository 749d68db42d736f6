"""Files come attached to the private answer."""

from __future__ import annotations

from tests.adapters.discord.harness import Bot
from tests.adapters.discord.screen import written_back
from tests.fakes.discord.client import Client
from tests.fakes.discord.server import FakeDiscord


async def test_an_export_is_attached_to_the_answer(bot: Bot, ada: Client) -> None:
    await ada.types("applied", company="Acme")
    one = await ada.types("export")
    assert one.original is not None
    (attached,) = one.original.attached
    assert b"Acme" in attached.file.content


async def test_an_export_asked_for_in_words_is_attached_too(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    await ada.types("applied", company="Acme")
    await ada.says("export json")
    await written_back(fake, ada)
    attached = [file for one in ada.sees() for file in one.attached]
    assert [b"applications" in one.file.content for one in attached] == [True]
