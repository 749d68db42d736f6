"""The mails that one text holds: forwarded, answered and quoted ones, the newest first.

Every mail program writes above an older mail who wrote it and when, as a block
of headers or as one line ("On …, X wrote:"), in its own language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parseaddr, parsedate_to_datetime
from functools import lru_cache

from bot.frozen import frozen
from bot.mail.dates.days import DateHabits
from bot.mail.dates.moments import find_moments
from bot.mail.deciding.phrase import plain
from bot.mail.deciding.phrase_book import read_data
from bot.mail.parts.mail import NOBODY, MailAddress

_LONGEST_LABEL = 24
_MOST_LINES = 4_000
_MOST_SEGMENTS = 12
_HEADER = re.compile(
    r"^[*_>\s]{0,12}([^\W\d_][\w .\-'’()À-ÿ]{0,23}?)[*_\s]{0,4}[:：]\s*[*_]{0,3}\s*(.*)$"
)
_QUOTED = re.compile(r"^\s{0,3}(?:>\s?)+|^\s{0,3}\|\s")
_RULE = re.compile(r"^[\s>]*[-_=*–—]{2,}\s*|\s*[-_=*–—]{2,}\s*$")
_ADDRESS = re.compile(r"[^\s<>\"',;()\[\]]+@[^\s<>\"',;()\[\]]+\.[^\s<>\"',;()\[\]]+")


@frozen
class Segment:
    """One mail of a thread. `forwarded` is True where it was forwarded."""

    text: str
    sender: MailAddress = NOBODY
    subject: str = ""
    sent: datetime | None = None
    forwarded: bool = False


@dataclass(frozen=True)
class _Names:
    """The data file, as lines are compared with it."""

    labels: dict[str, str]
    forwarded: tuple[str, ...]
    original: tuple[str, ...]
    begins: tuple[str, ...]
    ends: tuple[str, ...]
    subject_forward: frozenset[str]
    subject_reply: frozenset[str]


@lru_cache(maxsize=1)
def _names() -> _Names:
    data = read_data("headers")
    markers, wrote = data["markers"], data["wrote"]
    return _Names(
        labels={_plainly(one): name for name, texts in data["labels"].items() for one in texts},
        forwarded=tuple(map(_plainly, markers["forwarded"])),
        original=tuple(map(_plainly, markers["original"])),
        begins=tuple(f"{_plainly(one)} " for one in wrote["begins"]),
        ends=tuple(map(_plainly, wrote["ends"])),
        subject_forward=frozenset(markers["subject"]),
        subject_reply=frozenset(markers["reply"]),
    )


def _plainly(text: str) -> str:
    return plain(text).strip()


def split_thread(text: str) -> list[Segment]:
    """The mails of a text in their order there, empty ones left out."""
    lines = text.splitlines()[:_MOST_LINES]
    segments = list[Segment]()
    start, head, at = 0, Segment(""), 0
    while at < len(lines) and len(segments) < _MOST_SEGMENTS:
        found = _boundary(lines, at)
        if found is None:
            at += 1
            continue
        after, opened = found
        _close(segments, head, lines[start:at])
        start = at = after
        head = opened
    _close(segments, head, lines[start:])
    return segments


def subject_without_prefixes(subject: str) -> tuple[str, bool]:
    """A subject without its `Re:` and `Fwd:`, and whether it was forwarded."""
    forwarded = False
    while found := re.match(r"\s*\[?([^\W\d_]{1,12})(?:\[\d+\])?\s?[:：]\s*", subject):
        word = plain(found[1]).strip()
        if word in _names().subject_forward:
            forwarded = True
        elif word not in _names().subject_reply:
            break
        subject = subject[found.end() :]
    return subject.strip(), forwarded


def read_address(text: str) -> MailAddress:
    """A name and an address as header lines in a text give them."""
    text = re.sub(r"\[mailto:([^\]]+)\]", r"<\1>", text).replace("<mailto:", "<")
    found = _ADDRESS.search(text)
    name = text[: found.start()] if found else text
    name = re.sub(r"\((?:mailto:)?\s*$|[<\[(\"']+$", "", name.strip()).strip(" \"'<>[]()*")
    if name and "@" in name:
        name = ""
    return MailAddress(name[:120], found[0].strip(".:") if found else parseaddr(text)[1])


def read_header_block(lines: Sequence[str], at: int) -> tuple[int, dict[str, str]] | None:
    """The headers that begin at that line and where they end; None if none do.

    A block has a sender and one more header, no line but headers (and what a long
    one goes on with) between.
    """
    found: dict[str, str] = {}
    last, blank = "", 0
    end = at
    for place in range(at, min(at + 16, len(lines))):
        line = _QUOTED.sub("", lines[place])
        header = _header(line)
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
                _header(_QUOTED.sub("", lines[place + 1])) if place + 1 < len(lines) else None
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


def _header(line: str) -> tuple[str, str] | None:
    found = _HEADER.match(line)
    if found is None:
        return None
    label = _names().labels.get(plain(found[1]).strip())
    return (label, found[2].strip().strip("*_ ")) if label else None


def _boundary(lines: Sequence[str], at: int) -> tuple[int, Segment] | None:
    """An older mail's beginning at that line: where its text starts, and what is above it."""
    line = lines[at]
    if not line.strip():
        return None
    names = _names()
    bare = plain(_RULE.sub("", _RULE.sub("", _QUOTED.sub("", line)))).strip()
    forwarded = bare in names.forwarded
    if forwarded or bare in names.original or (not bare and _RULE.match(line)):
        for place in range(at + 1, min(at + 4, len(lines))):
            if block := read_header_block(lines, place):
                return block[0], _opened(block[1], forwarded)
            if lines[place].strip(" >"):
                break
        if forwarded:
            return at + 1, Segment("", forwarded=True)
        return (at + 1, Segment("")) if bare else None
    if header := _header(_QUOTED.sub("", line)):
        if header[0] in ("from", "sent", "subject") and (block := read_header_block(lines, at)):
            return block[0], _opened(block[1], False)
        return None
    return _wrote(lines, at, names)


def _wrote(lines: Sequence[str], at: int, names: _Names) -> tuple[int, Segment] | None:
    """The line above an answer, which mail programs wrap after eighty characters."""
    said = ""
    first = plain(_QUOTED.sub("", lines[at]))
    if not (
        first.startswith(names.begins) or "@" in lines[at] or re.match(r"\s*\d{4}-\d", lines[at])
    ):
        return None
    for place in range(at, min(at + 3, len(lines))):
        said += " " + _QUOTED.sub("", lines[place]).strip()
        if len(said) > 320:
            return None
        stripped = said.rstrip(" *_")
        if stripped.endswith((":", "：")):
            compared = plain(said).strip()
            ends = any(f" {end}" in f" {compared}"[-len(end) - 30 :] for end in names.ends)
            starts = compared.startswith(names.begins) or "@" in said
            dated = re.search(r"\d", said) is not None
            if ends and starts and dated:
                return place + 1, Segment("", sender=read_address(_author(said)))
            return None
    return None


def _author(said: str) -> str:
    """The part of "On Mon, 1 Jun 2026 at 10:02, Jane Doe <jane@acme.com> wrote:" that names who."""
    found = _ADDRESS.search(said)
    before = said[: found.start()] if found else said
    name = re.split(r"\d{1,2}[:.h]\d{2}(?:\s?[AaPp]\.?[Mm]\.?)?(?:\s?Uhr)?|\d{4}", before)[-1]
    name = re.sub(r"\b(?:schrieb|wrote|a écrit|escribió|escreveu|schreef|napisał\S*)\b.*", "", name)
    return f"{name.strip(' ,;:<(')} <{found[0]}>" if found else name.strip(" ,;:")


def _opened(headers: dict[str, str], forwarded: bool) -> Segment:
    subject, was_forwarded = subject_without_prefixes(headers.get("subject", ""))
    return Segment(
        text="",
        sender=read_address(headers.get("from", "")),
        subject=subject,
        sent=read_sent(headers.get("sent", "")),
        forwarded=forwarded or was_forwarded,
    )


def read_sent(text: str) -> datetime | None:
    """The date of a header in a text, where it is written as mail headers are, or as ISO."""
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
    """*Tue, Jun 9, 2026 at 4:41 PM*: a date with its month's name and its year."""
    if not re.search(r"[^\W\d_]{3}", text) or not re.search(r"\b20\d\d\b", text):
        return None
    found = find_moments(text[:80], DateHabits(date(2000, 1, 1)))
    return found[0].start.replace(tzinfo=UTC) if found else None


def _close(segments: list[Segment], head: Segment, lines: Sequence[str]) -> None:
    """Keeps the text between two boundaries, without its quote marks."""
    kept = list[str]()
    quoted_all = all(_QUOTED.match(line) for line in lines if line.strip())
    for line in lines:
        if _QUOTED.match(line):
            if not quoted_all and not head.sender.address and not head.sender.name and not segments:
                continue  # a quotation inside the newest mail is an older one's words
            line = _QUOTED.sub("", line)
        kept.append(line)
    text = "\n".join(kept).strip()
    if text or head.sender.address or head.subject:
        segments.append(Segment(text, head.sender, head.subject, head.sent, head.forwarded))
