"""Mails, and a person who brings them to the bot."""

from __future__ import annotations

from sqlalchemy import Table, select

from bot.conversation.actor import Actor
from bot.domain.people.person import Address
from bot.message import Answer, Message
from tests.bot.shown_parts import button
from tests.bot.world import BERLIN, World, read

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


class MailUser(World):
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

    async def rows(self, table: Table) -> int:
        async with self.storage.database.reading() as connection:
            return len((await connection.execute(select(table))).all())


def mailbox(*mails: str) -> bytes:
    return b"".join(
        f"From jobs@acme.com Mon Jun  1 10:00:00 2026\nMessage-ID: <{number}@x>\n{mail}\n".encode()
        for number, mail in enumerate(mails)
    )


def confirmation(number: int) -> str:
    return RECEIVED.replace("Acme", f"Acme{number}").replace("acme.com", f"acme{number}.com")
