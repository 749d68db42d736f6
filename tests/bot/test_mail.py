"""A mail is read, shown as a card, and logged by one press; nothing is logged unasked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.message import plain
from storage.storage import Storage
from storage.tables import dismissed_mails, mail_evidence, stored_actions
from tests.bot.mails import INVITED, NO, RECEIVED, MailUser, confirmation, mailbox
from tests.bot.shown_parts import button, fact, labels
from tests.bot.world import Platform, Time


@pytest.fixture
async def ada(storage: Storage) -> MailUser:
    return MailUser(storage, Platform(), Time())


async def test_a_card_says_what_was_read_and_logs_nothing(ada: MailUser) -> None:
    card = await ada.types(NO)
    assert card.title == "Rejection · Allen Institute (Engineer)"
    assert "It says: “" in str(card.text)
    assert "will not be moving forward" in str(card.text)
    assert labels(card) == ["Log it", "Another job", "Not this"]
    assert fact("From", card) == "Dana Weiss (dana@alleninstitute.org)"
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)


async def test_one_press_logs_an_unknown_job_with_the_mails_own_date(ada: MailUser) -> None:
    logged = await ada.logs(NO)
    assert logged.title == "Allen Institute (Engineer) said no"
    assert "Fri 29 May" in str(logged.text)
    assert logged.draft is not None
    assert "Undo" in labels(logged)
    job = await ada.types("job Allen Institute")
    assert fact("Stage", job) == "rejected"
    assert fact("Contact", job) == "Dana Weiss"
    assert fact("Email", job) == "dana@alleninstitute.org"
    assert "Fri 29 May  Email from alleninstitute.org: “" in str(job.text)


async def test_undo_takes_all_of_it_back(ada: MailUser) -> None:
    logged = await ada.logs(NO)
    undone = await ada.presses("Undo", logged)
    assert undone.title == "Taken back"
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)
    assert await ada.rows(mail_evidence) == 0
    assert (await ada.drops(NO))[0].buttons[0].label == "Log it"


async def test_a_letter_goes_to_who_wrote_with_the_subject_of_their_mail(ada: MailUser) -> None:
    await ada.logs(NO)
    letter = await ada.types("draft Allen Institute")
    assert letter.draft is not None
    subject = NO.partition("Subject: ")[2].partition("\n")[0]
    assert letter.draft.subject == f"Re: {subject}"
    assert letter.draft.to == "dana@alleninstitute.org"
    assert "starts a new thread" in str(letter.text)
    assert "Re%3A%20" in str(button("Open in mail", letter).url)


async def test_the_letter_of_a_reminder_has_the_subject_of_their_mail(ada: MailUser) -> None:
    logged = await ada.logs(NO.replace("29 May", "31 May"))
    subject = NO.partition("Subject: ")[2].partition("\n")[0]
    (sent,) = await ada.ticks("2026-06-03T12:00")
    (waiting,) = sent.items
    for letter in (logged.draft, waiting.draft, (await ada.types("nudges")).items[0].draft):
        assert letter is not None
        assert (letter.to, letter.subject) == ("dana@alleninstitute.org", f"Re: {subject}")
    assert "thread" not in f"{plain(sent.text)} {plain(waiting.text)}"


async def test_a_letter_to_another_address_has_a_subject_of_its_own(ada: MailUser) -> None:
    await ada.logs(NO)
    await ada.types("edit Allen Institute email tom@agency.example")
    letter = await ada.types("draft Allen Institute")
    assert letter.draft is not None
    assert letter.draft.to == "tom@agency.example"
    assert not letter.draft.subject.startswith("Re: ")


async def test_a_mail_read_before_says_so(ada: MailUser) -> None:
    await ada.logs(NO)
    (again,) = await ada.drops(NO)
    assert "You already logged this email, from Fri 29 May" in str(again.text)
    assert labels(again) == ["Open"]


async def test_a_second_press_of_an_earlier_card_logs_nothing_twice(ada: MailUser) -> None:
    (first,) = await ada.drops(NO)
    (second,) = await ada.drops(NO)
    await ada.presses("Log it", first)
    assert "Already done" in str((await ada.presses("Log it", second)).text)
    assert await ada.rows(mail_evidence) == 1


async def test_not_this_keeps_nothing_but_a_hash(ada: MailUser) -> None:
    (card,) = await ada.drops(NO)
    assert await ada.rows(stored_actions) == 1
    said = await ada.presses("Not this", card)
    assert "nothing was logged" in str(said.text)
    assert await ada.rows(stored_actions) == 0
    async with ada.storage.database.reading() as connection:
        (row,) = await connection.execute(select(dismissed_mails))
    assert len(row.key) == 32
    (again,) = await ada.drops(NO)
    assert "You said earlier" in str(again.text)
    assert "no longer have that email" in str((await ada.presses("Log it", card)).text)


async def test_a_confirmation_logs_the_application(ada: MailUser) -> None:
    logged = await ada.logs(RECEIVED)
    assert logged.title == "Applied to Acme (Baker)"
    assert fact("Applied", logged) == "Sat 30 May"
    assert "Undo" in labels(logged)


async def test_a_confirmation_of_what_is_known_is_kept_as_proof(ada: MailUser) -> None:
    await ada.types("applied Acme as Baker on 30 May")
    logged = await ada.logs(RECEIVED)
    assert "kept as proof" in str(logged.text)
    assert "Email from acme.com" in str((await ada.types("job Acme")).text)
    await ada.presses("Undo", logged)
    assert "Email from acme.com" not in str((await ada.types("job Acme")).text)


async def test_a_withdrawal_that_they_confirm_is_no_rejection(ada: MailUser) -> None:
    mail = (
        "From: Acme Careers <no-reply@acme.com>\nSubject: Your application has been withdrawn\n"
        "Date: Sat, 30 May 2026 10:00:00 +0200\n\nDear Ada,\n\nAs you asked, we have withdrawn "
        "your application for Baker at Acme.\n"
    )
    await ada.types("applied Acme as Baker on 20 May")
    (card,) = await ada.drops(mail)
    assert card.title == "You withdrew · Acme (Baker)"
    logged = await ada.presses("Log it", card)
    assert logged.title == "Withdrawn: Acme (Baker)"
    assert logged.draft is None
    assert fact("Stage", await ada.types("job Acme")) == "withdrawn"
    many = [mail, *map(confirmation, range(10))]
    await ada.presses("Undo", logged)
    (history,) = await ada.drops(mailbox(*many), "mails.mbox")
    assert "10 applications, 1 withdrawal" in str(history.text)
    await ada.presses("Log all", history)
    assert fact("Stage", await ada.types("job Acme")) == "withdrawn"


async def test_forget_me_and_delete_take_it_along(ada: MailUser) -> None:
    await ada.logs(NO)
    await ada.drops(RECEIVED)
    sure = await ada.types("/delete Allen Institute")
    await ada.presses(next(one for one in labels(sure) if "elete" in one), sure)
    assert await ada.rows(mail_evidence) == 0
    await ada.logs(INVITED)
    once = await ada.types("/forget-me")
    twice = await ada.presses(labels(once)[0], once)
    gone = await ada.presses(labels(twice)[0], twice)
    assert gone.title == "Forgotten"
    for table in (mail_evidence, dismissed_mails, stored_actions):
        assert await ada.rows(table) == 0
