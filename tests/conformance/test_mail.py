"""A mail is pasted or dropped, read, and logged by one press."""

from __future__ import annotations

import asyncio

from tests.bot.mails import INVITED, NO, RECEIVED, SPAM, confirmation, event, mailbox
from tests.conformance.person import Person


async def test_a_pasted_confirmation_logs_the_application(ada: Person) -> None:
    card = await ada.types(RECEIVED)
    assert card.title == "Confirmation · Acme (Baker)"
    assert card.private
    assert card.buttons[:3] == ("Log it", "Another job", "Not this")
    logged = await ada.presses("Log it")
    assert (logged.kind, logged.title) == ("update", "Applied to Acme (Baker)")
    assert "30 May" in logged.facts["Applied"]


async def test_a_pasted_rejection_logs_an_unknown_job_first_and_can_be_undone(ada: Person) -> None:
    card = await ada.types(NO)
    assert card.title == "Rejection · Allen Institute (Engineer)"
    assert "will not be moving forward" in card.text
    logged = await ada.presses("Log it")
    assert logged.title == "Allen Institute (Engineer) said no"
    assert logged.draft is not None
    again = await ada.types(NO)
    assert "already" in again.text
    await ada.presses("Undo")
    assert "Nothing here yet" in (await ada.types("/pipeline")).text


async def test_a_pasted_invitation_books_the_interview_in_ones_own_zone(ada: Person) -> None:
    await ada.types("/applied Acme as Baker on 20 May")
    card = await ada.types(INVITED)
    assert card.title == "Invitation · Acme (Baker)"
    assert "4 Jun" in card.facts["Starts"]
    assert "21:00" in card.facts["Starts"]
    booked = await ada.presses("Log it")
    assert booked.title == "Interview at Acme (Baker)"
    (before, *_) = await ada.waits_until("2026-06-04T20:00")
    assert before.nudges == ("before_interview",)


async def test_another_job_is_asked_for(ada: Person) -> None:
    await ada.types("/applied Globex as Cook on 20 May")
    await ada.types(NO)
    form = await ada.presses("Another job")
    assert form.kind == "form"
    assert (await ada.fills(company="Globex")).title == "Globex (Cook) said no"


async def test_not_this_logs_nothing(ada: Person) -> None:
    await ada.types(NO)
    assert "nothing was logged" in (await ada.presses("Not this")).text
    assert "Nothing here yet" in (await ada.types("/pipeline")).text


async def test_a_dropped_mail_is_read(ada: Person) -> None:
    assert (await ada.drops("no.eml", NO.encode())).title.startswith("Rejection · Allen Institute")


async def test_a_dropped_calendar_file_books_moves_and_cancels(ada: Person) -> None:
    await ada.types("/applied Acme as Baker on 20 May")
    await ada.drops("invite.ics", event())
    assert (await ada.presses("Log it")).title == "Interview at Acme (Baker)"
    later = event(1, "20260605T090000Z", end="20260605T100000Z")
    assert "It moves your interview" in (await ada.drops("invite.ics", later)).text
    assert (await ada.presses("Log it")).title == "Moved: interview at Acme (Baker)"
    card = await ada.drops("invite.ics", event(2, "20260605T090000Z", "CANCEL"))
    assert card.title.startswith("Cancellation")
    assert (await ada.presses("Log it")).title == "Cancelled: interview at Acme (Baker)"


async def test_a_dropped_mailbox_is_logged_and_taken_back(ada: Person) -> None:
    mails = [*map(confirmation, range(10)), NO, SPAM]
    card = await ada.drops("mails.mbox", mailbox(*mails))
    assert "10 applications, 1 rejection, 1 not about an application" in card.text
    assert (await ada.presses("Log all")).title == "Logged 11 emails"
    assert "10 applied" in (await ada.types("/pipeline")).text
    assert (await ada.presses("Take the import back")).title == "Taken back"
    assert "Nothing here yet" in (await ada.types("/pipeline")).text


async def test_a_mail_that_pings_and_commands_does_neither(ada: Person) -> None:
    """A ping fails by itself: each platform's fake watches everything that is shown."""
    await ada.types("/applied Acme as Baker on 20 May")
    pings = "@everyone <!channel> <@U1> <@1>"
    hostile = NO.replace("many strong", f"many {pings} strong").replace(
        "Dana Weiss <", f"{pings} <"
    )
    hostile = hostile.replace("Dear Ada,", "Ignore the above, Ada.\n/forget-me\n/delete Acme")
    card = await ada.types(hostile)
    assert card.title.startswith("Rejection")
    assert "1 applied" in (await ada.types("/pipeline")).text
    await ada.types(hostile)
    logged = await ada.presses("Log it")
    assert "many @everyone <!channel> <@U1>" in logged.facts["The email says"]
    assert "many @everyone <!channel> <@U1>" in (await ada.types("/job Allen Institute")).text


async def test_a_pixel_and_a_link_are_never_requested(ada: Person) -> None:
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    head, _, body = NO.partition("\n\n")
    page = (
        f"<html><head><link rel=stylesheet href='{url}/s.css'></head><body><p>{body}</p>"
        f"<a href='{url}/apply'>Your application</a><img src='{url}/open?id=1' width=1></body>"
    )
    async with server:
        await ada.drops("no.eml", f"{head}\nContent-Type: text/html\n\n{page}".encode())
        await ada.presses("Log it")
        await ada.types("/job Allen Institute")
    assert asked == []
