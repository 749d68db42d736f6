"""Locks on groups: in one order, so that no two transactions wait for each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.groups.group import Group
from storage.repositories.group_rows import group_from
from storage.tables import groups


async def lock_groups(connection: AsyncConnection, ids: Collection[int]) -> Mapping[int, Group]:
    """Reads the groups of those ids, locked against other changes.

    In the order of their ids, and after people: so no two transactions wait for each other.
    """
    rows = await connection.execute(_groups(ids).with_for_update(key_share=True))
    return {row.id: group_from(row) for row in rows}


async def lock_free_groups(
    connection: AsyncConnection, ids: Collection[int]
) -> Mapping[int, Group]:
    """Locks those of the groups that no other transaction has locked."""
    free = _groups(ids).with_for_update(key_share=True, skip_locked=True)
    return {row.id: group_from(row) for row in await connection.execute(free)}


def _groups(ids: Collection[int]) -> Select[Any]:
    return select(groups).where(groups.c.id.in_(ids)).order_by(groups.c.id)
