"""Linked accounts whose workspace leaves, or becomes part of an organization."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.delivery.worker import Worker
from bot.domain.people.person import Address
from storage.repositories.installations import Installations
from storage.storage import Storage
from tests.storage.two_accounts import ON_DISCORD, ON_SLACK, RecordingMessenger, Talk


async def test_who_is_linked_outlives_a_workspace_that_sent_the_bot_away(
    talk: Talk, storage: Storage
) -> None:
    installations = await installed(storage, "T1")
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    await installations.mark_uninstalled("T1", talk.time.now())
    talk.time.at += timedelta(days=8)
    messenger = RecordingMessenger()
    await Worker(storage.outbox, messenger, talk.time).tick()
    assert messenger.reached == [ON_DISCORD.address]
    assert await installations.erase(talk.time.now()) == 0
    assert await talk.companies(ON_DISCORD) == {"Acme"}
    assert await storage.units.find_person(ON_SLACK.address) is None


async def test_a_side_moves_with_its_workspace_into_the_organization(
    talk: Talk, storage: Storage
) -> None:
    await installed(storage, "T1", "E1")
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    await installed(storage, "E1", "E1")
    there = replace(ON_SLACK, address=Address("slack", "E1", "U1"))
    assert await talk.companies(there) == await talk.companies(ON_DISCORD) == {"Acme"}
    talk.time.at += timedelta(days=8)
    messenger = RecordingMessenger()
    await Worker(storage.outbox, messenger, talk.time).tick()
    assert messenger.reached == [there.address]


async def test_a_side_takes_nobodys_place_in_the_organization(talk: Talk, storage: Storage) -> None:
    await installed(storage, "T1", "E1")
    another = replace(ON_SLACK, address=Address("slack", "E1", "U1"))
    await talk.says(another, "applied Zebra")
    await talk.says(ON_SLACK, "applied Acme")
    await talk.links(ON_SLACK, ON_DISCORD)
    await installed(storage, "E1", "E1")
    assert await talk.companies(another) == {"Zebra"}
    assert await talk.companies(ON_DISCORD) == {"Acme"}


async def installed(storage: Storage, tenant: str, enterprise: str | None = None) -> Installations:
    """Slack's workspaces, with the app in one more."""
    installations = Installations(storage.database)
    secret = "locked"  # noqa: S105  # no secret
    await installations.save(
        tenant, enterprise=enterprise, bot_user="B", secret=secret, expires=None
    )
    return installations
