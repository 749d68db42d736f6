"""Fixtures of the tests of storage."""

from __future__ import annotations

import pytest

from bot.catalog import COMMANDS
from bot.dispatcher import Dispatcher
from storage.storage import Storage
from tests.storage.two_accounts import Talk, Time


@pytest.fixture
def talk(storage: Storage) -> Talk:
    time = Time()
    return Talk(Dispatcher(storage.units, time, COMMANDS), time)
