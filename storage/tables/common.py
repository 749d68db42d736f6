"""Shared parts of the tables: their metadata, and the keys of a row's owner."""

from __future__ import annotations

from sqlalchemy import (
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
)

NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
}
metadata = MetaData(naming_convention=NAMES)


def of_person() -> ForeignKey:
    """Returns the key of the person who owns a row: it is erased with them."""
    return ForeignKey("people.id", ondelete="CASCADE")


def of_application() -> ForeignKeyConstraint:
    """Returns the key of an application with its owner, so that no row joins two people's."""
    return ForeignKeyConstraint(
        ["person_id", "application_id"],
        ["applications.person_id", "applications.id"],
        ondelete="CASCADE",
    )
