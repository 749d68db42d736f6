"""Commands that an answer names can be pressed, once the deploy step has registered them."""

from __future__ import annotations

from tests.adapters.discord.harness import Harness
from tests.adapters.discord.screen import shown
from tests.fakes.discord.client import Client
from tests.fakes.discord.page import Page


def names(page: Page) -> set[str]:
    return {one.partition(":")[0] for one in page.commands}


async def test_a_registered_command_is_a_mention_of_its_id_also_in_what_comes_unasked(
    harness: Harness, ada: Client
) -> None:
    await harness.register()
    async with harness.running():
        page = ada.reads(shown(await ada.types("followthrough")))
        assert "applied" in names(page)
        await ada.types("applied", company="Acme")
        gone = shown(await ada.types("group check-in"))
        assert "group join" in names(ada.reads(gone))


async def test_where_their_ids_are_not_known_commands_are_words_to_be_typed(
    harness: Harness, ada: Client
) -> None:
    commands = harness.fake.commands
    registered, commands.registered = commands.registered, []
    async with harness.running():
        commands.registered = registered
        page = ada.reads(shown(await ada.types("followthrough")))
    assert page.commands == []
    assert "/applied" in page.whole.text


async def test_what_people_type_is_never_a_mention(harness: Harness, ada: Client) -> None:
    await harness.register()
    async with harness.running():
        page = ada.reads(shown(await ada.types("applied", company="</applied:1>")))
    assert "</applied:1>" in page.whole.title
    assert page.commands == []
