"""Invitations and calendar files book, move and cancel interviews."""

from __future__ import annotations

import pytest

from storage.storage import Storage
from storage.tables import mail_evidence
from tests.bot.mails import INVITED, MailUser, event
from tests.bot.shown_parts import fact, labels
from tests.bot.world import Platform, Time


@pytest.fixture
async def ada(storage: Storage) -> MailUser:
    return MailUser(storage, Platform(), Time())


async def test_an_invitation_is_shown_in_the_readers_zone_and_booked(ada: MailUser) -> None:
    await ada.types("applied Acme as Baker on 20 May")
    (card,) = await ada.drops(INVITED)
    assert card.title == "Invitation · Acme (Baker)"
    (starts,) = [one.value for one in card.facts if one.label == "Starts"]
    assert starts == "Thu 4 Jun 21:00"
    assert fact("There", card).startswith("15:00 ")
    booked = await ada.presses("Log it", card)
    assert booked.title == "Interview at Acme (Baker)"
    assert {"Moved", "Cancelled", "Undo"} <= set(labels(booked))


async def test_with_an_interview_ahead_it_asks_whether_that_is_moved(ada: MailUser) -> None:
    await ada.types("applied Acme as Baker on 20 May")
    await ada.types("interview Acme at 3 June 10:00")
    asked = await ada.logs(INVITED)
    assert labels(asked) == ["Moved", "Another round"]
    moved = await ada.presses("Moved", asked)
    assert moved.title == "Moved: interview at Acme (Baker)"
    assert await ada.rows(mail_evidence) == 1


async def test_a_calendar_file_books_moves_and_cancels_the_same_interview(ada: MailUser) -> None:
    await ada.types("applied Acme as Baker on 20 May")
    booked = await ada.logs(event(), "invite.ics")
    assert booked.title == "Interview at Acme (Baker)"
    assert fact("Length", booked) == "45 min"
    assert "There" not in [one.label for one in booked.facts]
    (later,) = await ada.drops(event(1, "20260605T090000Z", end="20260605T100000Z"), "invite.ics")
    assert "It moves your interview on Thu 4 Jun at 15:00." in str(later.text)
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


async def test_an_invitation_in_the_past_says_so(ada: MailUser) -> None:
    (card,) = await ada.drops(event(0, "20260525T090000Z", end="20260525T100000Z"), "invite.ics")
    assert "so it's over" in str(card.text)


async def test_an_invitation_at_the_time_of_another_interview_says_so(ada: MailUser) -> None:
    await ada.types("interview Globex at 4 June 15:00")
    await ada.presses("Log Globex", await ada.types("interview Globex at 4 June 15:00"))
    (card,) = await ada.drops(event(), "invite.ics")
    assert "You already have an interview at Globex then." in str(card.text)


async def test_a_calendar_of_ten_thousand_events_is_a_history(ada: MailUser) -> None:
    inner = event().split(b"BEGIN:VEVENT")[1].split(b"END:VCALENDAR")[0]
    events = (b"BEGIN:VEVENT" + inner.replace(b"42@", b"%d@" % one) for one in range(10_000))
    data = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + b"".join(events) + b"END:VCALENDAR\r\n"
    (card,) = await ada.drops(data, "all.ics")
    assert "20 interviews" in str(card.text)
