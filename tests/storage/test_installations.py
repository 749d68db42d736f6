"""Installations: kept, renewed by one at a time, lost, and erased with everybody in them."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.domain.people.person import Address
from storage.repositories.installations import Installation, Installations
from storage.storage import Storage
from tests.storage.job_hunts import DAY, MONDAY, ZONE, applied, rows

HALF_A_MINUTE = timedelta(seconds=30)


@pytest.fixture
def installations(storage: Storage) -> Installations:
    return Installations(storage.database)


FIRST = "s"


async def kept(
    installations: Installations, tenant: str, enterprise: str | None = None, closed: str = FIRST
) -> None:
    await installations.save(
        tenant, enterprise=enterprise, bot_user="U0", secret=closed, expires=MONDAY
    )


async def met(storage: Storage, tenant: str, user: str = "U1") -> int:
    async with storage.units.begin(Address("slack", tenant, user), ZONE, MONDAY) as uow:
        return uow.person.id


async def test_one_comes_back_as_it_was_kept(installations: Installations) -> None:
    await kept(installations, "T1", "E1")
    assert await installations.find("T1") == Installation("T1", "E1", "U0", "s", MONDAY, None)
    assert await installations.find("T2") is None


async def test_a_second_takes_the_place_of_the_first(installations: Installations) -> None:
    await kept(installations, "T1")
    await installations.mark_uninstalled("T1", MONDAY)
    await kept(installations, "T1", closed="again")
    (one,) = await installations.all()
    assert (one.secret, one.uninstalled_at) == ("again", None)


async def test_a_secret_is_replaced_only_where_it_is_unchanged(
    installations: Installations,
) -> None:
    await kept(installations, "T1")
    assert await installations.replace_secret("T1", "s", "t", MONDAY + DAY)
    assert not await installations.replace_secret("T1", "s", "u", None)
    found = await installations.find("T1")
    assert found is not None
    assert (found.secret, found.expires) == ("t", MONDAY + DAY)


async def test_of_many_at_once_one_may_renew(installations: Installations) -> None:
    await kept(installations, "T1")
    until = MONDAY + HALF_A_MINUTE
    begun = await asyncio.gather(
        *(installations.begin_renewing("T1", "s", MONDAY, until) for _ in range(8))
    )
    assert sum(begun) == 1
    assert not await installations.begin_renewing("T1", "s", MONDAY, until)
    assert await installations.begin_renewing("T1", "s", until, until + HALF_A_MINUTE)


async def test_what_was_renewed_meanwhile_is_not_renewed_again(
    installations: Installations,
) -> None:
    await kept(installations, "T1")
    await installations.replace_secret("T1", "s", "t", None)
    assert not await installations.begin_renewing("T1", "s", MONDAY, MONDAY + HALF_A_MINUTE)


async def test_a_lost_one_has_no_secret_and_stays_lost(installations: Installations) -> None:
    await kept(installations, "T1")
    await installations.mark_uninstalled("T1", MONDAY)
    await installations.mark_uninstalled("T1", MONDAY + DAY)
    found = await installations.find("T1")
    assert found is not None
    assert (found.secret, found.uninstalled_at) == (None, MONDAY)
    assert await installations.all() == []


async def test_with_a_tenant_all_its_people_are_erased_and_no_others(
    storage: Storage, installations: Installations
) -> None:
    for tenant in ("T1", "T2"):
        await kept(installations, tenant)
        for user in range(3):
            await applied(storage, who=Address("slack", tenant, f"U{user}"))
    await met(storage, "T1", "U9")
    await installations.mark_uninstalled("T1", MONDAY)
    assert await installations.erase(MONDAY) == 0
    assert await installations.erase(MONDAY + DAY) == 4
    assert await installations.find("T1") is None
    assert await storage.units.find_person(Address("slack", "T1", "U1")) is None
    assert await storage.units.find_person(Address("slack", "T2", "U1")) is not None
    left = await rows(storage)
    assert (left["people"], left["applications"]) == (3, 3)


async def test_more_people_than_are_erased_at_a_time(
    storage: Storage, installations: Installations
) -> None:
    await kept(installations, "T1")
    for user in range(120):
        await met(storage, "T1", f"U{user}")
    await installations.mark_uninstalled("T1", MONDAY)
    assert await installations.erase(MONDAY + DAY) == 120


async def test_one_for_an_organization_takes_over_the_people_of_its_workspaces(
    storage: Storage, installations: Installations
) -> None:
    await kept(installations, "T1", "E1")
    await kept(installations, "T2", "E1")
    await kept(installations, "T3")
    first, second = await met(storage, "T1"), await met(storage, "T2")
    alone, stranger = await met(storage, "T2", "U2"), await met(storage, "T3")
    await kept(installations, "E1", "E1")
    assert await met(storage, "E1") == first
    assert await met(storage, "E1", "U2") == alone
    assert await met(storage, "T2") == second
    assert await met(storage, "T3") == stranger
