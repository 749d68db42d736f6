"""The transactions of a block of a test that could write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from storage.storage import Storage


@contextmanager
def write_transactions(storage: Storage) -> Iterator[list[str]]:
    """The transactions begun meanwhile in which something could be written."""
    begun: list[str] = []

    def begin(connection: Any) -> None:
        options = connection.get_execution_options()
        refuses = options.get("postgresql_readonly") or options.get("followthrough_read_only")
        single = options.get("isolation_level") == "AUTOCOMMIT"
        if not (refuses or single or options.get("followthrough_unbegun")):
            begun.append("write")

    engine = storage.database.engine.sync_engine
    event.listen(engine, "begin", begin)
    try:
        yield begun
    finally:
        event.remove(engine, "begin", begin)
