"""The table as a spreadsheet: strings written as strings, so that none is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

LONGEST_CELL = 32_767  # Excel's own limit
_WIDEST = 40


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Writes one sheet with a frozen header row and a filter."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Applications")
        bold = book.add_format({"bold": True})
        for column, name in enumerate(header):
            sheet.write_string(0, column, name, bold)
        widths = [len(name) for name in header]
        last = 0
        for last, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(last, column, cell[:LONGEST_CELL])
                    widths[column] = max(widths[column], min(len(cell), _WIDEST))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width + 2)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(header) - 1)
    return out.getvalue()
