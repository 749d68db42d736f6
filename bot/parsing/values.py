"""One value of each kind: from words, and back to words that read the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.command import ApplicationRef, ArgKind, Param, WallTime
from bot.domain.people.person import LONGEST_WINDOW_DAYS
from bot.parsing.choices import read_choice
from bot.parsing.dates.breaks import read_break, read_end_of_break
from bot.parsing.dates.days import has_open_year, read_day
from bot.parsing.dates.durations import read_length, write_length
from bot.parsing.dates.moments import read_moment, write_moment
from bot.parsing.dates.numeric import AS_READ, OTHER_ORDER
from bot.parsing.dates.time_zones import read_zone
from bot.parsing.dates.times_of_day import read_time, write_time
from bot.parsing.parse_context import Ambiguous, Option, ParseContext, ParseError
from bot.parsing.unfit_values import unfit
from bot.parsing.urls import read_link
from bot.parsing.words import normalize, normalize_lines

LONGEST_TEXT = 200
LONGEST_LONG_TEXT = 3_000
LARGEST_NUMBER = 999_999_999
_LARGEST_ID = 2**63 - 1
_Reader = Callable[[Param, str, ParseContext], Any]
_LONG_AGO = timedelta(days=60)
_FAR_AHEAD = timedelta(days=240)

_MENTION = re.compile(r"~([0-9]{1,19})")
_NEW = "~+"
_AS_ROLE = re.compile(r'"(.+)" as (.+)')
# A flag that is not set is not written.
_YES = "yes"
_FIGURES = re.compile(r"[0-9]{1,19}")
_WINDOW = re.compile(r"([0-9]{1,4}) ?(?:-|–|—|to) ?([0-9]{1,4})(?: (?:business )?days)?")


def read_value(param: Param, text: str, context: ParseContext) -> Any:
    """Reads the value that a text means. Raises ParseError that says how to write one."""
    value = try_value(param, text, context)
    if value is None:
        raise ParseError(unfit(param, normalize(text)), param.name)
    return value


def try_value(param: Param, text: str, context: ParseContext, *, bare: bool = False) -> Any | None:
    """The value, or None for a text that does not look like one of that kind.

    With `bare` no word introduces it, so that an hour alone is no moment, and *this week* is
    how long a break lasts.

    Raises ParseError for a text that does look like one and cannot be, with options
    for one that reads in more than one way.
    """
    read = _READERS[param.kind]
    if bare and param.kind is ArgKind.WHEN:
        read = _bare_moment
    elif bare and param.takes_length:
        read = _break
    try:
        return read(param, text, context)
    except Ambiguous as unread:
        options = tuple(_options(param, text, context, unread, read))
        raise ParseError(unread.sentence, param.name, options) from None
    except ParseError as unread:
        raise ParseError(unread.sentence, param.name, unread.options) from None


def _options(
    param: Param, text: str, context: ParseContext, unread: Ambiguous, read: _Reader
) -> Iterator[Option]:
    """Yields the meaning of a text in each way of reading it."""
    for choice in unread.choices:
        preferring = context.preferring(choice)
        try:
            value = read(param, text, preferring)
        except Ambiguous as further:
            yield from _options(param, text, preferring, further, read)
        except ParseError:
            continue
        else:
            yield Option(say_value(value, context), value)


def _bare_moment(param: Param, text: str, context: ParseContext) -> WallTime | None:
    return _moment(param, read_moment(text, context, bare_hour=False))


def say_value(value: Any, context: ParseContext) -> str:
    """A day or a moment in the words of a question."""
    if isinstance(value, WallTime):
        zone = f" {value.zone}" if value.zone else ""
        if value.timeless:
            return f"{context.say(value.wall.date())}, same time"
        if value.dayless:
            return f"{value.wall:%H:%M}{zone}"
        return f"{context.say(value.wall.date())}, {value.wall:%H:%M}{zone}"
    return context.say(value) if isinstance(value, date) else str(value)


def write_value(param: Param, value: Any) -> str:
    """A value as a person would type it, so that reading it gives the value again."""
    match param.kind:
        case ArgKind.APPLICATION:
            return _write_mention(value)
        case ArgKind.DATE:
            return str(value.isoformat())
        case ArgKind.WHEN:
            return write_moment(value)
        case ArgKind.LENGTH:
            return write_length(value)
        case ArgKind.TIME:
            return write_time(value)
        case ArgKind.FLAG:
            return _YES
        case ArgKind.WINDOW:
            return f"{value[0]}-{value[1]}"
        case ArgKind.SECRET:
            raise ValueError("a secret is written nowhere")
        case _:
            return str(value)


def _text(param: Param, text: str, context: ParseContext) -> str | None:
    return _within(LONGEST_TEXT, normalize(text), param) or None


def _secret(param: Param, text: str, context: ParseContext) -> str | None:
    """The secret itself; what is said of one that cannot be read repeats none of it."""
    return _within(LONGEST_TEXT, text.strip(), param) or None


def _long_text(param: Param, text: str, context: ParseContext) -> str | None:
    return _within(LONGEST_LONG_TEXT, normalize_lines(text), param) or None


def _application(param: Param, text: str, context: ParseContext) -> ApplicationRef | None:
    name = normalize(text)
    if (found := _MENTION.fullmatch(name)) and int(found[1]) <= _LARGEST_ID:
        return ApplicationRef(id=int(found[1]))
    new = name.startswith(_NEW) and bool(name.removeprefix(_NEW).strip())
    if new:
        name = name.removeprefix(_NEW).strip()
    role = None
    if parts := _AS_ROLE.fullmatch(name):
        name, role = f"{parts[1]} as {parts[2]}", parts[2]
    return ApplicationRef(_within(LONGEST_TEXT, name, param), new=new, role=role) if name else None


def _write_mention(ref: ApplicationRef) -> str:
    if ref.id is not None:
        return f"~{ref.id}"
    name = with_role(ref.company, ref.role) if ref.role else ref.name
    return f"{_NEW}{name}" if ref.new else name


def with_role(company: str, role: str) -> str:
    """A company and a role as a mention of both is written."""
    return f'"{company}" as {role}'


def _date(param: Param, text: str, context: ParseContext) -> date | None:
    """The day; one of a year not given that is far from today is asked about."""
    past = param.arg.past
    if param.takes_length and (end := read_end_of_break(text, context)):
        return end
    day = read_day(text, context, past=past)
    if day is None:
        return None
    if past and day > context.today:
        ahead = f"{context.say(day)} is still to come."
        said = f"{ahead} Log it once it has happened, or give the day it was."
        if OTHER_ORDER not in context.prefers and _reads_otherwise(text, context):
            raise Ambiguous(said, OTHER_ORDER)
        raise ParseError(said)
    far = abs(day - context.today) > (_LONG_AGO if past else _FAR_AHEAD)
    if far and AS_READ not in context.prefers and has_open_year(text, context):
        raise Ambiguous(f"Do you mean {context.say(day)}?", AS_READ)
    return day


def _reads_otherwise(text: str, context: ParseContext) -> bool:
    """True if with day and month the other way round it is a day that has been."""
    try:
        day = read_day(text, context.preferring(OTHER_ORDER), past=True)
    except ParseError:
        return False
    return day is not None and day <= context.today


def _break(param: Param, text: str, context: ParseContext) -> date | None:
    return read_break(text, context) or _date(param, text, context)


def _length(param: Param, text: str, context: ParseContext) -> timedelta | None:
    return read_length(text)


def _number(param: Param, text: str, context: ParseContext) -> int | None:
    figures = normalize(text).replace(",", "")
    if not _FIGURES.fullmatch(figures):
        return None
    largest = _LARGEST_ID if param.kind is ArgKind.ID else LARGEST_NUMBER
    if int(figures) > largest:
        raise ParseError(f"That number is too large; it goes up to {largest:,}.")
    return int(figures)


def _window(param: Param, text: str, context: ParseContext) -> tuple[int, int] | None:
    found = _WINDOW.fullmatch(normalize(text).casefold())
    if found is None:
        return None
    first, last = int(found[1]), int(found[2])
    if not 1 <= first <= LONGEST_WINDOW_DAYS or not 1 <= last <= LONGEST_WINDOW_DAYS:
        raise ParseError(f"Days from 1 to {LONGEST_WINDOW_DAYS} fit here, such as 5-7.")
    if first > last:
        raise ParseError(f"The smaller number comes first: {last}-{first}.")
    return first, last


def _moment(param: Param, moment: WallTime | None) -> WallTime | None:
    """The moment; of a time of day alone the next one, unless the command knows its day."""
    if moment is not None and moment.timeless and not param.arg.dayless:
        raise ParseError("At what time? Add it after the day, such as “fri 3pm”.")
    if moment is None or param.arg.dayless or not moment.dayless:
        return moment
    return replace(moment, dayless=False)


def _within(limit: int, text: str, param: Param) -> str:
    """The text itself. Raises ParseError, which tells both lengths, if it is too long."""
    if len(text) <= limit:
        return text
    company = param.kind is ArgKind.APPLICATION or param.name == "company"
    fits = f"a company's name fits in {limit}" if company else f"{limit:,} fit here"
    raise ParseError(f"That is {len(text):,} characters; {fits}. Shorten it and send it again.")


_READERS: dict[ArgKind, Callable[[Param, str, ParseContext], Any]] = {
    ArgKind.TEXT: _text,
    ArgKind.LONG_TEXT: _long_text,
    ArgKind.APPLICATION: _application,
    ArgKind.DATE: _date,
    ArgKind.WHEN: lambda param, text, context: _moment(param, read_moment(text, context)),
    ArgKind.LENGTH: _length,
    ArgKind.TIME: lambda param, text, context: read_time(text),
    ArgKind.CHOICE: lambda param, text, context: read_choice(param, text),
    ArgKind.NUMBER: _number,
    ArgKind.WINDOW: _window,
    ArgKind.ZONE: lambda param, text, context: read_zone(text),
    ArgKind.LINK: lambda param, text, context: read_link(text),
    ArgKind.SECRET: _secret,
    ArgKind.ID: _number,
    ArgKind.FLAG: lambda param, text, context: True if text == _YES else None,
}
