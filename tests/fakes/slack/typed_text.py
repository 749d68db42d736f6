"""Typed text as Slack passes it on: escaped, with links made of what looks like one."""

from __future__ import annotations

import re

# Slack makes links of what it takes for one, a company called Booking.com included.
_LINK = re.compile(
    r"https?://[^\s<>]+[^\s<>.,;:!?)\"'”’]"
    r"|[\w.+-]+@[\w-]+\.[\w.-]*\w"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|de|ai|co)\b(?:/[^\s<>]*)?",
    re.IGNORECASE,
)


def linked(text: str) -> str:
    """Returns typed text as Slack passes it on: escaped, with links made of what looks like one."""
    made, at = [], 0
    for found in _LINK.finditer(text):
        made += [escaped(text[at : found.start()]), f"<{_link(found[0])}>"]
        at = found.end()
    return "".join([*made, escaped(text[at:])])


def _link(typed: str) -> str:
    if "://" in typed:
        return escaped(typed)
    return f"mailto:{typed}|{typed}" if "@" in typed else f"http://{typed}|{typed}"


def escaped(text: str) -> str:
    """Text as Slack sends it on: with the three signs of its own escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
