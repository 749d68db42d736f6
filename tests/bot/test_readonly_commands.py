"""A command that only reads writes nothing, whatever it shows."""

from __future__ import annotations

from typing import get_type_hints

import pytest
from sqlalchemy import select

from adapters.discord.inbound.autocomplete import Autocomplete
from bot.catalog import COMMANDS
from bot.command import ApplicationRef, Command
from bot.conversation.actor import Actor, Conversation
from bot.conversation.context import Context
from bot.conversation.read_context import ReadContext
from bot.domain.people.person import Address
from bot.message import Invocation, Message
from bot.ports.messenger import Unreachable
from bot.presenters.nudge_queue import with_line_buttons
from storage.storage import Storage
from storage.tables import metadata
from tests.bot.transactions import write_transactions
from tests.bot.world import BERLIN, Platform, Time, World

READONLY = [command for command in COMMANDS if command.readonly]
EXAMPLES = [example for command in READONLY for example in command.examples]


# The channel has another name than when the group began, so reading it could rename it.
HERE = Conversation("C1", "job-hunters", admin=True)
ADA, STRANGER = Address("chat", "", "ada"), Address("chat", "", "mo")


@pytest.fixture
async def world(storage: Storage) -> World:
    """A hunt with reminders that were delivered, failed and are to come, and a group."""
    world = World(storage, Platform(), Time())
    await world.types("/group start", channel="C1")
    await world.types("/group join my numbers", channel="C1")
    for number in range(12):
        await world.types(f"/applied Company {number}")
    await world.types("/applied Acme")
    await world.ticks("2026-06-08T09:00")
    await world.types("/plan Globex by 12 June")
    world.platform.fault = lambda: Unreachable("Your DMs are closed.")
    await world.ticks("2026-06-10T09:00")
    world.platform.fault = None
    return world


async def everything(storage: Storage) -> dict[str, list[str]]:
    """Every row of every table."""
    async with storage.database.reading() as connection:
        return {
            table.name: sorted(map(repr, await connection.execute(select(table))))
            for table in metadata.sorted_tables
        }


@pytest.mark.parametrize("who", [ADA, STRANGER], ids=["known", "unknown"])
async def test_every_readonly_command_leaves_every_row_as_it_was(
    world: World, who: Address
) -> None:
    before = await everything(world.storage)
    for example in EXAMPLES:
        for place in (HERE, Conversation()):
            with write_transactions(world.storage) as begun:
                answer = await world.dispatcher.run_line(
                    example, Actor(who, BERLIN, place, "press")
                )
            assert answer.reply, example
            assert begun == [], example
            assert await everything(world.storage) == before, example


async def test_the_rest_of_a_digest_is_shown_without_a_write(world: World) -> None:
    before = await everything(world.storage)
    digest = next(m for _, m, _ in world.platform.shown if "13 " in m.title)
    more = digest.buttons[0]
    assert more.action.command == "rest"
    with write_transactions(world.storage) as begun:
        answer = await world.dispatcher.run_action(more.action, Actor(ADA, BERLIN, press="press"))
    assert getattr(answer.reply, "title", None) == "The rest"
    assert begun == []
    assert await everything(world.storage) == before


async def test_a_line_of_a_digest_is_opened_without_a_write(world: World) -> None:
    before = await everything(world.storage)
    digest = next(m for _, m, _ in world.platform.shown if "13 " in m.title)
    draft = with_line_buttons(digest).items[0].buttons[0]
    assert draft.action.command == "open-nudge"
    with write_transactions(world.storage) as begun:
        answer = await world.dispatcher.run_action(draft.action, Actor(ADA, BERLIN, press="press"))
    assert getattr(answer.reply, "nudges", None)
    assert answer.replacement is None
    assert begun == []
    assert await everything(world.storage) == before


@pytest.mark.parametrize("picture", ["answer-times", "year-map"])
async def test_a_picture_is_shown_without_a_write(world: World, picture: str) -> None:
    before = await everything(world.storage)
    with write_transactions(world.storage) as begun:
        answer = await world.dispatcher.run_action(Invocation(picture), Actor(ADA, BERLIN))
    assert getattr(answer.reply, "title", None)
    assert begun == []
    assert await everything(world.storage) == before


@pytest.mark.parametrize("who", [ADA, STRANGER])
async def test_the_menu_of_groups_is_shown_without_a_write(world: World, who: Address) -> None:
    before = await everything(world.storage)
    with write_transactions(world.storage) as begun:
        answer = await world.dispatcher.run_line("/group", Actor(who, BERLIN))
    assert getattr(answer.reply, "title", None)
    assert begun == []
    assert await everything(world.storage) == before


async def test_a_group_is_asked_for_without_a_write(world: World) -> None:
    elsewhere = Conversation("C2", "gardeners")
    before = await everything(world.storage)
    with write_transactions(world.storage) as begun:
        answer = await world.dispatcher.run_action(
            Invocation("ask-for-group"), Actor(ADA, BERLIN, elsewhere)
        )
    assert getattr(answer.reply, "title", None) == "An accountability group here?"
    assert begun == []
    assert await everything(world.storage) == before


async def test_the_rows_to_fix_are_shown_without_a_write(world: World) -> None:
    actor = Actor(ADA, BERLIN)
    shown = await world.dispatcher.run_file(
        b"Company,Applied\nZorin,2026-05-20\nOctan,someday\n", actor, "list.csv"
    )
    assert isinstance(shown.reply, Message)
    save = next(one for one in shown.reply.buttons if one.label == "Save all")
    saved = await world.dispatcher.run_action(save.action, actor)
    assert isinstance(saved.reply, Message)
    before = await everything(world.storage)
    with write_transactions(world.storage) as begun:
        answer = await world.dispatcher.run_action(saved.reply.buttons[0].action, actor)
    assert getattr(answer.reply, "title", None) == "1 row to fix"
    assert begun == []
    assert await everything(world.storage) == before


async def test_a_keystroke_of_autocomplete_makes_no_write_transaction(world: World) -> None:
    suggestions = Autocomplete(world.storage.units, world.time)
    with write_transactions(world.storage) as begun:
        for who in (ADA, STRANGER):
            await suggestions.companies(who, "ac")
    assert begun == []


async def test_a_command_that_writes_begins_one_write_transaction(world: World) -> None:
    with write_transactions(world.storage) as begun:
        await world.types("/applied Bolt")
    assert begun == ["write"]


@pytest.mark.parametrize("command", COMMANDS, ids=[one.name for one in COMMANDS])
def test_what_a_handler_is_given_says_whether_it_writes(command: Command) -> None:
    given = next(iter(get_type_hints(command.handler).values()))
    assert given is (ReadContext if command.readonly else Context)


@pytest.mark.parametrize("name", ["copy-letter", "open-in-mail"])
async def test_a_letter_is_taken_along_without_a_write(world: World, name: str) -> None:
    before = await everything(world.storage)
    letter = Invocation(name, {"company": ApplicationRef("Acme")})
    with write_transactions(world.storage) as begun:
        answer = await world.dispatcher.run_action(letter, Actor(ADA, BERLIN, press="press"))
    assert isinstance(answer.reply, Message)
    assert begun == []
    assert await everything(world.storage) == before


async def test_praise_is_answered_without_a_write(world: World) -> None:
    before = await everything(world.storage)
    with write_transactions(world.storage) as begun:
        answer = await world.types("the recruiter praised my persistence")
    assert answer.title == "Well earned"
    assert begun == []
    assert await everything(world.storage) == before


def test_every_readonly_command_is_tried() -> None:
    hidden = {command.name for command in READONLY if not command.examples}
    assert hidden == {
        *("rest", "open-nudge", "group", "ask-for-group", "rows-to-fix", "praised"),
        *("copy-letter", "open-in-mail", "answer-times", "year-map"),
    }
