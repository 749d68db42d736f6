"""Last days to answer: "by June 10", "within five days"."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from functools import lru_cache

from bot.domain.mail.reading import MailMoment
from bot.mail.dates.date_words import any_of, date_data, flat, spelled_numbers, time_units

_LONGEST = 40_000
_BEFORE = 60  # characters that are looked at before a day
_LONGEST_SPAN = timedelta(days=366)
_TWO_DAYS = 48  # hours; a longer span ends with its day


def is_deadline(plainly: str, at: int, language: str) -> bool:
    """True if the words before that place of a flat text make the day the last one."""
    return bool(_before(language).search(plainly, max(0, at - _BEFORE), at))


def find_time_limit(text: str, since: datetime) -> MailMoment | None:
    """Returns the end of a span that the text allows: "within 5 days", counted from `since`."""
    found = _within().search(flat(text[:_LONGEST]))
    if found is None:
        return None
    count = int(found[1]) if found[1].isdecimal() else spelled_numbers()[found[1]]
    hours = count * time_units()[found[2]]
    end = since.replace(tzinfo=None) + min(timedelta(hours=hours), _LONGEST_SPAN)
    timed = hours < _TWO_DAYS
    return MailMoment(
        end if timed else datetime.combine(end.date(), time()), timed=timed, deadline=True
    )


@lru_cache(maxsize=16)
def _before(language: str) -> re.Pattern[str]:
    spoken = date_data()["deadline"]
    words = any_of([*spoken["en"], *spoken.get(language, ())])
    filler = any_of(spoken["filler"])
    return re.compile(rf"\b(?:{words})\b(?:\s+(?:{filler}))*[\s:]*(?:\w+,?\s+)?$")


@lru_cache(maxsize=1)
def _within() -> re.Pattern[str]:
    data = date_data()["within"]
    number = rf"(\d{{1,3}}|{any_of(spelled_numbers())})"
    kinds = any_of(data["kinds"])
    return re.compile(
        rf"\b(?:{any_of(data['begins'])})\s+{number}\s?(?:\(\d{{1,3}}\)\s?)?"
        rf"(?:(?:{kinds})\s)?({any_of(time_units())})\b"
    )
