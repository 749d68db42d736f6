"""What the tests of every adapter share."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from adapters.app.log_setup import configure
from storage.errors import StorageError


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
