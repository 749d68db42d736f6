"""What keeps anything from being stored just now: nothing was saved, and a user is to know why."""

from __future__ import annotations

from enum import StrEnum


class Obstacle(StrEnum):
    """What is the matter with what stores."""

    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    BUSY = "busy"
    UNREACHABLE = "unreachable"
    UNUSABLE = "unusable"


class Unavailable(Exception):
    """Nothing can be stored; the message is for the operator."""

    def __init__(self, message: str, obstacle: Obstacle = Obstacle.UNUSABLE) -> None:
        self.obstacle = obstacle
        super().__init__(message)
