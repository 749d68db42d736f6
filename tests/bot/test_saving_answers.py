"""An answer that saved something says back what it understood, with *Undo* and *Edit*."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from bot.catalog import COMMANDS
from bot.command import ApplicationRef, Command, WallTime
from bot.commands import account_links, linked_accounts
from bot.conversation.actor import Actor, Conversation
from bot.domain.calendar.local_time import load_zone, to_utc
from bot.domain.people.person import Address, Person, Preferences
from bot.domain.work_search.profile import profile_of
from bot.message import Answer, Form, Message, plain
from bot.parsing.arguments import read_line
from bot.parsing.parse_context import ParseContext
from bot.texts import labels
from bot.texts.date_formats import say_day, say_moment, say_when
from bot.texts.group_texts import INSTEAD
from bot.texts.work_search_texts import say_office
from tests.bot.world import BERLIN, World

ACTOR = Actor(Address("chat", "", "ada"), BERLIN, Conversation(channel="hunters", admin=True))
# What asks first, or says instead how to go back: a group, a link, a calendar's address, what
# is erased.
NEVER_UNDONE = {
    *INSTEAD,
    "delete",
    "forget-me",
    "calendar",
    "mailbox",
    *(one.name for one in (*account_links.COMMANDS, *linked_accounts.COMMANDS)),
}
# What changes the person, and what takes back, is about no application.
NOTHING_TO_EDIT = {"settings", "pause", "resume", "undo"}
ONE_THEY_HAVE = {"debrief", "thanked"}  # an interview that was held
SAVING = [
    (one, example)
    for one in COMMANDS
    if not one.readonly and not one.hidden and one.name not in NEVER_UNDONE
    for example in one.examples
]


async def _begin(world: World, command: Command) -> None:
    """A hunt in which the examples of a command have something to be about."""
    if command.name not in ("applied", "plan"):
        await world.types("/applied Acme on 20 May")
    if command.name in ONE_THEY_HAVE:
        await world.types("/interview Acme at 2026-05-31 08:00")
    if command.name == "resume":
        await world.types("/pause")


async def _answer(world: World, example: str) -> Answer:
    return await world.dispatcher.run_line(f"/{example}", ACTOR)


def _shown(message: Message, person: Person, world: World) -> str:
    """All that an answer says, its instants in the person's own time."""

    def moment(at: Any) -> str:
        return say_moment(at, person, world.time.now())

    parts: list[Any] = [message.title, message.text]
    parts += [part for fact in message.facts for part in (fact.label, fact.value)]
    return " ".join(plain(part, moment) for part in parts).casefold()


def _said_back(value: Any, person: Person, world: World) -> tuple[str, ...]:
    """Returns the ways in which an answer may repeat a value."""
    now = world.time.now()
    match value:
        case ApplicationRef():
            return (value.company,)
        case WallTime():
            zone = load_zone(value.zone) if value.zone else person.tz
            return (say_moment(to_utc(value.wall, zone), person, now),)
        case date():
            return (say_day(value, person, now), say_when(value, person, now))
        case time():
            return (f"{value:%H:%M}",)
        case timedelta():
            return (f"{value // timedelta(minutes=1)} min",)
        case _:
            return (str(value), say_office(profile_of(str(value))) or str(value))


@pytest.mark.parametrize(("command", "example"), SAVING, ids=[text for _, text in SAVING])
async def test_it_has_undo_and_edit(world: World, command: Command, example: str) -> None:
    await _begin(world, command)
    answer = await _answer(world, example)
    if isinstance(answer.reply, Form):
        assert not answer.changes
        return
    assert answer.changes or command.name == "undo"
    shown = {button.label for button in answer.reply.buttons}
    assert labels.UNDO in shown or command.name == "undo"
    assert labels.EDIT in shown or command.name in NOTHING_TO_EDIT


@pytest.mark.parametrize(("command", "example"), SAVING, ids=[text for _, text in SAVING])
async def test_it_says_back_what_it_understood(
    world: World, command: Command, example: str
) -> None:
    await _begin(world, command)
    person = Person(1, ACTOR.address, Preferences(zone=BERLIN))
    known = await world.storage.units.find_person_and_companies(ACTOR.address)
    context = ParseContext(world.time.now(), BERLIN, names=known[1] if known else ())
    understood = read_line(command, example.removeprefix(command.name), context)
    reply = (await _answer(world, example)).reply
    if isinstance(reply, Form):
        return
    shown = _shown(reply, person, world)
    for name, value in command.completes(understood).items():
        ways = _said_back(value, person, world)
        assert any(way.casefold() in shown for way in ways), f"{name} is not said back: {shown}"
