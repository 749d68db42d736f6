"""A mailbox with many mails is a history that is logged and taken back in one step."""

from __future__ import annotations

import pytest

from storage.storage import Storage
from storage.tables import mail_evidence
from tests.bot.mails import INVITED, NO, RECEIVED, SPAM, MailUser, confirmation, mailbox
from tests.bot.shown_parts import fact, labels
from tests.bot.world import Platform, Time


@pytest.fixture
async def ada(storage: Storage) -> MailUser:
    return MailUser(storage, Platform(), Time())


async def test_a_small_mailbox_is_a_card_each_in_order(ada: MailUser) -> None:
    cards = await ada.drops(mailbox(RECEIVED, NO, SPAM), "mails.mbox")
    assert [str(one.title).split(" · ")[0] for one in cards] == [
        *("Confirmation", "Rejection", "Not about an application")
    ]


async def test_a_large_mailbox_is_a_history_that_is_logged_at_once(ada: MailUser) -> None:
    mails = [*(confirmation(number) for number in range(9)), NO, SPAM, INVITED]
    (card,) = await ada.drops(mailbox(*mails), "mails.mbox")
    assert str(card.text).startswith(
        "9 applications, 1 rejection, 1 interview, 1 not about an application"
    )
    assert labels(card) == ["Log all", "Not this"]
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)
    logged = await ada.presses("Log all", card)
    assert fact("Logged", logged) == "9 applications, 1 rejection, 1 interview"
    assert labels(logged) == ["Take the import back"]
    said = str((await ada.types("pipeline")).text)
    assert "9 applied" in said
    assert "1 interviewing" in said
    assert "1 rejected" in said
    (again,) = await ada.drops(mailbox(*mails), "mails.mbox")
    assert fact("Logged before", await ada.presses("Log all", again)) == "11"


async def test_a_history_can_be_taken_back_for_thirty_days(ada: MailUser) -> None:
    (card,) = await ada.drops(mailbox(*(confirmation(one) for one in range(11))), "mails.mbox")
    logged = await ada.presses("Log all", card)
    ada.time.be("2026-06-29T10:00")
    taken = await ada.presses("Take the import back", logged)
    assert "11 applications that came with the file are gone" in str(taken.text)
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)
    assert await ada.rows(mail_evidence) == 0
    assert "Already done" in str((await ada.presses("Take the import back", logged)).text)


async def test_after_thirty_days_a_history_stays(ada: MailUser) -> None:
    (card,) = await ada.drops(mailbox(*(confirmation(one) for one in range(11))), "mails.mbox")
    logged = await ada.presses("Log all", card)
    ada.time.be("2026-07-02T10:00")
    assert "30 days" in str((await ada.presses("Take the import back", logged)).text)
