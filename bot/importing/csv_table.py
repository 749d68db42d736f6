"""Rows of a text file: its charset, its separator, its quotes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence

from bot.domain.imports.unreadable import UnreadableFile
from bot.importing.columns import count_known

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_LINES = 60
_SAMPLE_BYTES = 64 * 1024
_LONGEST_FIELD = 200_000
_MOST_ROWS = 25_000
# From so many separators on, and in so many lines, a cell is taken for rows.
_FEWEST_COLUMNS, _FEWEST_ROWS = 4, 2
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}
_FEW_CONTROLS = 0.02


def read_csv(data: bytes) -> list[tuple[int, list[str]]]:
    """Returns the rows of a text file by their number. Raises UnreadableFile."""
    text = decode(data)
    separator = _separator(text)
    return _parse(text, separator)


def has_headers(data: bytes) -> bool:
    """True if a text begins with a row in which several headers of a list are known."""
    try:
        text = decode(data[:_SAMPLE_BYTES])
    except UnreadableFile:
        return False
    first = next((line for line in text.splitlines() if line.strip()), "")
    return any(
        len(row) > 1 and count_known(row) > 1
        for separator in _SEPARATORS
        for row in csv.reader([first], delimiter=separator)
    )


def decode(data: bytes) -> str:
    """Returns a file's text, whatever its charset. Raises UnreadableFile if it is none."""
    for mark, charset in _BOMS:
        if data.startswith(mark):
            return data.decode(charset, "replace").replace("\x00", "")
    if wide := _utf_16(data):
        return data.decode(wide, "replace").replace("\x00", "")
    data = data.replace(b"\x00", b"")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode(_charset(data), "replace")
    sample = text[:_SAMPLE_BYTES]
    controls = sum(1 for one in sample if ord(one) in _CONTROLS)
    if controls > len(sample) * _FEW_CONTROLS:
        raise UnreadableFile("That's neither a table nor text that I can read.")
    return text


def _utf_16(data: bytes) -> str | None:
    """Returns the byte order of UTF-16 without its mark, where every second byte is nothing."""
    sample = data[:2_000]
    half = len(sample) // 2
    if half < 2:
        return None
    if sample[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > half * 0.7 else None


def _charset(data: bytes) -> str:
    """Returns the charset that fits bytes which are not UTF-8."""
    from charset_normalizer import from_bytes

    sample = data[:_SAMPLE_BYTES]
    best = from_bytes(
        sample,
        cp_isolation=["cp1252", "cp1250", "gb18030", "big5", "shift_jis", "cp1251"],
    ).best()
    return best.encoding if best else "cp1252"


def _separator(text: str) -> str:
    """Returns the separator under which the most headers are known and rows are of one length."""
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    first = sample.partition("\n")[0].strip().casefold()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    scores = {}
    for separator in _SEPARATORS:
        rows = [row for row in csv.reader(io.StringIO(sample), delimiter=separator) if any(row)]
        known = max((count_known(row) for row in rows[:15]), default=0)
        lengths = Counter(len(row) for row in rows)
        length, often = lengths.most_common(1)[0] if lengths else (1, 0)
        same = often / (len(rows) or 1) if length > 1 else 0.0
        scores[separator] = (known, same, length)
    best = max(scores, key=lambda one: scores[one])
    if scores[best][0] or scores[best][1] >= 0.9:
        return best
    return _sniffed(sample) or best


def _sniffed(sample: str) -> str | None:
    """Returns what a library of dialects makes of a text in which no header is known."""
    import clevercsv

    try:
        found = clevercsv.Sniffer().sniff(sample, delimiters=list(_SEPARATORS))
    except clevercsv.Error:
        return None
    return found.delimiter if found and found.delimiter in _SEPARATORS else None


def _parse(text: str, separator: str) -> list[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST_FIELD)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, row in enumerate(reader, start=1):  # as a spreadsheet counts
            rows.append((number, row))
            if len(rows) > _MOST_ROWS:
                raise UnreadableFile(f"That file has more than {_MOST_ROWS:,} rows.")
    except csv.Error:
        raise UnreadableFile(
            f"A field after row {len(rows)} is longer than I read, as if its quotation mark never "
            "closed."
        ) from None
    if rows and _never_closes(text, separator):
        raise UnreadableFile(
            f"A quotation mark opens in row {rows[-1][0]} and never closes, so that I can't tell "
            "where the rows after it begin."
        )
    for number, row in rows:
        if any(_holds_rows(cell, separator, len(rows[0][1])) for cell in row):
            raise UnreadableFile(
                f"A quotation mark in row {number} closes rows later than it should, so that I "
                "can't tell these rows apart."
            )
    return rows


def _holds_rows(cell: str, separator: str, width: int) -> bool:
    """True if a cell of several lines has whole rows in it."""
    if "\n" not in cell or width < _FEWEST_COLUMNS:
        return False
    like_rows = [line for line in cell.split("\n") if line.count(separator) >= width - 2]
    return len(like_rows) >= _FEWEST_ROWS


def _never_closes(text: str, separator: str) -> bool:
    """True if the file ends inside a quoted field of several lines."""
    if text.count('"') % 2 == 0:
        return False
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def without_first(rows: Sequence[tuple[int, list[str]]]) -> Sequence[tuple[int, list[str]]]:
    """Returns the rows without the line that names the separator to Excel."""
    if rows and rows[0][1] and rows[0][1][0].casefold().startswith("sep="):
        return rows[1:]
    return rows
