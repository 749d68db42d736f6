"""Fixtures that the tests of every adapter share."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from adapters.app.log_setup import configure
from adapters.shared.child_process import ChildProcess
from storage.errors import StorageError
from tests.migrated import tables_at_once  # noqa: F401  # a fixture for all here
from tests.timeouts import HANG


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """The log as an operator reads it."""
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    stream = io.StringIO()
    configure(stream, operator_errors=(StorageError,))
    yield stream
    structlog.reset_defaults()
    root.handlers, root.level = handlers, level


@pytest.fixture(scope="session")
def child() -> Iterator[ChildProcess]:
    """One process for all pictures: it takes a second to start."""
    started = ChildProcess(seconds=HANG)
    yield started
    asyncio.run(started.aclose())
