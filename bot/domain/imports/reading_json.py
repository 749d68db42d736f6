"""Writes the reading of a file as JSON, and reads it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from bot.domain.applications.application import Stage
from bot.domain.imports.reading import (
    Column,
    ColumnMeaning,
    DateOrder,
    ImportedRow,
    Table,
    TableChoices,
    TableReading,
)

_FIELDS = tuple(field.name for field in fields(ImportedRow))
_READ: Mapping[str, Callable[[str], Any]] = {
    "stage": Stage,
    "on": date.fromisoformat,
    "since": date.fromisoformat,
    "by": date.fromisoformat,
    "interview": datetime.fromisoformat,
}
# In the order of the fields: thousands of rows are written and read.
_READERS = tuple(_READ.get(name) for name in _FIELDS)
_values = attrgetter(*_FIELDS)


def reading_to_text(reading: TableReading) -> str:
    """Returns a reading as one line of JSON."""
    table = reading.table
    whole = {
        "header": table.header,
        "cells": table.rows,
        "month_first": table.month_first,
        "notes": table.notes,
        "columns": [[one.header, one.meaning, one.event, one.example] for one in reading.columns],
        "rows": write_rows(reading.rows),
        "order": reading.order,
        "asks": reading.asks_order,
        "choices": [reading.choices.order, list(reading.choices.meanings.items())],
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def write_rows(rows: Sequence[ImportedRow]) -> list[list[Any]]:
    """Returns rows as JSON has them."""
    return [
        [one.isoformat() if isinstance(one, date) else one for one in _values(row)] for row in rows
    ]


def read_reading(written: str) -> TableReading:
    """Returns the reading that was written so. Raises ValueError for anything else."""
    try:
        value = json.loads(written)
        cells = tuple((number, tuple(row)) for number, row in value["cells"])
        order, meanings = value["choices"]
        return TableReading(
            Table(tuple(value["header"]), cells, value["month_first"], tuple(value["notes"])),
            tuple(
                Column(header, ColumnMeaning(meaning), Stage(event) if event else None, example)
                for header, meaning, event, example in value["columns"]
            ),
            read_rows(value["rows"]),
            DateOrder(value["order"]) if value["order"] else None,
            value["asks"],
            TableChoices(
                DateOrder(order) if order else None,
                {at: ColumnMeaning(one) for at, one in meanings},
            ),
            written,
        )
    except (TypeError, KeyError, AttributeError, IndexError) as error:
        raise ValueError("no reading of a table") from error


def read_rows(rows: Sequence[Sequence[Any]]) -> tuple[ImportedRow, ...]:
    """Returns the rows that were written so."""
    return tuple(
        ImportedRow(
            *[
                value if value is None or read is None else read(value)
                for read, value in zip(_READERS, row, strict=True)
            ]
        )
        for row in rows
    )
