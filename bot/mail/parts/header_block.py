"""Headers as a text has them, above a mail that was pasted, forwarded or answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parseaddr, parsedate_to_datetime
from functools import lru_cache

from bot.mail.dates.days import DateHabits
from bot.mail.dates.moments import find_moments
from bot.mail.deciding.phrase import plain
from bot.mail.deciding.phrase_book import read_data
from bot.mail.parts.mail import MailAddress

QUOTED = re.compile(r"^\s{0,3}(?:>\s?)+|^\s{0,3}\|\s")
ADDRESS = re.compile(r"[^\s<>\"',;()\[\]]+@[^\s<>\"',;()\[\]]+\.[^\s<>\"',;()\[\]]+")
_HEADER = re.compile(
    r"^[*_>\s]{0,12}([^\W\d_][\w .\-'’()À-ÿ]{0,23}?)[*_\s]{0,4}[:：]\s*[*_]{0,3}\s*(.*)$"
)


@dataclass(frozen=True)
class _Words:
    """The names of headers and the prefixes of subjects, as lines are compared with them."""

    labels: dict[str, str]
    forward: frozenset[str]
    reply: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = read_data("headers")
    return _Words(
        labels={
            plain(one).strip(): name for name, texts in data["labels"].items() for one in texts
        },
        forward=frozenset(data["markers"]["subject"]),
        reply=frozenset(data["markers"]["reply"]),
    )


def read_header_block(lines: Sequence[str], at: int) -> tuple[int, dict[str, str]] | None:
    """Reads the headers that begin at that line, and where they end; None if none do.

    A block has a sender and one more header, no line but headers (and what a long
    one goes on with) between.
    """
    found: dict[str, str] = {}
    last, blank = "", 0
    end = at
    for place in range(at, min(at + 16, len(lines))):
        line = QUOTED.sub("", lines[place])
        header = read_header(line)
        if header:
            label, value = header
            if label in found and label != "to":
                break
            found.setdefault(label, value)
            last, end, blank = label, place + 1, 0
        elif not line.strip():
            # Some programs leave an empty line between the headers.
            blank += 1
            if blank > 1 or not found:
                break
            following = (
                read_header(QUOTED.sub("", lines[place + 1])) if place + 1 < len(lines) else None
            )
            if following is None or following[0] in found:
                break
        elif (
            (last and line[:1] in " \t") or (last == "to" and "@" in line) or found.get(last) == ""
        ):
            found[last] = f"{found[last]} {line.strip()}".strip()
            end = place + 1
        else:
            break
    return (end, found) if "from" in found and len(found) > 1 else None


def read_header(line: str) -> tuple[str, str] | None:
    """Returns the header of a line, by our name for it, and its value; None for any other line."""
    found = _HEADER.match(line)
    if found is None:
        return None
    label = _words().labels.get(plain(found[1]).strip())
    return (label, found[2].strip().strip("*_ ")) if label else None


def subject_without_prefixes(subject: str) -> tuple[str, bool]:
    """Returns a subject without its `Re:` and `Fwd:`, and whether it was forwarded."""
    forwarded = False
    while found := re.match(r"\s*\[?([^\W\d_]{1,12})(?:\[\d+\])?\s?[:：]\s*", subject):
        word = plain(found[1]).strip()
        if word in _words().forward:
            forwarded = True
        elif word not in _words().reply:
            break
        subject = subject[found.end() :]
    return subject.strip(), forwarded


def read_address(text: str) -> MailAddress:
    """Reads a name and an address as header lines in a text give them."""
    text = re.sub(r"\[mailto:([^\]]+)\]", r"<\1>", text).replace("<mailto:", "<")
    found = ADDRESS.search(text)
    name = text[: found.start()] if found else text
    name = re.sub(r"\((?:mailto:)?\s*$|[<\[(\"']+$", "", name.strip()).strip(" \"'<>[]()*")
    if name and "@" in name:
        name = ""
    return MailAddress(name[:120], found[0].strip(".:") if found else parseaddr(text)[1])


def read_sent(text: str) -> datetime | None:
    """Reads the date of a header in a text, where it is written as mail headers are, or as ISO."""
    text = text.strip()
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            return _written_out(text)
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _written_out(text: str) -> datetime | None:
    """Reads *Tue, Jun 9, 2026 at 4:41 PM*: a date with its month's name and its year."""
    if not re.search(r"[^\W\d_]{3}", text) or not re.search(r"\b20\d\d\b", text):
        return None
    found = find_moments(text[:80], DateHabits(date(2000, 1, 1)))
    return found[0].start.replace(tzinfo=UTC) if found else None
