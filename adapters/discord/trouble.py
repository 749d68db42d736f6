"""What is logged of an error: its kind and its place, and no word that anybody wrote."""

from __future__ import annotations

import traceback
from pathlib import Path

import structlog

FRAMES = 3

log = structlog.get_logger("discord")


def note(event: str, error: BaseException) -> None:
    """Logs an error. Not its own words: a database quotes in them what people wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    where = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    log.error(event, error=type(error).__name__, where=where)
