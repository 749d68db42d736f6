"""A database with rows in every table and a value in every column."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from storage.copies.copied_table import as_copied, tables_to_copy
from storage.database import Database
from tests.storage.job_hunts import MONDAY

SOME = 3
_VALUES: dict[str, Any] = {
    "instant": lambda n: MONDAY + timedelta(microseconds=n),
    "wall": lambda n: datetime(2026, 6, n, 9, 30, 0, n),  # noqa: DTZ001  # a wall clock's
    "day": lambda n: date(2026, 6, n),
    "json": lambda n: {"n": n, "said": ["Zoë’s “Café” 🦊", None]},
    "flag": lambda n: n % 2 == 0,
    "integer": lambda n: n,
    "number": lambda n: n / 3,
    "text": lambda n: f"Zoë’s\n“Café” 🦊 {n}",
    "bytes": lambda n: bytes(range(n)),
}


async def fill_every_table(database: Database) -> None:
    """Puts rows into every table, the last with null wherever that is allowed."""
    async with database.writing() as connection:
        for table in tables_to_copy():
            kinds = as_copied(table).columns
            for n in range(1, SOME + 1):
                row = {
                    column.name: None
                    if column.nullable and n == SOME
                    else _VALUES[kinds[column.name]](n)
                    for column in table.columns
                }
                if table.name == "deliveries":  # to one of the two
                    row |= {"to_person": n, "to_group": None}
                await connection.execute(insert(table).values(**row))


async def every_row(database: Database) -> dict[str, list[Any]]:
    """All rows of all tables."""
    async with database.reading() as connection:
        return {
            table.name: [
                tuple(row)
                for row in await connection.execute(select(table).order_by(*table.primary_key))
            ]
            for table in tables_to_copy()
        }
