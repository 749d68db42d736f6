"""People: met once, locked while they are worked for, forgotten without a trace."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, time

import pytest

from bot.domain.applications.activity import ActivityKind
from bot.domain.calendar.local_time import QuietHours
from bot.domain.delivery import DeliveryOutcome
from bot.domain.mail.evidence import MailEvidence
from bot.domain.mail.reading import MailKind
from bot.domain.people.mailbox import Mailbox
from bot.domain.people.notice import NoticeKind
from bot.domain.people.person import Address, Pause, Preferences, greeting_key
from bot.domain.work_search.entry import SearchActivity, SearchDetails, SearchKind
from bot.ports.imports import ImportState
from storage.repositories.command_counts import CommandCounts
from storage.repositories.idempotency_keys import IdempotencyKeys
from storage.storage import Storage, open_storage
from tests.storage.job_hunts import ADA, BEA, DAY, DUE, LEASE, MONDAY, ZONE, applied, log, rows


async def test_a_new_person_is_stored_with_their_zone(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        assert uow.person.preferences == Preferences(zone=ZONE)
        assert uow.person.address == ADA
        assert uow.person.known_since == MONDAY


async def test_a_known_person_keeps_id_and_zone(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        first = uow.person
    async with storage.units.begin(ADA, "Asia/Tokyo", DUE) as uow:
        assert uow.person == first
    assert await storage.units.find_person(ADA) == first


async def test_nobody_is_found_where_nobody_spoke(storage: Storage) -> None:
    assert await storage.units.find_person(ADA) is None


async def test_the_same_name_elsewhere_is_another_person(storage: Storage) -> None:
    ids = set()
    for address in (ADA, replace(ADA, tenant="T2"), replace(ADA, platform="discord")):
        async with storage.units.begin(address, ZONE, MONDAY) as uow:
            ids.add(uow.person.id)
    assert len(ids) == 3


async def test_settings_come_back_as_they_were_saved(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        changed = replace(
            uow.person,
            preferences=Preferences(
                "Asia/Kolkata", time(10, 30), QuietHours(time(22), time(7, 15)), "IN", (1, 2)
            ),
            language="de",
            name="Ada L.",
            pause=Pause(MONDAY, date(2026, 7, 1), DUE),
        )
        await uow.people.save(changed)
        assert uow.person == changed
    assert await storage.units.find_person(ADA) == changed


async def test_an_exception_leaves_nothing_behind(storage: Storage) -> None:
    async def fail_halfway() -> None:
        async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
            await uow.applications.create("Acme")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail_halfway()
    assert await storage.units.find_person(ADA) is None
    assert await rows(storage) == {}


async def test_many_who_meet_a_newcomer_at_once_meet_one_person(database_url: str) -> None:
    async with open_storage(database_url) as one, open_storage(database_url) as other:

        async def meet(storage: Storage) -> int:
            async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
                return uow.person.id

        ids = await asyncio.gather(*(meet(storage) for storage in (one, other) * 4))
        assert len(set(ids)) == 1
        assert (await rows(one))["people"] == 1


async def test_one_persons_units_of_work_follow_one_another(database_url: str) -> None:
    async with open_storage(database_url) as one, open_storage(database_url) as other:
        await applied(one)

        async def add_a_letter(storage: Storage) -> None:
            async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
                person = uow.person
                await asyncio.sleep(0)  # where another could come between
                await uow.people.save(replace(person, name=person.name + "x"))

        await asyncio.gather(*(add_a_letter(storage) for storage in (one, other) * 5))
        person = await one.units.find_person(ADA)
        assert person is not None
        assert person.name == "x" * 10


async def test_forgetting_erases_everything_and_says_how_much(storage: Storage) -> None:
    await life_of(storage, BEA)
    keys, counts = IdempotencyKeys(storage.database), CommandCounts(storage.database)
    before = await rows(storage)
    await life_of(storage, ADA)
    await keys.claim(greeting_key(ADA), DUE)
    await counts.add(ADA, 1, DUE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        gone = await uow.people.forget()
    assert gone == {
        "groups": 0,
        "applications": 1,
        "activities": 2,
        "nudges": 2,
        "changes": 3,
        "stored actions": 1,
        "pending questions": 1,
        "mail evidence": 1,
        "dismissed mails": 1,
        "search activities": 1,
        "search details": 1,
        "search edits": 1,
        "calendars": 1,
        "imports": 1,
        "notices": 1,
        "mailboxes": 1,
        "linked accounts": 0,
        "identities": 1,
    }
    assert await storage.units.find_person(ADA) is None
    assert await rows(storage) == before


async def test_a_forgotten_person_comes_back_as_a_new_one(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        before = uow.person.id
        await uow.people.forget()
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        assert uow.person.id > before
        assert uow.person.known_since == DUE


async def test_settling_for_a_person_forgotten_meanwhile_does_nothing(
    storage: Storage,
) -> None:
    await applied(storage)
    (delivery,) = await storage.outbox.claim(DUE, 10, LEASE)
    async with storage.units.begin(ADA, ZONE, DUE) as uow:
        await uow.people.forget()
    nudge = delivery.digest.nudges[0].id
    await storage.outbox.settle([DeliveryOutcome(delivery, delivered=(nudge,))], DUE)
    assert await rows(storage) == {}


async def life_of(storage: Storage, who: Address) -> None:
    """A bit of everything that is kept about a person."""
    id = await applied(storage, who=who)
    await storage.outbox.claim(DUE, 10, LEASE)
    async with storage.units.begin(who, ZONE, DUE) as uow:
        await log(uow, id, ActivityKind.FOLLOWED_UP, DUE)
        await uow.stored_actions.store(["something long"], DUE + DAY)
        await uow.pending_questions.keep(who, "something open", DUE + DAY)
        change = await uow.changes.record("log-mail", "logged a mail", None)
        mail = MailEvidence(id, f"key of {who.user}", MailKind.RECEIVED, DUE.date())
        await uow.mails.keep(mail, change)
        await uow.mails.dismiss("another key")
        fair = SearchActivity(SearchKind.FAIR, DUE.date(), "Job fair", DUE)
        await uow.work_search.add(fair, change)
        await uow.calendars.renew()
        await uow.work_search.save_details(id, 1, SearchDetails(address="1 Main St"), change)
        await uow.notices.add(NoticeKind.MAIL, "a token")
        await uow.mailbox.save(who, Mailbox("ada@gmail.com", "imap.gmail.com", "INBOX"), "secret")
        await uow.imports.keep(ImportState.PENDING, "rows of a file", DUE + DAY)
