"""Reads which nudges are on the message that a user replies to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import discord

from adapters.shared.callback_data import nudges_of


async def nudges_replied_to(message: discord.Message) -> frozenset[int]:
    """Returns the ids of the nudges on the message that this one replies to.

    Discord sends that message along.
    """
    replied = message.reference.resolved if message.reference else None
    if not isinstance(replied, discord.Message):
        return frozenset()
    return nudges_of(_click_ids(replied.components))


def _click_ids(components: Any) -> Iterator[str]:
    """Yields the ids of every button and the values of every menu, however deep."""
    for one in components:
        if isinstance(id := getattr(one, "custom_id", None), str):
            yield id
        yield from (option.value for option in getattr(one, "options", ()))
        yield from _click_ids(getattr(one, "children", ()))
        if (beside := getattr(one, "accessory", None)) is not None:
            yield from _click_ids([beside])
