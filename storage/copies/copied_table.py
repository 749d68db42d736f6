"""A table as it is copied: its columns by kind, which either database and any revision can take."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    TableClause,
    Text,
    column,
    table,
)
from sqlalchemy.types import TypeEngine

from bot.frozen import frozen
from storage.column_types import Instant
from storage.tables import metadata, processes

# The first that fits is taken.
_KINDS: tuple[tuple[str, type[TypeEngine[Any]], TypeEngine[Any]], ...] = (
    ("instant", Instant, Instant()),
    ("wall", DateTime, DateTime()),
    ("day", Date, Date()),
    ("json", JSON, JSON(none_as_null=True)),
    ("flag", Boolean, Boolean()),
    ("integer", Integer, BigInteger()),
    ("number", Float, Float()),
    ("text", String, Text()),
    ("bytes", LargeBinary, LargeBinary()),
)
_TYPES = {name: type for name, _, type in _KINDS}


@frozen
class CopiedTable:
    """The name of a table and the kinds of its columns; `numbered` if it gives out ids."""

    name: str
    columns: Mapping[str, str]
    numbered: bool = False

    def clause(self) -> TableClause:
        """Returns the table for a statement, as it was when it was copied."""
        columns = (column(name, _TYPES[kind]) for name, kind in self.columns.items())
        return table(self.name, *columns)

    def encode(self, row: Sequence[Any]) -> list[Any]:
        """Returns a row as JSON can hold it."""
        return [
            base64.b64encode(value).decode() if isinstance(value, bytes) else value for value in row
        ]

    def decode(self, row: Sequence[Any]) -> list[Any]:
        """Returns a row that JSON held. Raises ValueError."""
        return [
            _decode(kind, value) for kind, value in zip(self.columns.values(), row, strict=True)
        ]


def _decode(kind: str, value: Any) -> Any:
    if value is None:
        return None
    match kind:
        case "instant" | "wall":
            return datetime.fromisoformat(value)
        case "day":
            return date.fromisoformat(value)
        case "bytes":
            return base64.b64decode(value)
        case _:
            return value


def tables_to_copy() -> Sequence[Table]:
    """Returns today's tables, each behind those that it refers to; none that says who runs now."""
    return [one for one in metadata.sorted_tables if one is not processes]


def as_copied(one: Table) -> CopiedTable:
    """Returns the description of a table of today."""
    kinds = {str(found.name): _kind(found) for found in one.columns}
    return CopiedTable(str(one.name), kinds, bool(one.dialect_options["sqlite"]["autoincrement"]))


def _kind(found: Column[Any]) -> str:
    return next(name for name, type, _ in _KINDS if isinstance(found.type, type))
