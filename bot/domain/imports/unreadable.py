"""The error of a file that is no table, or too large a one."""

from __future__ import annotations


class UnreadableFile(Exception):
    """A file could not be read; `reason` says why in plain words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)
