"""Reads which nudges are on the message that a user replies to in its thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adapters.shared.callback_data import nudges_of
from adapters.slack.origin import SlackUser
from adapters.slack.outbound.api import Api
from adapters.slack.outbound.errors import ApiError


async def nudges_replied_to(api: Api, user: SlackUser, channel: str, thread: str) -> frozenset[int]:
    """Returns the ids of the nudges on the first message of a thread; none if Slack won't say."""
    try:
        history = await api.repeat(
            user.tenant,
            "conversations.history",
            channel=channel,
            latest=thread,
            oldest=thread,
            inclusive=True,
            limit=1,
        )
    except ApiError:
        return frozenset()
    return nudges_of(_click_ids(history.get("messages", ())))


def _click_ids(part: Any) -> Iterator[str]:
    """Yields the values of every button and menu entry in a message, however deep."""
    if isinstance(part, dict):
        if isinstance(part.get("value"), str):
            yield part["value"]
        for inner in part.values():
            yield from _click_ids(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from _click_ids(inner)
