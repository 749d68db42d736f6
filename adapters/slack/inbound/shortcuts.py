"""Shortcuts: *Log an application* from anywhere, two others on a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adapters.slack.rendering.mrkdwn import find_addresses

LOG = "log_application"
TRACK = "track_job"
READ = "read_mail"
LOGS = "applied"
# Where a link may be in a message that an app has written.
_ADDRESSES = ("url", "title_link", "from_url")
_TEXTS = ("text", "value", "pretext")


def addresses_in(message: Mapping[str, Any]) -> Iterator[str]:
    """Finds the addresses in a message: those of its text, then those in its blocks."""
    yield from find_addresses(str(message.get("text", "")))
    yield from _in_parts(message)


def _in_parts(part: Any) -> Iterator[str]:
    """Finds the addresses in blocks and attachments; those of pictures lead to no job."""
    if isinstance(part, list):
        for one in part:
            yield from _in_parts(one)
    elif isinstance(part, Mapping) and part.get("type") != "image":
        for key, value in part.items():
            if not isinstance(value, str):
                yield from _in_parts(value)
            elif key in _ADDRESSES:
                yield value
            elif key in _TEXTS:
                yield from find_addresses(value)
