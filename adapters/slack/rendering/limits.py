"""Slack's limits on messages and views."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

BLOCKS_IN_A_MESSAGE = 50
BLOCKS_IN_A_VIEW = 100
# Slack gives up at about 13,200 characters, which it documents nowhere.
CHARACTERS_IN_A_MESSAGE = 12_000
FALLBACK = 3_000
HEADER = 150
BUTTON = 75
BUTTONS_IN_A_ROW = 25
FIELDS_IN_A_SECTION = 10
OPTION = 75
OPTIONS = 100
OPTIONS_IN_AN_OVERFLOW = 5
PLACEHOLDER = 150
MODAL_TITLE = 24
INPUT = 3_000
METADATA = 3_000

# The longest parts of one message, so that any single one fits with the others.
SECTION = 2_800
FACT_LABEL = 40
FACT_VALUE = 250
# A page of a group's board is twenty lines and the member's own.
FACTS = 21
FACTS_IN_ALL = 3_000
DRAFT_SUBJECT = 250
DRAFT_BODY = 3_800
ITEM_TITLE = 430
ITEM_TEXT = 2_000

# How Slack writes a moment, in the reader's own zone.
MOMENT = "{date_short_pretty} {time}"


def characters(blocks: Sequence[Json]) -> int:
    """Counts the characters of text in blocks, as Slack does."""
    total = 0
    inside: list[Any] = list(blocks)
    while inside:
        what = inside.pop()
        if isinstance(what, dict):
            for key, value in what.items():
                if not isinstance(value, str):
                    inside.append(value)
                elif key == "text":
                    total += len(value)
        elif isinstance(what, (list, tuple)):
            inside.extend(what)
    return total
