"""The mark that a delivery leaves in its message: an id that means nothing to others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EVENT = "followthrough_delivery"


def metadata(delivery: str) -> dict[str, Any]:
    """Returns the argument that marks a message as a delivery's."""
    return {"metadata": {"event_type": EVENT, "event_payload": {"delivery": delivery}}}


def is_of(message: Mapping[str, Any], delivery: str) -> bool:
    """True if a message of the history carries that delivery."""
    mark = message.get("metadata") or {}
    payload = mark.get("event_payload") or {}
    return mark.get("event_type") == EVENT and payload.get("delivery") == delivery
