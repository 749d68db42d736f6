"""Mailboxes, threads and forwarded mails: which mail is meant."""

from __future__ import annotations

from bot.mail.parts.header_block import subject_without_prefixes
from bot.mail.parts.mbox import split_mbox
from bot.mail.parts.thread import split_thread
from bot.mail.read_mail import read_mails
from tests.bot.mail.corpus import CONTEXT

_NO = "Dear Ada,\nwe have decided not to move forward with your application as a Baker.\n"
_YES = "Dear Ada,\nwe would like to invite you to an interview on June 4 at 10:00.\n"


def test_the_newest_mail_of_a_thread_decides() -> None:
    older = "\nOn Mon, May 25, 2026 at 3:04 PM Jane Doe <jane@acme.com> wrote:\n> {}"
    head = "From: Jane Doe <jane@acme.com>\nSubject: Re: Baker\n\n"
    no_last = head + _NO + older.format(_YES.replace("\n", "\n> "))
    yes_last = head + _YES + older.format(_NO.replace("\n", "\n> "))
    assert read_mails(no_last, CONTEXT)[0].kind == "rejected"
    assert read_mails(yes_last, CONTEXT)[0].kind == "invitation"


def test_what_the_reader_writes_above_a_forwarded_mail_does_not_decide() -> None:
    text = (
        "From: Ada <ada@example.org>\nSubject: Fwd: Baker\n\nThey rejected me again?\n\n"
        "---------- Forwarded message ---------\nFrom: Jane Doe <jane@acme.com>\n"
        f"Date: Mon, Jun 1, 2026 at 9:12 AM\nSubject: Baker\nTo: Ada <ada@example.org>\n\n{_YES}"
    )
    reading = read_mails(text, CONTEXT)[0]
    assert reading.kind == "invitation"
    assert reading.writer.address == "jane@acme.com"


def test_a_mail_attached_to_an_empty_one_is_the_one_that_is_meant() -> None:
    mail = (
        "From: Ada <ada@example.org>\nSubject: Fwd: Baker\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nsee below\n"
        "--b\nContent-Type: message/rfc822\n\nFrom: Jane Doe <jane@acme.com>\nSubject: Baker\n\n"
        f"{_NO}\n--b--\n"
    )
    reading = read_mails(mail.encode(), CONTEXT)[0]
    assert reading.kind == "rejected"
    assert reading.company == "Acme"


def test_a_mailbox_gives_its_mails_in_their_order() -> None:
    one = (
        "From jane@acme.com Mon Jun  1 12:00:00 2026\nFrom: Jane <jane@acme.com>\nSubject: {}\n\n{}"
    )
    box = "\n".join(one.format(*each) for each in (("A", _NO), ("B", _YES), ("C", ">From here\n")))
    assert len([*split_mbox(box.encode())]) == 3
    kinds = [reading.kind for reading in read_mails(box.encode(), CONTEXT, "mail.mbox")]
    assert kinds[:2] == ["rejected", "invitation"]


def test_a_line_that_begins_with_from_is_no_new_mail() -> None:
    box = (
        "From jane@acme.com Mon Jun  1 12:00:00 2026\nSubject: A\n\n"
        "From 2026 on we will bake more.\nFrom: the heart.\n"
    )
    assert len([*split_mbox(box.encode())]) == 1


def test_subjects_lose_their_prefixes() -> None:
    assert subject_without_prefixes("Re: AW: Fwd: Baker") == ("Baker", True)
    assert subject_without_prefixes("RE[2]: Baker: next steps") == ("Baker: next steps", False)


def test_a_quotation_is_an_older_mail() -> None:
    thread = split_thread("Sounds good.\n\n> On Monday you wrote that\n> it is over")
    assert [segment.text for segment in thread] == ["Sounds good."]


def test_a_company_with_its_article_is_read_in_a_sentence() -> None:
    text = (
        "Dear Ada,\nthank you for your interest in the Engineer position at the Allen Institute. "
        "Unfortunately we will not be moving forward with your application.\nKind regards\nDana"
    )
    reading = read_mails(text, CONTEXT)[0]
    assert (reading.company, reading.role) == ("Allen Institute", "Engineer")
