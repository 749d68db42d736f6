"""A watched mailbox on a real IMAP server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.storage import Storage
from tests.adapters.mailbox.server import mail_server
from tests.adapters.mailbox.watched import Watched
from tests.bot.world import Platform, Time


@pytest.fixture
async def watched(storage: Storage, tmp_path: Path) -> AsyncIterator[Watched]:
    async with mail_server(tmp_path) as server:
        watched = Watched(storage, Platform(), Time())
        watched.set_up(server)
        yield watched
