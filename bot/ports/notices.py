"""Notices to a person: what waits to be sent beside nudges and group posts."""

from __future__ import annotations

from typing import Protocol

from bot.domain.people.notice import NoticeKind


class Notices(Protocol):
    """Queues what a person is sent once."""

    async def add(self, kind: NoticeKind, about: str, noise: int = 0) -> None:
        """Queues a notice (`bot.domain.people.notice.Notice`), to be sent as soon as may be."""
