"""Shortens text to what a platform takes."""

from __future__ import annotations


def cut(text: str, most: int) -> str:
    """Cuts a text to at most that many characters, with an ellipsis where it was longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def one_line(text: str) -> str:
    """Joins a text into one line with single spaces."""
    return " ".join(text.split())
