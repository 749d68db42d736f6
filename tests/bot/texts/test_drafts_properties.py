"""Every letter and every nudge reads as a whole, whatever is known or missing."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.applications.activity import ActivityKind, OutreachMethod
from bot.domain.reminders.nudge import NudgeKind, PlannedNudge
from bot.message import Draft, plain
from bot.texts.call_sheet import call_sheet
from bot.texts.letters.drafts import DraftKind, draft, kind_to_send_now
from bot.texts.nudge_titles import title_and_text
from tests.bot.history import Hunt
from tests.bot.texts.people import person

START = date(2026, 6, 1)
PLAIN = st.sampled_from(
    [None, "", "Acme", "Baker", "Bäckerei Nord", "Senior Baker (m/f/d)", "Maria Baker", "Acme Inc."]
)
NASTY = st.one_of(
    st.none(),
    st.text(max_size=300),
    st.sampled_from(
        ["🥐" * 200, "a\n\nb\r\nc", " \t ", "{company}", "%s", "\u202eevil", "شركة", "x. "]
    ),
)
STEPS = (
    *(
        ActivityKind.PLANNED,
        ActivityKind.APPLIED,
        ActivityKind.FOLLOWED_UP,
        ActivityKind.TRIED_AGAIN,
        ActivityKind.HEARD_BACK,
        ActivityKind.BOOKED,
    ),
    *(
        ActivityKind.DEBRIEFED,
        ActivityKind.THANKED,
        ActivityKind.REJECTED,
        ActivityKind.OFFERED,
        ActivityKind.GHOSTED,
        ActivityKind.KEPT_WAITING,
    ),
)


@st.composite
def hunts(draw: st.DrawFn, texts: st.SearchStrategy[str | None]) -> Hunt:
    """Any history, in which each thing may be known or missing."""
    ada = Hunt()
    for after, kind in enumerate(draw(st.lists(st.sampled_from(STEPS), max_size=8))):
        on = str(START + timedelta(days=after * draw(st.integers(0, 9))))
        details = {name: draw(texts) for name in ("company", "role", "source", "contact", "phone")}
        bookings = [a for a in ada.activities if a.kind is ActivityKind.BOOKED]
        if kind is ActivityKind.BOOKED:
            begins = ada.at(f"{on} 14:00")
            details["people"] = draw(texts)
            ada.did(kind, on, start=begins, end=begins + timedelta(hours=1), **details)
            continue
        if kind in (ActivityKind.DEBRIEFED, ActivityKind.THANKED):
            of = draw(st.sampled_from(bookings)).id if bookings else None
            notes = {name: draw(texts) for name in ("text", "next_steps", "people", "went")}
            by = draw(st.none() | st.dates(START, date(2027, 3, 1)))
            ada.did(kind, on, of=of, by=by, **notes)
            continue
        by = draw(st.none() | st.dates(START, date(2027, 3, 1)))
        ada.did(kind, on, by=by, method=draw(st.sampled_from([None, *OutreachMethod])), **details)
    return ada


# People who have replied already need no introduction.
SHORTEST = {DraftKind.CHECK_IN: 25, DraftKind.SECOND_CHECK_IN: 25}
LONGEST = 90  # what fits a phone's screen
MOMENTS = st.integers(0, 400).map(lambda hours: timedelta(hours=7 * hours))
LANGUAGES = st.sampled_from(["en", "en-US", "de", "ja", "ar"])


def whole(text: str) -> None:
    """True if a text has no hole, no stutter, and no trace of how it was made."""
    assert not re.search(r"\S  |  \S|[ \t]$|^[ \t]", text, re.MULTILINE), text
    assert "\n\n\n" not in text


@given(hunts(PLAIN), MOMENTS, st.sampled_from(["", "Ada Lovelace"]), LANGUAGES)
def test_a_letter_with_any_part_missing_is_short_and_whole(
    ada: Hunt, later: timedelta, name: str, language: str
) -> None:
    now = ada.at(str(START)) + later
    for kind in DraftKind:
        written = draft(ada.application, kind, person(name, language), now)
        whole(written.body)
        assert SHORTEST.get(kind, 30) <= len(written.body.split()) <= 90 + len(name.split()), (
            written.body
        )
        assert not re.search(r"None|[{}]|\.\.|,,| [,.;:?]|\bthe  ?role\b|at[.,]", written.body)
        assert name in written.body


@given(hunts(NASTY), MOMENTS, NASTY)
def test_a_letter_stays_sane_whatever_was_typed(
    ada: Hunt, later: timedelta, name: str | None
) -> None:
    now = ada.at(str(START)) + later
    for kind in DraftKind:
        written: Draft = draft(ada.application, kind, person(name or ""), now)
        whole(written.body)
        assert len(written.body) < 2_000
        assert len(written.subject) <= 150
        assert written.subject == " ".join(written.subject.split())
        assert bool(written.subject) is (kind is not DraftKind.CALL)
    assert kind_to_send_now(ada.application, now) in DraftKind


@given(hunts(NASTY), MOMENTS, st.integers(0, 3), st.booleans(), st.booleans(), LANGUAGES)
def test_a_nudge_is_a_few_plain_sentences_whatever_was_typed(
    ada: Hunt, later: timedelta, number: int, again: bool, named: bool, language: str
) -> None:
    now = ada.at(str(START)) + later
    booked = next((a.id for a in ada.activities if a.kind is ActivityKind.BOOKED), None)
    for kind in NudgeKind:
        planned = PlannedNudge(
            "key", "key", kind, number, now, "Europe/Berlin", now, booked if named else None, again
        )
        title, text = title_and_text(planned, ada.application, person(language=language), now)
        whole(text)
        assert len(text) < 600
        assert "\n" not in title + text
        assert title == " ".join(title.split())
        assert "!" not in text or "!" in repr(ada.activities)


@given(hunts(NASTY), NASTY)
def test_a_call_sheet_stays_sane_whatever_was_typed(ada: Hunt, name: str | None) -> None:
    for item in call_sheet(ada.application, person(name or "")):
        whole(plain(item.text))
        assert len(plain(item.text)) < 800
        assert item.title
