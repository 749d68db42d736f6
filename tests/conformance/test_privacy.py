"""Nobody sees, finds or presses what belongs to another person."""

from __future__ import annotations

from bot.command import ApplicationRef
from tests.conformance.forged import forged
from tests.conformance.person import Person


async def test_another_person_sees_nothing_of_it(ada: Person, bea: Person) -> None:
    await ada.types("/applied Acme as Baker")
    await ada.waits("8d")
    assert list(bea.seen) == []
    pipeline = await bea.types("/pipeline")
    assert "Acme" not in pipeline.title + pipeline.text
    assert pipeline.items == ()


async def test_another_persons_company_is_unknown(ada: Person, bea: Person) -> None:
    await ada.types("/applied Acme as Baker")
    answer = await bea.types("/job Acme")
    assert "Baker" not in answer.title + answer.text + "".join(answer.buttons)


async def test_another_persons_buttons_cannot_be_found(ada: Person, bea: Person) -> None:
    await ada.types("/applied Acme")
    await ada.waits("8d")
    assert (await bea.presses("I sent it")).kind == "error"


async def test_a_copied_id_opens_nobody_elses_application(ada: Person, bea: Person) -> None:
    await ada.types("/applied Acme as Baker")
    for id in (1, 2):
        for command in ("job", "followed-up", "draft", "edit"):
            answer = await bea.clicks(forged(command, company=ApplicationRef(id=id)))
            assert "Acme" not in answer.title + answer.text
            assert answer.kind == "error", command
    job = await ada.types("/job Acme")
    assert "Followed up" not in job.text


async def test_a_copied_nudge_answers_nobody_elses(ada: Person, bea: Person) -> None:
    await ada.types("/applied Acme")
    await ada.waits("7d")
    await bea.types("/applied Zebra")
    for nudge in range(1, 9):
        await bea.clicks(forged("skip", nudge, company=ApplicationRef(id=1)))
    update = await ada.presses("I sent it")
    assert update.kind == "update"


async def test_a_copied_undo_takes_nothing_back(ada: Person, bea: Person) -> None:
    await ada.types("/applied Acme")
    for change in range(1, 4):
        assert (await bea.clicks(forged("undo", change=change))).kind == "error"
    assert len((await ada.types("/pipeline")).items) == 1


async def test_a_made_up_id_is_refused_in_words(ada: Person) -> None:
    for id in ("x", "|||", "followed-up|company=~999", "*abc", "tick|company=~1", "undo|change=-1"):
        answer = await ada.clicks(id)
        assert answer.kind == "error", id
        assert answer.text
