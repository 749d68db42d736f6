"""The error that nothing can be stored just now, and the reason that a user is given."""

from __future__ import annotations

from enum import StrEnum


class StorageObstacle(StrEnum):
    """The reason why nothing can be stored."""

    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    UNUSABLE = "unusable"


class Unavailable(Exception):
    """Nothing can be stored; the message is for the operator."""

    def __init__(self, message: str, obstacle: StorageObstacle = StorageObstacle.UNUSABLE) -> None:
        self.obstacle = obstacle
        super().__init__(message)
