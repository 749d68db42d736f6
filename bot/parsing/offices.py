"""Offices as people name them: NY, New York, CH 8, NL from 2 Nov, 3 a week, Sunday to Saturday."""

from __future__ import annotations

import re
from datetime import date

from bot.domain.work_search.office import Office, offices
from bot.domain.work_search.period import PeriodKind, PeriodRule
from bot.domain.work_search.profile import MOST, WEEKDAYS, of_office, of_own
from bot.parsing.dates.days import read_day
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.words import fold, unaccented

NONE = ("", "none", "no", "off")
_ALSO = {
    "netherlands": "NL",
    "holland": "NL",
    "uwv": "NL",
    "schweiz": "CH",
    "suisse": "CH",
    "rav": "CH",
}
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_OWN = re.compile(
    r"(?P<count>\w+) (?:\w+ )?(?:a|an|per|each|every|/) ?"
    r"(?P<period>week|month|four weeks|4 weeks)\b[ ,]*(?P<rest>.*)"
)
_OFFICE = re.compile(r"(?P<name>.*?)[ ,]*(?P<count>[0-9]+)?(?:[ ,]*(?:from|since) (?P<since>.+))?")
_PERIODS = {
    "week": PeriodKind.WEEK,
    "month": PeriodKind.MONTH,
    "four weeks": PeriodKind.FOUR_WEEKS,
    "4 weeks": PeriodKind.FOUR_WEEKS,
}
_FIELD = "office"


def read_office(text: str, context: ParseContext) -> str | None:
    """Reads an office, or a person's own rule, into what settings keep; None for none.

    Raises ParseError for what is neither, or lacks what the office asks for.
    """
    said = " ".join(text.split())
    if fold(said) in NONE:
        return None
    if found := _OWN.fullmatch(fold(said)):
        return _own(found, context)
    found = _OFFICE.fullmatch(said)
    assert found is not None  # everything in it is optional
    office = _named(found["name"])
    if office is None:
        known = ", ".join(f"{one.code} ({one.name})" for one in offices().values())
        raise ParseError(
            f"I don't know the rules of “{text[:40]}”. I know {known}. "
            "Or write your own, such as: 3 a week, Sunday to Saturday",
            _FIELD,
        )
    number = int(found["count"]) if found["count"] else None
    if office.asks_number and not number:
        raise ParseError(
            f"How many a {office.period} did you agree on with your office? "
            f"Write it as: {office.code} 8",
            _FIELD,
        )
    if office.asks_start and not found["since"]:
        raise ParseError(
            f"On which day do your {office.period} begin? Write it as: {office.code} from 2 Nov",
            _FIELD,
        )
    since = _day(found["since"], context) if found["since"] else None
    return of_office(
        office,
        _number(number) if number and office.asks_number else None,
        since if office.asks_start else None,
    )


def _named(name: str) -> Office | None:
    said = unaccented(fold(name)).removeprefix("us-").removeprefix("the ").strip(" ,.")
    code = _ALSO.get(said, said.upper())
    by_name = (one for one in offices().values() if fold(one.name).removeprefix("the ") == said)
    return offices().get(code) or next(by_name, None)


def _own(found: re.Match[str], context: ParseContext) -> str:
    count = found["count"]
    number = _COUNTS.index(count) + 1 if count in _COUNTS else None
    if number is None and not count.isdecimal():
        raise ParseError("How many? Write it as: 3 a week, Sunday to Saturday", _FIELD)
    kind = _PERIODS[found["period"]]
    rest = found["rest"].removeprefix("from ").removeprefix("since ").strip()
    number = _number(int(count) if number is None else number)
    if kind is PeriodKind.MONTH:
        return of_own(number, PeriodRule(kind))
    if kind is PeriodKind.FOUR_WEEKS:
        if not rest:
            raise ParseError(
                "On which day do your four weeks begin? Write it as: "
                f"{number} every four weeks from 2 Nov",
                _FIELD,
            )
        return of_own(number, PeriodRule(kind, since=_day(rest, context)))
    return of_own(number, PeriodRule(kind, _weekday(rest)))


def _weekday(rest: str) -> int:
    """Returns the first weekday of *Sunday to Saturday*; Monday where none is named."""
    if not rest:
        return 0
    first = re.split(r"[ ,–-]", rest, maxsplit=1)[0]
    for number, name in enumerate(WEEKDAYS):
        if len(first) >= 3 and name.casefold().startswith(first):
            return number
    raise ParseError(
        "Which day does the week begin? Write it as: 3 a week, Sunday to Saturday", _FIELD
    )


def _day(text: str, context: ParseContext) -> date:
    day = read_day(text, context, past=True)
    if day is None:
        raise ParseError(
            f"I can't read “{text[:40]}” as a day. Try “2 Nov” or “2026-11-02”.", _FIELD
        )
    return day


def _number(number: int) -> int:
    if not 1 <= number <= MOST:
        raise ParseError(f"Between 1 and {MOST}, please.", _FIELD)
    return number
