"""What the repositories of a unit of work share: the connection, the person, the moment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.person import Person


class Part:
    """One noun's share of a unit of work. Every statement in it names the owner."""

    def __init__(self, connection: AsyncConnection, person: Person, now: datetime) -> None:
        self._connection = connection
        self._person = person
        self._me = person.id
        self._now = now


def among(column: Column[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """Whether the column has one of many values. SQLAlchemy looks at each of a bare list's."""
    return column.in_(bindparam(None, list(values), type_=column.type, expanding=True))


def insert_if_new(connection: AsyncConnection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that leaves a row alone where another has its place already."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()
