"""Ada, who is on Slack and on Discord, makes the two one; Mallory tries to become her."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import pytest

from adapters.app.messenger_router import MessengerRouter
from adapters.app.metrics import Metrics
from adapters.console.virtual_clock import VirtualClock
from adapters.slack.manifest import ConnectionMode
from bot.delivery.worker import Worker
from storage.storage import open_storage
from tests.conformance.person import Person, Seen
from tests.fakes.discord.platform import DiscordPlatform, at_discord_with
from tests.fakes.slack.platform import START, SlackPlatform, at_slack

CODE = re.compile(r"/link ([0-9A-Z-]{14})")


@dataclass
class Both:
    """The same database behind a Slack and a Discord."""

    slack: SlackPlatform
    discord: DiscordPlatform


@pytest.fixture
async def both() -> AsyncIterator[Both]:
    clock = VirtualClock(START)
    async with (
        open_storage("sqlite+aiosqlite://") as storage,
        at_slack(ConnectionMode.HTTP, storage, clock) as slack,
        at_discord_with(storage, clock) as discord,
    ):
        messenger = MessengerRouter(
            {"slack": slack.messenger, "discord": discord.messenger}, Metrics()
        )
        slack.worker = discord.worker = Worker(storage.outbox, messenger, clock)
        yield Both(slack, discord)


@pytest.fixture
def here(both: Both) -> Person:
    """Ada at Slack."""
    return both.slack.person("ada")


@pytest.fixture
def there(both: Both) -> Person:
    """Ada at Discord."""
    return both.discord.person("ada_l")


def code_in(shown: Seen) -> str:
    """Returns the code shown to a user."""
    found = CODE.search(shown.text)
    assert found, shown.text
    return found[1]


def nudges(seen: Sequence[Seen]) -> list[str]:
    """Returns the titles of the nudges among what was seen."""
    return [one.title for one in seen if one.kind == "nudge"]


async def link(offering: Person, entering: Person, chosen: str) -> Seen:
    """Links two accounts in all four steps, and picks the one that reminders go to."""
    asked = await entering.types(f"/link {code_in(await offering.types('/link'))}")
    assert asked.title == "Is this you?"
    await entering.presses("Yes, that's me")
    check = await offering.presses("I entered it there")
    assert check.title == "Is this you?"
    return await offering.presses(f"Tell me on {chosen}")


async def companies(person: Person) -> set[str]:
    """Returns the companies in a user's pipeline."""
    return {item.title for item in (await person.types("/pipeline")).items}


async def test_each_side_is_shown_who_the_other_is(here: Person, there: Person) -> None:
    shown = await here.types("/link")
    assert shown.private
    asked = await there.types(f"/link {code_in(shown)}")
    assert "Ada (@ada) on Slack, in Hunters" in asked.text
    assert (await here.presses("I entered it there")).title == "Not yet"
    nearly = await there.presses("Yes, that's me")
    assert "I entered it there" in nearly.text
    check = await here.presses("I entered it there")
    assert "Ada_L (@ada_l) on Discord" in check.text
    done = await here.presses("Tell me on Slack")
    assert done.title == "Linked"
    assert "Reminders come on Slack" in done.text


@pytest.mark.parametrize("chosen", ["Slack", "Discord"])
async def test_one_pipeline_and_each_nudge_once_where_it_was_asked_for(
    here: Person, there: Person, chosen: str
) -> None:
    await here.types("/applied Acme")
    await there.types("/applied Zebra")
    await link(here, there, chosen)
    assert await companies(here) == await companies(there) == {"Acme", "Zebra"}
    at, silent = (here, there) if chosen == "Slack" else (there, here)
    begin = len(at.seen), len(silent.seen)
    await here.waits_until("2026-06-08T09:00")
    await there.waits("1h")
    assert len(nudges(at.seen[begin[0] :])) == 1
    assert nudges(silent.seen[begin[1] :]) == []
    await at.presses("I sent it", on="Follow up with Acme")
    assert "Followed up" in (await silent.types("/job Acme")).text


async def test_parted_again_the_history_stays_on_the_side_that_was_chosen(
    here: Person, there: Person
) -> None:
    await here.types("/applied Acme")
    await link(here, there, "Slack")
    asked = await here.types("/unlink")
    assert set(asked.buttons) == {"Keep it on Slack", "Keep it on Discord"}
    parted = await here.presses("Keep it on Discord")
    assert "Ada_L (@ada_l) on Discord" in parted.text
    assert await companies(here) == set()
    assert await companies(there) == {"Acme"}
    await there.waits_until("2026-06-08T09:00")
    assert len(nudges(there.seen)) == 1
    assert nudges(here.seen) == []


async def test_a_borrowed_code_opens_nothing_without_its_owner(both: Both, here: Person) -> None:
    mallory = both.discord.person("mallory")
    await here.types("/applied Acme")
    await mallory.types(f"/link {code_in(await here.types('/link'))}")
    await mallory.presses("Yes, that's me")
    check = await here.presses("I entered it there")
    assert "Mallory (@mallory) on Discord" in check.text
    assert await companies(mallory) == set()
    refused = await here.presses("No, that's not me")
    assert refused.title == "Not linked"
    assert await companies(mallory) == set()
    assert await companies(here) == {"Acme"}


async def test_a_name_made_to_deceive_shows_as_it_is(both: Both, here: Person) -> None:
    name = "**Ada** <@U1> [x](http://x)"
    await both.discord.person(name).types(f"/link {code_in(await here.types('/link'))}")
    await both.discord.person(name).presses("Yes, that's me")
    check = await here.presses("I entered it there")
    assert f"{name.title()} (@{name}) on Discord" in check.text
