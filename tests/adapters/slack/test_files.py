"""Files reach a person in their direct messages, and nobody else."""

from __future__ import annotations

from adapters.shared.child_process import ChildProcess
from adapters.shared.picture_renderer import PictureRenderer
from tests.adapters.slack.harness import Bot, Harness
from tests.bot.mails import NO
from tests.conformance.test_imports import LONG_LIST
from tests.fakes.slack.client import Client


async def test_a_long_list_says_how_far_it_is_read_in_one_message(bot: Bot, ada: Client) -> None:
    await ada.slash("/applied Zebra")  # who is known already gets no welcome in between
    await bot.settled()
    await ada.drops(ada.file("<!channel>.csv", LONG_LIST))
    await bot.settled()
    theirs = [one for one in reversed(ada.screen) if one.author is not ada.user]
    progress, _, preview = theirs[-3:]  # the file with all rows between them
    assert ada.page(progress).whole.text == "Reading “<!channel>.csv”: 1,500 of 1,500 rows."
    assert ada.page(preview).whole.title == "1,500 rows: 1,500 understood, 0 need you"


async def test_an_export_is_uploaded_into_the_direct_messages(bot: Bot, ada: Client) -> None:
    await ada.slash("/applied Acme")
    await ada.slash("/export")
    await bot.settled()
    (file,) = bot.slack.uploads.all()
    assert file.content is not None
    assert b"Acme" in file.content
    assert "Acme" not in file.name
    assert [one for one in ada.screen if file.id in one.files]


async def test_an_installation_older_than_files_says_how_to_renew_it(
    bot: Bot, harness: Harness, ada: Client
) -> None:
    (install,) = bot.slack.installs.active(harness.workspace)
    install.scopes = tuple(scope for scope in install.scopes if scope != "files:write")
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.slash("/export")
    await bot.settled()
    assert "reinstall" in ada.page(ada.screen[0]).whole.text
    assert bot.slack.uploads.all() == []


async def test_a_booking_is_shown_even_where_its_file_cannot_be_sent(
    bot: Bot, harness: Harness, ada: Client
) -> None:
    (install,) = bot.slack.installs.active(harness.workspace)
    install.scopes = tuple(scope for scope in install.scopes if scope != "files:write")
    await ada.slash("/applied Acme")
    await bot.settled()
    await ada.slash("/interview Acme at tomorrow 15:00")
    await bot.settled()
    assert "Booked." in ada.page(ada.screen[0]).whole.text


async def test_the_numbers_come_with_the_funnel_as_an_upload_with_alternative_text(
    harness: Harness, child: ChildProcess
) -> None:
    harness.renderer = PictureRenderer(child)
    async with harness.running() as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        await ada.slash("/stats")
        await bot.settled()
        (picture,) = bot.slack.uploads.all()
        assert picture.name == "funnel.png"
        assert picture.alt.startswith("Where 1 application went.")
        assert [one for one in ada.screen if picture.id in one.files]


async def test_what_follows_an_answer_comes_with_its_file_and_with_its_picture(
    harness: Harness, child: ChildProcess
) -> None:
    harness.renderer = PictureRenderer(child)
    async with harness.running() as bot:
        ada = bot.client(harness.ada, harness.workspace)
        await ada.slash("/applied Acme")
        for words in ("export json", "stats"):
            await ada.drops(ada.file("no.eml", NO.encode()), text=words)
            await bot.settled()
        shown = {id for one in ada.screen for id in one.files}
        names = [one.name for one in bot.slack.uploads.all() if one.id in shown]
        assert sorted(name.rpartition(".")[2] for name in names) == ["json", "png"]
