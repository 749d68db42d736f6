"""Files come attached to the private answer."""

from __future__ import annotations

from adapters.shared.child_process import ChildProcess
from adapters.shared.picture_renderer import PictureRenderer
from bot.charts.theme import ColorScheme
from tests.adapters.discord.harness import Bot, Harness
from tests.adapters.discord.screen import written_back
from tests.adapters.discord.test_mail import answers
from tests.bot.mails import NO
from tests.conformance.test_imports import LONG_LIST
from tests.fakes.discord.client import Client
from tests.fakes.discord.components import GALLERY
from tests.fakes.discord.server import FakeDiscord
from tests.fakes.discord.uploads import Upload


async def test_a_long_list_says_how_far_it_is_read_in_one_message(
    bot: Bot, fake: FakeDiscord, ada: Client
) -> None:
    await ada.drops(Upload("@everyone.csv", LONG_LIST))
    progress, preview = await answers(fake, ada, 2)
    assert progress.whole.text == "Reading “@everyone.csv”: 1,500 of 1,500 rows."
    assert preview.whole.title == "1,500 rows: 1,500 understood, 0 need you"


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


async def test_the_numbers_come_with_the_funnel_as_a_described_picture(
    harness: Harness, ada: Client, child: ChildProcess
) -> None:
    harness.renderer = PictureRenderer(child, ColorScheme.DARK)
    async with harness.running():
        await ada.types("applied", company="Acme")
        one = await ada.types("stats")
        assert one.original is not None
        (attached,) = one.original.attached
        assert attached.file.name == "funnel.png"
        (card,) = one.original.payload()["components"]
        (gallery,) = (part for part in card["components"] if part["type"] == GALLERY)
        (shown,) = gallery["items"]
        assert shown["description"].startswith("Where 1 application went.")
        assert "Acme" not in shown["description"]


async def test_what_follows_an_answer_comes_with_its_file_and_with_its_picture(
    harness: Harness, fake: FakeDiscord, ada: Client, child: ChildProcess
) -> None:
    harness.renderer = PictureRenderer(child)
    async with harness.running():
        await ada.types("applied", company="Acme")
        for words in ("export json", "stats"):
            await ada.drops(Upload("no.eml", NO.encode()), text=words)

        def seen() -> list[str] | None:
            names = [
                file.file.name for one in ada.sees() if one.author.bot for file in one.attached
            ]
            return names if len(names) >= 2 else None

        names = await fake.directory.signal.until(seen, "two files")
        assert sorted(name.rpartition(".")[2] for name in names) == ["json", "png"]
