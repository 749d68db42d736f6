"""The dates of a whole file: read in one order of day and month, settled by all of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.domain.imports.reading import Column, ColumnMeaning, DateOrder, Table
from bot.importing.cells import is_blank
from bot.importing.days import ReadDay, is_no_date, order_named, read_day

DAYS = (
    ColumnMeaning.APPLIED,
    ColumnMeaning.SAVED,
    ColumnMeaning.STATUS_DAY,
    ColumnMeaning.DEADLINE,
)
AHEAD = timedelta(days=1)  # a zone east of the person's
_OFTEN = 5


class FileDays:
    """The dates of a file, in the one order that fits all of them."""

    def __init__(
        self,
        table: Table,
        columns: Sequence[Column],
        zone: str,
        today: date,
        chosen: DateOrder | None,
    ) -> None:
        self._zone = zone
        self.today = today
        self._serial = {
            at: _holds_serials(table, at)
            for at, column in enumerate(columns)
            if column.meaning in DAYS
        }
        dated = [
            at for at, one in enumerate(columns) if one.meaning in (*DAYS, ColumnMeaning.EVENT)
        ]
        found = [
            (columns[at].meaning, day)
            for _, cells in table.rows
            for at in dated
            if at < len(cells) and (day := self.read(cells[at], at))
        ]
        spelled = {order_named(columns[at].header) for at in dated} - {None}
        self.order = chosen or (spelled.pop() if len(spelled) == 1 else self._settle(table, found))
        self.asks = self.order is None and any(day.is_open for _, day in found)
        self._year = _only_year(day for _, day in found)

    def read(self, cell: str, at: int) -> ReadDay | None:
        """Reads the date in a cell of a column."""
        if is_blank(cell) or is_no_date(cell):
            return None
        return read_day(cell, self._zone, serial=self._serial.get(at, False))

    def _settle(
        self, table: Table, found: Sequence[tuple[ColumnMeaning, ReadDay]]
    ) -> DateOrder | None:
        decided = Counter(day.decides for _, day in found if day.decides)
        if len(decided) == 1:
            return next(iter(decided))
        if decided or not any(day.is_open for _, day in found):
            return None
        if table.month_first is not None:
            return DateOrder.MONTH_FIRST if table.month_first else DateOrder.DAY_FIRST
        # Nobody has applied in the future.
        past = [day for meaning, day in found if meaning is ColumnMeaning.APPLIED and day.is_open]
        latest = self.today + AHEAD
        fits = [
            order
            for order in DateOrder
            if all((one := day.in_order(order)) and one <= latest for day in past)
        ]
        return fits[0] if len(fits) == 1 and past else None

    def settled(self, day: ReadDay) -> date | None:
        """Returns the day of a date; None if it is not settled which one."""
        if day.day:
            return self._without_year(day)
        return day.in_order(self.order)

    def _without_year(self, day: ReadDay) -> date | None:
        """Returns the day of a date without its year, in the only year that the file names."""
        if self._year is None or (day.figures and self.order is None):
            return None
        swapped = day.figures and self.order is DateOrder.MONTH_FIRST
        month, number = (day.day, day.month) if swapped else (day.month, day.day)
        try:
            found = date(self._year, month, number)
        except ValueError:
            return None
        return found if found <= self.today else None


def _only_year(found: Iterable[ReadDay]) -> int | None:
    """Returns the year of all the file's dates that name one, if it is one and often named."""
    years = [(one.day_first or one.month_first or date.min).year for one in found if not one.day]
    return years[0] if len(years) >= _OFTEN and len(set(years)) == 1 else None


def _holds_serials(table: Table, at: int) -> bool:
    """True if all of a column are a spreadsheet's day numbers, of 2000 to 2064."""
    cells = [row[at] for _, row in table.rows if at < len(row) and not is_blank(row[at])]
    numbers = [cell.partition(".")[0] for cell in cells]
    return bool(cells) and all(
        one.isdigit() and len(one) == 5 and 36_526 <= int(one) <= 60_000 for one in numbers
    )
