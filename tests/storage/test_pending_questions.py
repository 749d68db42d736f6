"""The question that a person was asked last: one an account, for its owner, for a while."""

from __future__ import annotations

from dataclasses import replace

from storage.storage import Storage
from tests.storage.job_hunts import ADA, BEA, DAY, HOUR, MONDAY, ZONE, rows

OTHER = replace(ADA, platform="elsewhere")


async def test_a_question_waits_until_it_expires(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.pending_questions.keep(ADA, "Which one?", MONDAY + HOUR)
    async with storage.units.read_only(ADA, ZONE, MONDAY) as view:
        assert await view.pending_questions.get(ADA) == "Which one?"
    async with storage.units.read_only(ADA, ZONE, MONDAY + HOUR) as view:
        assert await view.pending_questions.get(ADA) is None


async def test_the_last_question_is_the_one_that_waits(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.pending_questions.keep(ADA, "Which one?", MONDAY + DAY)
        await uow.pending_questions.keep(ADA, "Which day?", MONDAY + DAY)
        assert await uow.pending_questions.get(ADA) == "Which day?"
    assert (await rows(storage))["pending_questions"] == 1


async def test_it_is_answered_once(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.pending_questions.keep(ADA, "Which one?", MONDAY + DAY)
        assert await uow.pending_questions.drop(ADA)
        assert not await uow.pending_questions.drop(ADA)
        assert await uow.pending_questions.get(ADA) is None


async def test_what_was_asked_at_one_account_is_not_answered_at_another(
    storage: Storage,
) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.pending_questions.keep(ADA, "Which one?", MONDAY + DAY)
        assert await uow.pending_questions.get(OTHER) is None
        assert not await uow.pending_questions.drop(OTHER)


async def test_nobody_sees_what_another_person_was_asked(storage: Storage) -> None:
    async with storage.units.begin(ADA, ZONE, MONDAY) as uow:
        await uow.pending_questions.keep(ADA, "Which one?", MONDAY + DAY)
    async with storage.units.begin(BEA, ZONE, MONDAY) as uow:
        assert await uow.pending_questions.get(ADA) is None
        assert not await uow.pending_questions.drop(ADA)
