"""Reads lines into arguments, and the values that several tests expect of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.command import Command, WallTime
from bot.parsing.arguments import read_line
from tests.bot.parsing.contexts import context, wall

MAY_3 = date(2026, 5, 3)
YESTERDAY = date(2026, 6, 2)
KNOWN = ("Acme", "Acme Corp", "Bank on Main", "Ruby Tuesday", "As You Sow", "O’Reilly", "USA Today")


def read(command: Command, text: str, *names: str) -> dict[str, Any]:
    return read_line(command, text, context(names=names))


LINK = "https://jobs.lever.co/acme/1"


def at(text: str, zone: str | None = None) -> WallTime:
    return WallTime(wall(text), zone)


FRIDAY_3 = at("2026-06-05T15:00")
