"""Contexts in which tests read: a Wednesday in Berlin, and what is read or refused there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from bot.message import plain
from bot.parsing.parse_context import ParseContext, ParseError

WEDNESDAY = datetime(2026, 6, 3, 8, 0, tzinfo=UTC)  # ten o'clock in Berlin
T = TypeVar("T")


def wall(text: str) -> datetime:
    """Returns a naive wall time."""
    return datetime.fromisoformat(text)


def words(text: str) -> list[str]:
    """Returns a list of words, written as one text."""
    return text.split(" ")


def attempt(read: Callable[[], T]) -> T | ParseError:
    """Returns what was read, or the error whose sentence says why not; raises anything else."""
    try:
        return read()
    except ParseError as unread:
        return unread if plain(unread.sentence).strip() else _silent(unread)


def _silent(unread: ParseError) -> ParseError:
    raise AssertionError("no sentence says why this was not read") from unread


def context(
    language: str = "en",
    zone: str = "Europe/Berlin",
    now: datetime = WEDNESDAY,
    names: tuple[str, ...] = (),
) -> ParseContext:
    return ParseContext(now, zone, language, names)
