"""The mails that one text holds: forwarded, answered and quoted ones, the newest first.

Every mail program writes above an older mail who wrote it and when, as a block
of headers or as one line ("On …, X wrote:"), in its own language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.frozen import frozen
from bot.mail.deciding.phrase import plain
from bot.mail.deciding.phrase_book import read_data
from bot.mail.parts.header_block import (
    ADDRESS,
    QUOTED,
    read_address,
    read_header,
    read_header_block,
    read_sent,
    subject_without_prefixes,
)
from bot.mail.parts.mail import NOBODY, MailAddress

_MOST_LINES = 4_000
_MOST_SEGMENTS = 12
_RULE = re.compile(r"^[\s>]*[-_=*–—]{2,}\s*|\s*[-_=*–—]{2,}\s*$")


@frozen
class Segment:
    """One mail of a thread. `forwarded` is True where it was forwarded."""

    text: str
    sender: MailAddress = NOBODY
    subject: str = ""
    sent: datetime | None = None
    forwarded: bool = False


@dataclass(frozen=True)
class _Marks:
    """The words above an older mail, as lines are compared with them."""

    forwarded: tuple[str, ...]
    original: tuple[str, ...]
    begins: tuple[str, ...]
    ends: tuple[str, ...]


@lru_cache(maxsize=1)
def _marks() -> _Marks:
    data = read_data("headers")
    markers, wrote = data["markers"], data["wrote"]
    return _Marks(
        forwarded=tuple(map(_plainly, markers["forwarded"])),
        original=tuple(map(_plainly, markers["original"])),
        begins=tuple(f"{_plainly(one)} " for one in wrote["begins"]),
        ends=tuple(map(_plainly, wrote["ends"])),
    )


def _plainly(text: str) -> str:
    return plain(text).strip()


def split_thread(text: str) -> list[Segment]:
    """Returns the mails of a text in their order there, empty ones left out."""
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


def _boundary(lines: Sequence[str], at: int) -> tuple[int, Segment] | None:
    """Reads an older mail's beginning at that line: where its text starts, and what is above it."""
    line = lines[at]
    if not line.strip():
        return None
    marks = _marks()
    bare = plain(_RULE.sub("", _RULE.sub("", QUOTED.sub("", line)))).strip()
    forwarded = bare in marks.forwarded
    if forwarded or bare in marks.original or (not bare and _RULE.match(line)):
        for place in range(at + 1, min(at + 4, len(lines))):
            if block := read_header_block(lines, place):
                return block[0], _opened(block[1], forwarded)
            if lines[place].strip(" >"):
                break
        if forwarded:
            return at + 1, Segment("", forwarded=True)
        return (at + 1, Segment("")) if bare else None
    if header := read_header(QUOTED.sub("", line)):
        if header[0] in ("from", "sent", "subject") and (block := read_header_block(lines, at)):
            return block[0], _opened(block[1], False)
        return None
    return _wrote(lines, at, marks)


def _wrote(lines: Sequence[str], at: int, marks: _Marks) -> tuple[int, Segment] | None:
    """Reads the line above an answer, which mail programs wrap after eighty characters."""
    said = ""
    first = plain(QUOTED.sub("", lines[at]))
    if not (
        first.startswith(marks.begins) or "@" in lines[at] or re.match(r"\s*\d{4}-\d", lines[at])
    ):
        return None
    for place in range(at, min(at + 3, len(lines))):
        said += " " + QUOTED.sub("", lines[place]).strip()
        if len(said) > 320:
            return None
        stripped = said.rstrip(" *_")
        if stripped.endswith((":", "：")):
            compared = plain(said).strip()
            ends = any(f" {end}" in f" {compared}"[-len(end) - 30 :] for end in marks.ends)
            starts = compared.startswith(marks.begins) or "@" in said
            dated = re.search(r"\d", said) is not None
            if ends and starts and dated:
                return place + 1, Segment("", sender=read_address(_author(said)))
            return None
    return None


def _author(said: str) -> str:
    """Finds who wrote in "On Mon, 1 Jun 2026 at 10:02, Jane Doe <jane@acme.com> wrote:"."""
    found = ADDRESS.search(said)
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


def _close(segments: list[Segment], head: Segment, lines: Sequence[str]) -> None:
    """Keeps the text between two boundaries, without its quote marks."""
    kept = list[str]()
    quoted_all = all(QUOTED.match(line) for line in lines if line.strip())
    for line in lines:
        if QUOTED.match(line):
            if not quoted_all and not head.sender.address and not head.sender.name and not segments:
                continue  # a quotation inside the newest mail is an older one's words
            line = QUOTED.sub("", line)
        kept.append(line)
    text = "\n".join(kept).strip()
    if text or head.sender.address or head.subject:
        segments.append(Segment(text, head.sender, head.subject, head.sent, head.forwarded))
