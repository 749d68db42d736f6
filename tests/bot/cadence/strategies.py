"""Strategies of Hypothesis: histories with their preferences, in any zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta

from hypothesis import strategies as st

from bot.domain.applications.activity import Activity, ActivityKind, OutreachMethod
from bot.domain.calendar.local_time import QuietHours, to_utc, to_wall_time
from bot.domain.people.person import Preferences

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # shifts by half an hour
    "Asia/Kolkata",
    "Pacific/Apia",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "UTC",
)
zones = st.sampled_from(ZONES)
starts = st.datetimes(datetime(2026, 1, 5), datetime(2027, 12, 20))  # noqa: DTZ001  # wall times


@st.composite
def preferences(draw: st.DrawFn) -> Preferences:
    begin, end = draw(st.sampled_from([(21, 8), (22, 6), (20, 10), (0, 7), (13, 14), (5, 5)]))
    quiet = QuietHours(time(begin), time(end))
    hour = draw(st.integers(0, 23).map(time).filter(lambda at: not quiet.contains(at)))
    a, width = draw(st.integers(1, 9)), draw(st.integers(0, 4))
    return Preferences(
        zone=draw(zones),
        nudge_hour=hour,
        quiet=quiet,
        country=draw(st.sampled_from([None, "DE", "US"])),
        first_follow_up=(a, a + width),
        next_follow_up=(a, a + width),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[Preferences, list[Activity]]:
    """Up to eight things that happened, each logged on its day or some days later."""
    mine = draw(preferences())
    moment = to_utc(draw(starts), mine.tz)
    made = [
        Activity(
            ActivityKind.APPLIED,
            to_wall_time(moment, mine.tz).date(),
            moment,
            id=1,
            company="Acme",
        )
    ]
    kinds = st.sampled_from(
        [
            ActivityKind.FOLLOWED_UP,
            ActivityKind.HEARD_BACK,
            ActivityKind.INVITED,
            ActivityKind.UNANSWERED_CALL,
            ActivityKind.BOOKED,
            ActivityKind.DEBRIEFED,
            ActivityKind.REJECTED,
            ActivityKind.OFFERED,
            ActivityKind.TRIED_AGAIN,
            ActivityKind.KEPT_WAITING,
            ActivityKind.GHOSTED,
        ]
    )
    for id in range(2, draw(st.integers(2, 8))):
        moment += draw(st.timedeltas(timedelta(0), timedelta(days=12)))
        kind = draw(kinds)
        day = to_wall_time(moment, mine.tz).date() - draw(st.integers(0, 3)) * timedelta(days=1)
        one = Activity(kind, day, moment, id=id)
        if kind is ActivityKind.FOLLOWED_UP:
            one = replace(one, method=draw(st.sampled_from([None, *OutreachMethod])))
        if kind in (ActivityKind.DEBRIEFED, ActivityKind.OFFERED):
            booked = [a.id for a in made if a.kind is ActivityKind.BOOKED]
            one = replace(one, by=day + timedelta(days=9), of=booked[-1] if booked else None)
        if kind is ActivityKind.BOOKED:
            start = moment + draw(st.timedeltas(timedelta(0), timedelta(days=9)))
            one = replace(one, start=start, end=start + timedelta(hours=1), zone=mine.zone)
        made.append(one)
    return mine, made
