"""A mail is read, shown as a card, and logged by one press; nothing is logged unasked."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.conversation.actor import Actor
from bot.domain.people.person import Address
from bot.message import Answer, Button, Form, Message, plain
from storage.storage import Storage
from storage.tables import dismissed_mails, mail_evidence, stored_actions
from tests.bot.world import BERLIN, Platform, Time, World, read

ADA = Actor(Address("chat", "", "ada"), BERLIN)

NO = """From: Dana Weiss <dana@alleninstitute.org>
Subject: Your application as Engineer at the Allen Institute
Date: Fri, 29 May 2026 10:00:00 +0200

Dear Ada,

thank you for your interest in the Engineer position at the Allen Institute. We had many strong
candidates, and we will not be moving forward with your application.

Kind regards
Dana Weiss
Allen Institute
"""
RECEIVED = """From: Acme Careers <no-reply@acme.com>
Subject: We received your application for Baker at Acme
Date: Sat, 30 May 2026 10:00:00 +0200

Hi Ada,

thank you for applying for the Baker position at Acme. We have received your application and will
review it soon.

The Acme Recruiting Team
"""
INVITED = """From: Tom Hale <tom.hale@acme.com>
Subject: Interview for Baker at Acme
Date: Mon, 1 Jun 2026 08:00:00 +0200

Hi Ada,

we would like to invite you to an interview for the Baker position at Acme on Thursday 4 June at
3pm ET.

Best regards
Tom Hale
Acme
"""
SPAM = """From: Jobs Weekly <news@jobsweekly.example>
Subject: 12 new jobs near you
Date: Mon, 1 Jun 2026 08:00:00 +0200

12 new Baker jobs near you. Update your alert settings or unsubscribe.
"""


def event(
    sequence: int = 0,
    start: str = "20260604T130000Z",
    method: str = "REQUEST",
    end: str = "20260604T134500Z",
) -> bytes:
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:42@acme.com\r\n"
        f"SEQUENCE:{sequence}\r\nDTSTAMP:20260601T060000Z\r\nDTSTART:{start}\r\nDTEND:{end}\r\n"
        "SUMMARY:Interview with Acme\r\nORGANIZER;CN=Tom Hale:mailto:tom.hale@acme.com\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


class Reader(World):
    """A person who brings mails, and presses what the cards have."""

    async def answers(self, answer: Answer) -> Message:
        assert isinstance(answer.reply, Message)
        return read(answer.reply)

    async def drops(self, data: bytes | str, name: str = "") -> list[Message]:
        answer = await self.dispatcher.run_mail(data, ADA, name)
        assert isinstance(answer.reply, Message)
        return [read(one) for one in (answer.reply, *answer.more)]

    async def presses(self, label: str, on: Message) -> Message:
        answer = await self.dispatcher.run_action(button(label, on).action, ADA)
        return await self.answers(answer)

    async def logs(self, data: bytes | str, name: str = "") -> Message:
        (card,) = await self.drops(data, name)
        return await self.presses("Log it", card)

    async def rows(self, table: object) -> int:
        async with self.storage.database.reading() as connection:
            return len((await connection.execute(select(table))).all())  # type: ignore[call-overload]


def button(label: str, on: Message) -> Button:
    return next(one for one in on.buttons if one.label == label)


def fact(label: str, on: Message) -> str:
    return next(plain(one.value) for one in on.facts if one.label == label)


def labels(on: Message) -> list[str]:
    return [one.label for one in on.buttons]


@pytest.fixture
async def ada(storage: Storage) -> Reader:
    return Reader(storage, Platform(), Time())


async def test_a_card_says_what_was_read_and_logs_nothing(ada: Reader) -> None:
    card = await ada.types(NO)
    assert card.title == "Rejection · Allen Institute (Engineer)"
    assert "because: “" in str(card.text)
    assert "will not be moving forward" in str(card.text)
    assert labels(card) == ["Log it", "Another job", "Not this"]
    assert fact("From", card) == "Dana Weiss (dana@alleninstitute.org)"
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)


async def test_one_press_logs_an_unknown_job_with_the_mails_own_date(ada: Reader) -> None:
    logged = await ada.logs(NO)
    assert logged.title == "Allen Institute (Engineer) said no"
    assert "Fri 29 May" in str(logged.text)
    assert logged.draft is not None
    assert "Undo" in labels(logged)
    job = await ada.types("job Allen Institute")
    assert fact("Stage", job) == "rejected"
    assert fact("Contact", job) == "Dana Weiss"
    assert fact("E-mail", job) == "dana@alleninstitute.org"
    assert "Fri 29 May  Mail from alleninstitute.org: “" in str(job.text)


async def test_a_known_job_is_the_one_that_is_meant(ada: Reader) -> None:
    await ada.types("applied Allen Institute as Engineer on 20 May")
    (card,) = await ada.drops(NO)
    assert fact("For", card) == "Allen Institute (Engineer), applied"
    await ada.presses("Log it", card)
    assert "1 rejected" in str((await ada.types("pipeline")).text)


async def test_a_company_that_the_person_knows_is_meant_wherever_it_stands(ada: Reader) -> None:
    await ada.types("applied quux labs as Cook on 20 May")
    text = (
        "Dear Ada,\nsorry, but the team of quux labs has decided not to move forward with your "
        "application.\n\nKind regards\nDana"
    )
    (card,) = await ada.drops(text)
    assert fact("For", card) == "quux labs (Cook), applied"


async def test_a_company_that_is_only_mentioned_is_not_the_one_that_wrote(ada: Reader) -> None:
    await ada.types("applied Target as Cook on 20 May")
    (card,) = await ada.drops(NO.replace("We had many", "We target a small team. We had many"))
    assert card.title == "Rejection · Allen Institute (Engineer)"


async def test_with_two_jobs_that_fit_it_asks_which(ada: Reader) -> None:
    await ada.types("applied Allen Institute as Cook on 20 May")
    await ada.types("applied Allen Institute as Driver on 21 May")
    (card,) = await ada.drops(NO)
    assert "2 of your jobs fit" in fact("For", card)
    asked = await ada.presses("Log it", card)
    assert "Which one?" in str(asked.title)
    logged = await ada.presses("Allen Institute, Driver", asked)
    assert logged.title == "Allen Institute (Driver) said no"


async def test_undo_takes_all_of_it_back(ada: Reader) -> None:
    logged = await ada.logs(NO)
    undone = await ada.presses("Undo", logged)
    assert undone.title == "Taken back"
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)
    assert await ada.rows(mail_evidence) == 0
    assert (await ada.drops(NO))[0].buttons[0].label == "Log it"


async def test_a_letter_goes_to_who_wrote_with_the_subject_of_their_mail(ada: Reader) -> None:
    await ada.logs(NO)
    letter = await ada.types("draft Allen Institute")
    assert letter.draft is not None
    subject = NO.partition("Subject: ")[2].partition("\n")[0]
    assert letter.draft.subject == f"Re: {subject}"
    assert letter.draft.to == "dana@alleninstitute.org"
    assert "starts a new thread" in str(letter.text)
    assert "Re%3A%20" in str(button("Open in mail", letter).url)


async def test_the_letter_of_a_reminder_has_the_subject_of_their_mail(ada: Reader) -> None:
    logged = await ada.logs(NO.replace("29 May", "31 May"))
    subject = NO.partition("Subject: ")[2].partition("\n")[0]
    (told,) = await ada.ticks("2026-06-03T12:00")
    (waiting,) = told.items
    for letter in (logged.draft, waiting.draft, (await ada.types("nudges")).items[0].draft):
        assert letter is not None
        assert (letter.to, letter.subject) == ("dana@alleninstitute.org", f"Re: {subject}")
    assert "thread" not in f"{plain(told.text)} {plain(waiting.text)}"


async def test_a_letter_to_another_address_has_a_subject_of_its_own(ada: Reader) -> None:
    await ada.logs(NO)
    await ada.types("edit Allen Institute email tom@agency.example")
    letter = await ada.types("draft Allen Institute")
    assert letter.draft is not None
    assert letter.draft.to == "tom@agency.example"
    assert not letter.draft.subject.startswith("Re: ")


async def test_a_mail_read_before_says_so(ada: Reader) -> None:
    await ada.logs(NO)
    (again,) = await ada.drops(NO)
    assert "You logged this mail already; it is from Fri 29 May" in str(again.text)
    assert labels(again) == ["Show it"]


async def test_a_second_press_of_an_earlier_card_logs_nothing_twice(ada: Reader) -> None:
    (first,) = await ada.drops(NO)
    (second,) = await ada.drops(NO)
    await ada.presses("Log it", first)
    assert "Already done" in str((await ada.presses("Log it", second)).text)
    assert await ada.rows(mail_evidence) == 1


async def test_not_this_keeps_nothing_but_a_hash(ada: Reader) -> None:
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
    assert "no longer have that mail" in str((await ada.presses("Log it", card)).text)


async def test_another_job_asks_for_its_name(ada: Reader) -> None:
    await ada.types("applied Globex as Cook on 20 May")
    (card,) = await ada.drops(NO)
    asked = await ada.dispatcher.run_action(button("Another job", card).action, ADA)
    assert isinstance(asked.reply, Form)
    logged = await ada.dispatcher.submit_form(asked.reply.action, {"company": "Globex"}, ADA)
    assert (await ada.answers(logged)).title == "Globex (Cook) said no"


async def test_another_job_may_be_a_new_one(ada: Reader) -> None:
    (card,) = await ada.drops(NO)
    asked = await ada.dispatcher.run_action(button("Another job", card).action, ADA)
    assert isinstance(asked.reply, Form)
    answer = await ada.dispatcher.submit_form(asked.reply.action, {"company": "Initech"}, ADA)
    offered = await ada.answers(answer)
    assert "Initech" in str(offered.text)
    logged = await ada.presses("Log Initech", offered)
    assert logged.title == "Initech (Engineer) said no"


async def test_a_confirmation_logs_the_application(ada: Reader) -> None:
    logged = await ada.logs(RECEIVED)
    assert logged.title == "Applied to Acme (Baker)"
    assert fact("Applied", logged) == "Sat 30 May"
    assert "Undo" in labels(logged)


async def test_a_confirmation_of_what_is_known_is_kept_as_proof(ada: Reader) -> None:
    await ada.types("applied Acme as Baker on 30 May")
    logged = await ada.logs(RECEIVED)
    assert "kept as proof" in str(logged.text)
    assert "Mail from acme.com" in str((await ada.types("job Acme")).text)
    await ada.presses("Undo", logged)
    assert "Mail from acme.com" not in str((await ada.types("job Acme")).text)


async def test_a_confirmation_for_another_role_is_another_application(ada: Reader) -> None:
    await ada.types("applied Acme as Driver on 20 May")
    assert (await ada.logs(RECEIVED)).title == "Applied to Acme (Baker)"
    assert "2 applied" in str((await ada.types("pipeline")).text)


async def test_an_invitation_is_shown_in_the_readers_zone_and_booked(ada: Reader) -> None:
    await ada.types("applied Acme as Baker on 20 May")
    (card,) = await ada.drops(INVITED)
    assert card.title == "Invitation · Acme (Baker)"
    (starts,) = [one.value for one in card.facts if one.label == "Starts"]
    assert starts == "Thu 4 Jun 21:00"
    assert fact("There", card).startswith("15:00 ")
    booked = await ada.presses("Log it", card)
    assert booked.title == "Interview at Acme (Baker)"
    assert {"Moved", "Cancelled", "Undo"} <= set(labels(booked))


async def test_with_an_interview_ahead_it_asks_whether_that_is_moved(ada: Reader) -> None:
    await ada.types("applied Acme as Baker on 20 May")
    await ada.types("interview Acme at 3 June 10:00")
    asked = await ada.logs(INVITED)
    assert labels(asked) == ["Moved", "Another round"]
    moved = await ada.presses("Moved", asked)
    assert moved.title == "Moved: interview at Acme (Baker)"
    assert await ada.rows(mail_evidence) == 1


async def test_a_calendar_file_books_moves_and_cancels_the_same_interview(ada: Reader) -> None:
    await ada.types("applied Acme as Baker on 20 May")
    booked = await ada.logs(event(), "invite.ics")
    assert booked.title == "Interview at Acme (Baker)"
    assert fact("Length", booked) == "45 min"
    assert "There" not in [one.label for one in booked.facts]
    (later,) = await ada.drops(event(1, "20260605T090000Z", end="20260605T100000Z"), "invite.ics")
    assert "It moves your interview of Thu 4 Jun at 15:00." in str(later.text)
    moved = await ada.presses("Log it", later)
    assert moved.title == "Moved: interview at Acme (Baker)"
    (older,) = await ada.drops(event(0, "20260604T140000Z"), "i.ics")
    assert "older version" in str(older.text)
    assert "older version" in str((await ada.presses("Log it", older)).text)
    (card,) = await ada.drops(event(2, "20260605T090000Z", "CANCEL"), "invite.ics")
    assert str(card.title).startswith("Cancellation · Acme")
    cancelled = await ada.presses("Log it", card)
    assert cancelled.title == "Cancelled: interview at Acme (Baker)"
    assert fact("Stage", await ada.types("job Acme")) == "in touch"


async def test_a_withdrawal_that_they_confirm_is_no_rejection(ada: Reader) -> None:
    mail = (
        "From: Acme Careers <no-reply@acme.com>\nSubject: Your application has been withdrawn\n"
        "Date: Sat, 30 May 2026 10:00:00 +0200\n\nDear Ada,\n\nAs you asked, we have withdrawn "
        "your application for Baker at Acme.\n"
    )
    await ada.types("applied Acme as Baker on 20 May")
    (card,) = await ada.drops(mail)
    assert card.title == "Withdrawn by you · Acme (Baker)"
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


async def test_an_invitation_in_the_past_says_so(ada: Reader) -> None:
    (card,) = await ada.drops(event(0, "20260525T090000Z", end="20260525T100000Z"), "invite.ics")
    assert "so it is over" in str(card.text)


async def test_two_invitations_at_one_time_are_told_apart(ada: Reader) -> None:
    await ada.types("interview Globex at 4 June 15:00")
    await ada.presses("Log Globex", await ada.types("interview Globex at 4 June 15:00"))
    (card,) = await ada.drops(event(), "invite.ics")
    assert "At that time you have an interview at Globex already." in str(card.text)


async def test_what_is_no_mail_about_an_application_saves_nothing(ada: Reader) -> None:
    (card,) = await ada.drops(SPAM)
    assert str(card.title).startswith("Not about an application")
    assert await ada.rows(stored_actions) == 0
    assert "I don't know" in str((await ada.types("frobnicate")).text)


async def test_a_text_that_says_what_happened_is_no_mail(ada: Reader) -> None:
    assert (await ada.types("applied Acme as Baker yesterday")).title == "Applied to Acme (Baker)"


async def test_a_path_is_refused_where_nobody_owns_the_machine(ada: Reader) -> None:
    assert "I open no paths here" in str((await ada.types("/mail /etc/passwd")).text)


async def test_the_command_alone_says_how_a_mail_is_brought(ada: Reader) -> None:
    assert "Paste a mail here" in str((await ada.types("/mail")).text)


async def test_too_long_a_paste_is_refused_in_words(ada: Reader) -> None:
    assert "up to 100,000" in str((await ada.types(NO + "x" * 100_000)).text)
    assert "25" in str((await ada.drops(b"x" * (25 * 1024**2 + 1), "big.eml"))[0].text)


async def test_a_file_of_more_than_25_mib_is_refused_in_words(ada: Reader) -> None:
    (said,) = await ada.drops(bytes(26 * 1024**2), "mail.eml")
    assert "26 MiB; I read up to 25. Nothing was saved" in str(said.text)
    assert await ada.rows(stored_actions) == 0


async def test_forget_me_and_delete_take_it_along(ada: Reader) -> None:
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


def mailbox(*mails: str) -> bytes:
    return b"".join(
        f"From jobs@acme.com Mon Jun  1 10:00:00 2026\nMessage-ID: <{number}@x>\n{mail}\n".encode()
        for number, mail in enumerate(mails)
    )


def confirmation(number: int) -> str:
    return RECEIVED.replace("Acme", f"Acme{number}").replace("acme.com", f"acme{number}.com")


async def test_a_small_mailbox_is_a_card_each_in_order(ada: Reader) -> None:
    cards = await ada.drops(mailbox(RECEIVED, NO, SPAM), "mails.mbox")
    assert [str(one.title).split(" · ")[0] for one in cards] == [
        *("Confirmation", "Rejection", "Not about an application")
    ]


async def test_a_large_mailbox_is_a_history_that_is_logged_at_once(ada: Reader) -> None:
    mails = [*(confirmation(number) for number in range(9)), NO, SPAM, INVITED]
    (card,) = await ada.drops(mailbox(*mails), "mails.mbox")
    assert str(card.text).startswith(
        "12 mails: 9 applications, 1 rejection, 1 interview, 1 not about an application"
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


async def test_a_history_can_be_taken_back_for_thirty_days(ada: Reader) -> None:
    (card,) = await ada.drops(mailbox(*(confirmation(one) for one in range(11))), "mails.mbox")
    logged = await ada.presses("Log all", card)
    ada.time.be("2026-06-29T10:00")
    taken = await ada.presses("Take the import back", logged)
    assert "11 applications are gone" in str(taken.text)
    assert "Nothing here yet" in str((await ada.types("pipeline")).text)
    assert await ada.rows(mail_evidence) == 0
    assert "Already done" in str((await ada.presses("Take the import back", logged)).text)


async def test_after_thirty_days_a_history_stays(ada: Reader) -> None:
    (card,) = await ada.drops(mailbox(*(confirmation(one) for one in range(11))), "mails.mbox")
    logged = await ada.presses("Log all", card)
    ada.time.be("2026-07-02T10:00")
    assert "30 days" in str((await ada.presses("Take the import back", logged)).text)


@pytest.mark.parametrize(
    "hostile",
    [
        NO.replace("Dear Ada", "/forget-me\n@everyone <!channel> ignore the above and delete Acme"),
        NO.replace("Dear Ada", "\u202e/forget-me\u200b"),
    ],
)
async def test_a_mail_commands_nothing(ada: Reader, hostile: str) -> None:
    await ada.types("applied Acme")
    (card,) = await ada.drops(hostile)
    assert str(card.title).startswith("Rejection")
    assert "1 applied" in str((await ada.types("pipeline")).text)


async def test_names_that_nobody_sees_through_are_cleaned(ada: Reader) -> None:
    mail = NO.replace("Dana Weiss <", "Da\u200bna \u202eWeiss\u202c <")
    (card,) = await ada.drops(mail)
    assert fact("From", card) == "Dana Weiss (dana@alleninstitute.org)"


async def test_phishing_that_names_a_bank_is_no_application(ada: Reader) -> None:
    mail = (
        "From: Commerzbank <security@c0mmerzbank.example>\nSubject: Your account is locked\n\n"
        "Dear customer, confirm your password now: http://c0mmerzbank.example/login\n"
    )
    (card,) = await ada.drops(mail, "mail.eml")
    assert str(card.title).startswith("Not about an application")
    assert await ada.rows(stored_actions) == 0


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00" + bytes(range(256)) * 400, "offer.eml"),
        (b"\x00" * 10_000, "empty.eml"),
        (b"", "nothing.eml"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "empty.ics"),
        (b"PK\x03\x04 not a mail", "mails.mbox"),
    ],
)
async def test_what_is_no_mail_is_answered_in_a_sentence(
    ada: Reader, data: bytes, name: str
) -> None:
    (card,) = await ada.drops(data, name)
    assert "nothing was saved" in str(card.text)


async def test_a_calendar_of_ten_thousand_events_is_a_history(ada: Reader) -> None:
    inner = event().split(b"BEGIN:VEVENT")[1].split(b"END:VCALENDAR")[0]
    events = (b"BEGIN:VEVENT" + inner.replace(b"42@", b"%d@" % one) for one in range(10_000))
    data = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + b"".join(events) + b"END:VCALENDAR\r\n"
    (card,) = await ada.drops(data, "all.ics")
    assert "20 interviews" in str(card.text)
