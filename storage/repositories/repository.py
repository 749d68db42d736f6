"""The base of a unit of work's repositories, and statements that several of them need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, Table, any_, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.visitors import InternalTraversal

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
    """Returns the condition that a column has one of the values bound to that name."""
    return _Among(column, name)


class _Among(ColumnElement[bool]):
    """`column = ANY (array)` on PostgreSQL, where a list of any length is one parameter.

    Elsewhere `column IN (…)`, which is rendered again for every length.
    """

    type = Boolean()
    _traverse_internals = [  # noqa: RUF012  # so declared by SQLAlchemy
        ("listed", InternalTraversal.dp_clauseelement),
        ("array", InternalTraversal.dp_clauseelement),
    ]

    def __init__(self, column: Column[Any], name: str) -> None:
        self.listed = column.in_(bindparam(name, type_=column.type, expanding=True))
        self.array = column == any_(bindparam(name, type_=postgresql.ARRAY(column.type)))


@compiles(_Among)
def _listed(element: _Among, compiler: Any, **options: Any) -> str:
    rendered: str = compiler.process(element.listed, **options)
    return rendered


@compiles(_Among, "postgresql")
def _array(element: _Among, compiler: Any, **options: Any) -> str:
    rendered: str = compiler.process(element.array, **options)
    return rendered


def insert_if_new(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """Returns an insert that does nothing where a row of the same key exists."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
