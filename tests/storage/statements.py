"""The statements that a block of a test sends to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from storage.storage import Storage


@contextmanager
def statements_of(storage: Storage) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    engine = storage.database.engine.sync_engine
    sent: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)
