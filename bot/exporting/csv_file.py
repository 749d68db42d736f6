"""The table as CSV: what Excel, Numbers and every importer read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# The beginnings of a formula, to a spreadsheet; an apostrophe before it keeps it a text.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_BEGINS = frozenset(_FORMULAS)
_BYTE_ORDER_MARK = "\ufeff"


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Writes UTF-8 with a byte order mark and CRLF, as Excel wants it; every cell is a text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        # Few begin so, of hundreds of thousands.
        writer.writerow([guard(one) if one[:1] in _BEGINS else one for one in row])
    return (_BYTE_ORDER_MARK + out.getvalue()).encode("utf-8", errors="replace")


def guard(cell: str) -> str:
    """Makes a cell safe from being run as a formula; `unguard` takes it back."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def unguard(cell: str) -> str:
    """Returns a guarded cell as it was."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULAS) else cell
