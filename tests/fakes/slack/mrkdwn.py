"""Slack's markup as a person sees it: no signs left over, dates in their zone, pings found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time, get_day_names

_TOKEN = re.compile(r"<([^<>\n]+)>")
_DATE = re.compile(r"!date\^(\d+)\^([^|^]*)(?:\^([^|]*))?\|(.*)")
_CODE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_BROADCAST = re.compile(r"!(channel|here|everyone|group|subteam\^\w+)\b(?:\|.*)?")
_AUTOMATIC = re.compile(r"(?<![\w@])@(channel|here|everyone)\b")
# A sign opens before a word and closes after one, in the same line.
_STYLES = [
    re.compile(rf"(?<![\w{re.escape(sign)}]){re.escape(sign)}(?=\S)([^{re.escape(sign)}\n]+?)"
               rf"(?<=\S){re.escape(sign)}(?![\w{re.escape(sign)}])")
    for sign in "*_~`"
]  # fmt: skip
HALF_A_YEAR = 182
_KEEP = "\ue000"  # a placeholder for a date, link or name until the signs around it are gone


@dataclass(frozen=True)
class Reader:
    """A reader: their zone and language, and the names by which they know others.

    Where a suite compares platforms, `moments` reads dates in other words than
    Slack's, and with `follows_links` a link reads as where it leads.
    """

    zone: str
    now: datetime
    names: Callable[[str], str]
    pings: Callable[[str], object]
    locale: str = "en-US"
    moments: Callable[[datetime], str] | None = None
    follows_links: bool = False


def plain(text: str) -> str:
    """A plain_text object as it shows: only the three entities mean anything."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def shown(text: str, reader: Reader, *, verbatim: bool = True, styled: bool = True) -> str:
    """A mrkdwn text as it shows; one that is not `styled` keeps its stars and the like.

    Without `verbatim`, Slack turns a bare @channel into the real one
    (docs.slack.dev/messaging/formatting-message-text#automatic-parsing).
    """
    if not verbatim:
        for found in _AUTOMATIC.finditer(text):
            reader.pings(found[0])
    kept: list[str] = []

    def keep(what: str) -> str:
        kept.append(what)
        return f"{_KEEP}{len(kept) - 1}{_KEEP}"

    text = _TOKEN.sub(lambda found: keep(_token(found[1], reader)), text)
    if styled:
        text = _CODE.sub(lambda found: keep(found[1]), text)
    for style in _STYLES if styled else ():
        text = style.sub(r"\1", text)
    while _KEEP in text:
        text = re.sub(rf"{_KEEP}(\d+){_KEEP}", lambda found: kept[int(found[1])], text)
    return plain(text)


def _token(inside: str, reader: Reader) -> str:
    """Returns the meaning of a token in angle brackets; its own text is still escaped."""
    if found := _DATE.fullmatch(inside):
        return date(int(found[1]), found[2], reader)
    if inside.startswith("!"):
        reader.pings(f"<{inside}>")
        broadcast = _BROADCAST.fullmatch(inside)
        return f"@{broadcast[1]}" if broadcast else inside
    target, _, label = inside.partition("|")
    if target.startswith(("@", "#")):
        return label or f"{target[0]}{reader.names(target[1:])}"
    if reader.follows_links and target.startswith("http"):
        return target
    if re.match(r"(https?|mailto|tel):", target):
        return label or target.removeprefix("mailto:").removeprefix("tel:")
    return f"&lt;{inside}&gt;"


def date(unix: int, form: str, reader: Reader) -> str:
    """A date in the reader's own zone and language.

    Source: docs.slack.dev/messaging/formatting-message-text#date-formatting; a year
    is left out within half a year.
    """
    at = datetime.fromtimestamp(unix, UTC).astimezone(ZoneInfo(reader.zone))
    if reader.moments:
        return reader.moments(at)
    days = (at.date() - reader.now.astimezone(at.tzinfo).date()).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
    locale = reader.locale.replace("-", "_")
    if abs(days) > HALF_A_YEAR:
        usual = format_date(at, "long", locale=locale)
        short = format_skeleton("yMMMd", at, locale=locale)
    else:
        usual = format_skeleton("MMMMd", at, locale=locale)
        short = format_skeleton("MMMd", at, locale=locale)
    long = f"{get_day_names('wide', locale=locale)[at.weekday()]}, {usual}"
    tokens = {
        "date_num": f"{at:%Y-%m-%d}",
        "date": usual,
        "date_slash": format_date(at, "short", locale=locale),
        "date_short": short,
        "date_long": long,
        "date_pretty": near or usual,
        "date_short_pretty": near or short,
        "date_long_pretty": near or long,
        "time": _plain_spaces(format_time(at, "short", locale=locale)),
        "time_secs": _plain_spaces(format_time(at, "medium", locale=locale)),
        "ago": f"in {days} days" if days > 0 else f"{-days} days ago",
    }
    said = re.sub(r"\{(\w+)\}", lambda found: tokens[found[1]], form)
    return said[:1].upper() + said[1:] if form.startswith("{date") and near else said


def _plain_spaces(text: str) -> str:
    """Babel puts thin spaces where Slack's clients put plain ones."""
    return text.replace("\u202f", " ")
