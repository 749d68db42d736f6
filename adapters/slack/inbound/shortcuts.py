"""Shortcuts: *Log an application* from anywhere, two others on a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from adapters.slack.rendering.mrkdwn import find_links
from bot.parsing.shared_links import SharedLink

LOG = "log_application"
TRACK = "track_job"
READ = "read_mail"
LOGS = "applied"
# Where a link may be in a message that an app has written, or in the preview of one.
_ADDRESSES = ("url", "title_link", "from_url", "original_url")
_TEXTS = ("text", "value", "pretext")


def links_in(message: Mapping[str, Any]) -> Iterator[SharedLink]:
    """Finds the links in a message: those of its text, then those in its blocks and previews."""
    yield from _in_text(str(message.get("text", "")))
    yield from _in_parts(message)


def _in_text(text: str) -> Iterator[SharedLink]:
    return (SharedLink(address, label) for address, label in find_links(text))


def _in_parts(part: Any) -> Iterator[SharedLink]:
    """Finds the links in blocks and attachments; those of pictures lead to no job."""
    if isinstance(part, list):
        for one in part:
            yield from _in_parts(one)
    elif isinstance(part, Mapping) and part.get("type") != "image":
        for key, value in part.items():
            if not isinstance(value, str):
                yield from _in_parts(value)
            elif key in _ADDRESSES:
                yield SharedLink(value, _label(part), _title(part), _words(part, "author_name"))
            elif key in _TEXTS:
                yield from _in_text(value)


def _label(part: Mapping[str, Any]) -> str:
    """Returns the label of a link in rich text, or of a button."""
    label = part.get("text")
    label = label.get("text") if isinstance(label, Mapping) else label
    return label if isinstance(label, str) and "title" not in part else ""


def _title(part: Mapping[str, Any]) -> str:
    return _words(part, "title")


def _words(part: Mapping[str, Any], key: str) -> str:
    said = part.get(key)
    return said if isinstance(said, str) else ""
