"""A group's weeks as a file: those who share now, for the weeks in which they shared."""

from __future__ import annotations

import csv
import io

import pytest

from bot.conversation.actor import Actor, Conversation
from bot.domain.people.person import Address
from bot.message import Message, plain
from tests.bot.world import BERLIN, World, read

HERE = {"channel": "hunters"}


@pytest.fixture
async def hunters(world: World) -> World:
    """A coach's group in which Bea shares her numbers and Cai does not."""
    await world.types("/group start", who="coach", **HERE)
    await world.types("/group join numbers", who="bea", **HERE)
    await world.types("/group join just for me", who="cai", **HERE)
    return world


async def exports(world: World, who: str = "coach", *, admin: bool = True) -> Message:
    actor = Actor(Address("chat", "", who), BERLIN, Conversation("hunters", admin=admin))
    reply = (await world.dispatcher.run_line("/group export", actor)).reply
    assert isinstance(reply, Message)
    return read(reply)


def rows(message: Message) -> list[dict[str, str]]:
    assert message.file is not None
    text = message.file.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


async def test_the_file_has_the_weeks_of_those_who_share_and_names_no_company(
    hunters: World,
) -> None:
    await hunters.types("applied Acme", who="bea")
    await hunters.types("applied Beta", who="cai")
    await hunters.ticks("2026-06-05T16:00")
    await hunters.ticks("2026-06-08T09:00")
    await hunters.types("applied Gamma", who="bea")
    await hunters.types("applied Delta", who="bea")
    said = await exports(hunters)
    found = [(one["Week of"], one["Applications"]) for one in rows(said)]
    assert found == [("2026-06-01", "1"), ("2026-06-08", "2")]
    assert len({one["Member"] for one in rows(said)}) == 1
    assert said.file is not None
    assert not [name for name in (b"Acme", b"Beta", b"Gamma") if name in said.file.content]


async def test_a_member_who_stops_sharing_is_in_no_week_any_more(hunters: World) -> None:
    await hunters.types("applied Acme", who="bea")
    await hunters.ticks("2026-06-05T16:00")
    assert rows(await exports(hunters))
    await hunters.types("/group join just for me", who="bea", **HERE)
    assert (await exports(hunters)).file is None


async def test_only_who_runs_the_group_may_export_it(hunters: World) -> None:
    await hunters.types("applied Acme", who="bea")
    refused = await exports(hunters, "bea", admin=False)
    assert refused.file is None
    assert "Only the person who started" in plain(refused.text)
