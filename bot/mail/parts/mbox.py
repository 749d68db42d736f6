"""The mails of an `.mbox` in their order, cut at the lines that begin with `From `."""

from __future__ import annotations

import re
from collections.abc import Iterator

MOST = 2_000
_LARGEST_MAIL = 5 * 1024 * 1024
# "From ", an address or a dash, a weekday or a date: not a sentence that starts with From.
_SEPARATOR = re.compile(rb"(?:\A|\n)From [^\r\n]*?\d{1,2}:\d{2}[^\r\n]*\r?\n(?=[!-9;-~]+:)")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def is_mbox(data: bytes) -> bool:
    """True if the bytes begin as a mailbox does."""
    return bool(_SEPARATOR.match(data[:4096].lstrip(b"\r\n")))


def split_mbox(data: bytes) -> Iterator[bytes]:
    """Returns each mail's bytes, at most `MOST` of them, a huge one cut."""
    data = data.lstrip(b"\r\n")
    starts = [
        (found.start(), found.end())
        for found, _ in zip(_SEPARATOR.finditer(data), range(MOST), strict=False)
    ]
    for at, (_, start) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else len(data)
        yield _ESCAPED.sub(rb"\1", data[start : min(end, start + _LARGEST_MAIL)])
