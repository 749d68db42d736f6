"""What the repositories of a unit of work share, and statements that several of them need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import Person

NO_VALUES: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True)
class Scope:
    """The transaction of a unit of work, its person as stored, and its moment.

    `erased` says that something was erased for good, and is to leave no trace.
    """

    connection: AsyncConnection
    person: Person
    now: datetime
    erased: bool = False


class Repository:
    """The rows of one noun. Every statement names their owner, the person of the scope."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._connection = scope.connection
        self._me = scope.person.id
        self._now = scope.now


def among(column: Column[Any], name: str = "ids") -> ColumnElement[bool]:
    """True if the column has one of the values that a statement is executed with by that name."""
    return column.in_(bindparam(name, type_=column.type, expanding=True))


def insert_if_new(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Returns an insert that does nothing where a row of the same key exists."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
