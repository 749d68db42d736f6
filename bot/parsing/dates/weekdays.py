"""Weekdays: *Friday*, *last fri*, *monday next week*, *a week from tuesday*, *letzten Freitag*.

A weekday alone is the latest one up to today where the past is meant, and else
the first one after today. *Last* is always before today, *next* always after it;
*this* may be today itself. *Next Friday*, said on a Wednesday, is this week's to some
and next week's to others.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from bot.parsing.counts import COUNT, read_count
from bot.parsing.dates.local_names import local_weekdays
from bot.parsing.parse_context import Ambiguous, ParseContext
from bot.parsing.words import unaccented, word_set

_WEEK = 7
_ENGLISH = {
    word: number
    for number, words in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed weds",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for word in words.split()
}
_LAST = word_set(
    "last past letzten letzter letzte letztem dernier pasado scorso passado passada afgelopen"
    " vorige dernière scorsa ultimo última último pasada"
)
_NEXT = word_set(
    "next coming nächsten nächster nächste nächstem kommenden prochain próximo proximo prossimo"
    " próxima volgende komende prochaine prossima siguiente viene vem nächster nächstes"
)
_THIS = word_set("this diesen dieser diese ce cette este esta questo questa deze")
COMING, WEEK_AFTER = "the coming one", "the week after"
_OPEN_NEXT = range(1, 4)  # days ahead
_OF_A_WEEK = re.compile(r"(.+) (last|this|next) week|(last|this|next) week(?: on)? (.+)")
# A week behind the coming one: *friday week* is said in Britain, *mardi en huit* in France.
_WEEKS_LATER = re.compile(
    rf"(?P<before>{COUNT}) weeks? from (?:this |the )?(?P<from>\S+)"
    rf"|(?P<day>\S+) (?:in (?P<behind>{COUNT}) weeks?|week)"
)


def read_weekday(text: str, context: ParseContext, past: bool) -> date | None:
    """The day that a weekday names, with or without a word before or after it."""
    if found := _OF_A_WEEK.fullmatch(text):
        weekday = weekday_of(found[1] or found[4], context)
        weeks = {"last": -1, "this": 0, "next": 1}[found[2] or found[3]]
        return None if weekday is None else _in_week(context.today, weekday, weeks)
    if (later := _WEEKS_LATER.fullmatch(text)) and (
        weekday := weekday_of(later["from"] or later["day"], context)
    ) is not None:
        weeks = read_count(later["before"] or later["behind"] or "1")
        return _nearest(context, weekday, "", past=False) + timedelta(days=weeks * _WEEK)
    which = ""
    words = text.split()
    if len(words) == 2:
        first, second = words
        which, text = (first, second) if _turns(first) else (second, first)
        if not _turns(which):
            return None
    weekday = weekday_of(text, context)
    if weekday is None:
        return None
    return _nearest(context, weekday, which, past)


def weekday_of(word: str, context: ParseContext) -> int | None:
    """The number of the weekday (0 is Monday) that a word names."""
    if word in _ENGLISH:
        return _ENGLISH[word]
    return None if context.tongue == "en" else local_weekdays(context.tongue).get(unaccented(word))


def _turns(word: str) -> bool:
    return word in _LAST or word in _NEXT or word in _THIS


def _nearest(context: ParseContext, weekday: int, which: str, past: bool) -> date:
    today = context.today
    back = (today.weekday() - weekday) % _WEEK
    ahead = (weekday - today.weekday()) % _WEEK
    if which in _LAST:
        return today - timedelta(days=back or _WEEK)
    if which in _NEXT:
        coming = today + timedelta(days=ahead or _WEEK)
        if ahead in _OPEN_NEXT and COMING not in context.prefers:
            after = coming + timedelta(days=_WEEK)
            if WEEK_AFTER in context.prefers:
                return after
            said = f"Do you mean {context.say(coming)} or {context.say(after)}?"
            raise Ambiguous(said, COMING, WEEK_AFTER)
        return coming
    if past:
        return today - timedelta(days=back)
    return today + timedelta(days=ahead if which in _THIS else ahead or _WEEK)


def _in_week(today: date, weekday: int, weeks: int) -> date:
    return today + timedelta(days=weekday - today.weekday() + weeks * _WEEK)
