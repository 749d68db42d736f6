"""Moments in a mail's text: days with their times, ends and zones."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time

from bot.domain.mail.reading import MailMoment
from bot.mail.dates.clocks import FoundClock, find_clocks
from bot.mail.dates.date_words import flat
from bot.mail.dates.days import DateHabits, FoundDay, find_days
from bot.mail.dates.deadlines import is_deadline

_LONGEST = 40_000
_MOST = 12
_NEAR = 70  # characters between a day and its time, at most


def find_moments(text: str, habits: DateHabits, language: str = "en") -> list[MailMoment]:
    """Finds the days that the text names, in their order, each with the time beside it."""
    text = text[:_LONGEST]
    plainly = flat(text)
    month_first = language == "en" if habits.day_first is None else not habits.day_first
    days = find_days(plainly, habits.today, month_first)
    clocks = list(find_clocks(text, plainly))
    taken: set[int] = set()
    found = list[MailMoment]()
    for at, day in enumerate(days):
        limit = days[at + 1].start if at + 1 < len(days) else len(plainly)
        before = days[at - 1].end if at else 0
        matching = _beside(day, clocks, taken, plainly, before, limit)
        deadline = is_deadline(plainly, day.start, language)
        if not matching:
            found.append(
                MailMoment(datetime.combine(day.on, time()), timed=False, deadline=deadline)
            )
        for clock in matching:
            taken.add(clock.start)
            start = datetime.combine(day.on, clock.begins)
            end = datetime.combine(day.on, clock.ends) if clock.ends else None
            if end is not None and end <= start:
                end = None
            found.append(
                MailMoment(
                    start,
                    clock.zone,
                    end,
                    deadline=deadline or is_deadline(plainly, clock.start, language),
                )
            )
        if len(found) >= _MOST:
            break
    zones = [clock.zone for clock in clocks if clock.zone]
    only = zones[0] if len(set(zones)) == 1 else None
    unique = dict.fromkeys(
        replace(one, zone=one.zone or only) if one.timed else one for one in found
    )
    return _without_doubles(list(unique))


def _without_doubles(found: list[MailMoment]) -> list[MailMoment]:
    """Leaves out a day alone that is there with a time as well."""
    timed = {one.start.date() for one in found if one.timed}
    kept = [one for one in found if one.timed or one.start.date() not in timed]
    with_end = {one.start for one in kept if one.end}
    return [one for one in kept if one.end or one.start not in with_end]


_LISTED = re.compile(
    r"[\s,;/|•*-]*(?:or|and|oder|und|o|y|ou|et|e|of|en|lub|i)?\s*(?:at|um|a las|as|om)?[\s,•*-]*"
)


def _beside(
    day: FoundDay, clocks: list[FoundClock], taken: set[int], flat: str, before: int, limit: int
) -> list[FoundClock]:
    """Returns the times beside a day: after it, several of one day too, else just before."""
    after = [
        one
        for one in clocks
        if one.start not in taken and day.end <= one.start < limit and one.start - day.end <= _NEAR
    ]
    if after:
        kept = [after[0]]
        for one in after[1:]:
            if _LISTED.fullmatch(flat[kept[-1].end : one.start]):
                if _same_moment(flat[kept[-1].end : one.start], kept[-1], one):
                    continue
                kept.append(one)
            else:
                break
        return kept
    earlier = [
        one
        for one in clocks
        if one.start not in taken and before <= one.end <= day.start and day.start - one.end <= 25
    ]
    return earlier[-1:]


def _same_moment(between: str, first: FoundClock, second: FoundClock) -> bool:
    """True for *2pm PT / 5pm ET*: one moment, said for two zones."""
    return "/" in between or (first.zone != second.zone and bool(first.zone and second.zone))
