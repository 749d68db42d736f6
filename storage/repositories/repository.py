"""What the repositories of a unit of work share: the connection, the person, the moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people.person import Person

NO_VALUES: Mapping[str, Any] = MappingProxyType({})


class Part:
    """One noun's share of a unit of work. Every statement in it names the owner.

    `erased` says that something is gone for good, and is to leave no trace.
    """

    def __init__(self, connection: AsyncConnection, person: Person, now: datetime) -> None:
        self._connection = connection
        self._person = person
        self._me = person.id
        self._now = now
        self.erased = False


def among(column: Column[Any], name: str = "ids") -> ColumnElement[bool]:
    """Whether the column has one of the values that a statement is executed with by that name."""
    return column.in_(bindparam(name, type_=column.type, expanding=True))


def insert_if_new(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that leaves a row alone where another has its place already."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
