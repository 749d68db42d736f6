"""A mail is matched to the job that it is about, or its reader is asked which one."""

from __future__ import annotations

import pytest

from bot.message import Form
from storage.storage import Storage
from tests.bot.mails import ADA, NO, RECEIVED, MailUser
from tests.bot.shown_parts import button, fact
from tests.bot.world import Platform, Time


@pytest.fixture
async def ada(storage: Storage) -> MailUser:
    return MailUser(storage, Platform(), Time())


async def test_a_known_job_is_the_one_that_is_meant(ada: MailUser) -> None:
    await ada.types("applied Allen Institute as Engineer on 20 May")
    (card,) = await ada.drops(NO)
    assert fact("For", card) == "Allen Institute (Engineer), applied"
    await ada.presses("Log it", card)
    assert "1 rejected" in str((await ada.types("pipeline")).text)


async def test_a_company_that_the_person_knows_is_meant_anywhere_in_the_text(ada: MailUser) -> None:
    await ada.types("applied quux labs as Cook on 20 May")
    text = (
        "Dear Ada,\nsorry, but the team of quux labs has decided not to move forward with your "
        "application.\n\nKind regards\nDana"
    )
    (card,) = await ada.drops(text)
    assert fact("For", card) == "quux labs (Cook), applied"


async def test_a_company_that_is_only_mentioned_is_not_the_one_that_wrote(ada: MailUser) -> None:
    await ada.types("applied Target as Cook on 20 May")
    (card,) = await ada.drops(NO.replace("We had many", "We target a small team. We had many"))
    assert card.title == "Rejection · Allen Institute (Engineer)"


async def test_with_two_jobs_that_fit_it_asks_which(ada: MailUser) -> None:
    await ada.types("applied Allen Institute as Cook on 20 May")
    await ada.types("applied Allen Institute as Driver on 21 May")
    (card,) = await ada.drops(NO)
    assert "2 of your jobs fit" in fact("For", card)
    asked = await ada.presses("Log it", card)
    assert "Which one?" in str(asked.title)
    logged = await ada.presses("Allen Institute, Driver", asked)
    assert logged.title == "Allen Institute (Driver) said no"


async def test_another_job_asks_for_its_name(ada: MailUser) -> None:
    await ada.types("applied Globex as Cook on 20 May")
    (card,) = await ada.drops(NO)
    asked = await ada.dispatcher.run_action(button("Another job", card).action, ADA)
    assert isinstance(asked.reply, Form)
    logged = await ada.dispatcher.submit_form(asked.reply.action, {"company": "Globex"}, ADA)
    assert (await ada.answers(logged)).title == "Globex (Cook) said no"


async def test_another_job_may_be_a_new_one(ada: MailUser) -> None:
    (card,) = await ada.drops(NO)
    asked = await ada.dispatcher.run_action(button("Another job", card).action, ADA)
    assert isinstance(asked.reply, Form)
    answer = await ada.dispatcher.submit_form(asked.reply.action, {"company": "Initech"}, ADA)
    offered = await ada.answers(answer)
    assert "Initech" in str(offered.text)
    logged = await ada.presses("Log Initech", offered)
    assert logged.title == "Initech (Engineer) said no"


async def test_a_confirmation_for_another_role_is_another_application(ada: MailUser) -> None:
    await ada.types("applied Acme as Driver on 20 May")
    assert (await ada.logs(RECEIVED)).title == "Applied to Acme (Baker)"
    assert "2 applied" in str((await ada.types("pipeline")).text)
