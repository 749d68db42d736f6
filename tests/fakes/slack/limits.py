"""Slack's limits on blocks and views beyond the contracts: totals, surfaces, empty parts.

Sources: the field tables of docs.slack.dev/reference/block-kit, and for the total
bolt-js#2509.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tests.fakes.slack.app import Json
from tests.fakes.slack.inputs import elements, options

MOST_IN_A_MESSAGE = 50
MOST_IN_A_VIEW = 100
LONGEST_IN_ALL = 12_000  # Slack itself gives up at about 13,200
LONGEST_TEXT = 4_000
LARGEST_VIEW = 250_000
_MESSAGES_ONLY = frozenset(
    {"table", "markdown", "container", "task_card", "plan", "context_actions"}
    | {"data_table", "data_visualization"}
)
_NOT_IN = {
    "message": frozenset({"alert"}),
    "home": _MESSAGES_ONLY | {"alert"},
    "modal": _MESSAGES_ONLY | {"carousel"},
}
_BLOCKS = frozenset(
    {"actions", "card", "carousel", "context", "divider", "file", "header", "image", "input"}
    | {"rich_text", "section", "video", "alert"}
    | _MESSAGES_ONLY
)
_NOT_EMPTY = ("elements", "fields", "options", "rows")


def problems_of_text(text: str) -> list[str]:
    """Returns what is wrong with a message's own text."""
    if len(text) > LONGEST_TEXT:
        return [f"the text has {len(text):,} characters; keep it to {LONGEST_TEXT:,}"]
    return []


def problems_of_message(blocks: Sequence[Json]) -> list[str]:
    """Returns what is wrong with the blocks of a message."""
    total = sum(len(text) for text in texts(blocks))
    too_long = [f"the blocks hold {total:,} characters of {LONGEST_IN_ALL:,}"]
    return [
        *_common(blocks, "message", MOST_IN_A_MESSAGE),
        *(too_long if total > LONGEST_IN_ALL else ()),
    ]


def problems_of_view(view: Mapping[str, Any]) -> list[str]:
    """Returns what is wrong with a modal or Home tab."""
    kind, blocks = str(view.get("type")), view.get("blocks", ())
    found = _common(blocks, kind, MOST_IN_A_VIEW)
    if kind == "modal":
        if not view.get("title"):
            found.append("a modal needs a title")
        if any(block.get("type") == "input" for block in blocks) and not view.get("submit"):
            found.append("a modal with an input needs a submit")
    if len(str(view)) > LARGEST_VIEW:
        found.append("the view is greater than 250 kB")
    return found


def texts(what: Any) -> Iterator[str]:
    """Every text in blocks."""
    if isinstance(what, Mapping):
        for key, value in what.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from texts(value)
    elif isinstance(what, Sequence) and not isinstance(what, str):
        for one in what:
            yield from texts(one)


def _common(blocks: Sequence[Json], surface: str, most: int) -> list[str]:
    found = [f"{len(blocks)} blocks of {most}"] if len(blocks) > most else []
    for kind in sorted({str(block.get("type")) for block in blocks}):
        if kind not in _BLOCKS:
            found.append(f"there is no block of type {kind!r}")
        elif kind in _NOT_IN.get(surface, ()):
            found.append(f"a {surface} takes no {kind} block")
    found += _twice("block_id", (block.get("block_id") for block in blocks))
    tables = sum(1 for block in blocks if block.get("type") == "table")
    if tables > 1:
        found.append("a message takes one table")
    for number, block in enumerate(blocks):
        found += [f"block {number}: {one}" for one in (*_empty(block), *_of_block(block))]
    return found


def _of_block(block: Json) -> Iterator[str]:
    inside = [element for _, element in elements([block])]
    yield from _twice("action_id", (element.get("action_id") for element in inside))
    if block.get("type") == "section" and not (block.get("text") or block.get("fields")):
        yield "a section needs text or fields"
    for element in inside:
        initial = element.get("initial_option")
        if initial is not None and initial not in options(element):
            yield f"initial_option is none of the options of {element.get('action_id')}"
        if len(str(element.get("initial_value") or "")) > element.get("max_length", 3000):
            yield f"initial_value of {element.get('action_id')} is longer than it takes"


def _empty(what: Any) -> Iterator[str]:
    """Yields what must hold at least one thing and holds none."""
    if isinstance(what, Mapping):
        for key, value in what.items():
            if key == "text" and value == "":
                yield "a text is empty"
            if key in _NOT_EMPTY and value == []:
                yield f"{key} is empty"
            yield from _empty(value)
    elif isinstance(what, list):
        for one in what:
            yield from _empty(one)


def _twice(what: str, ids: Iterable[str | None]) -> list[str]:
    many = Counter(id for id in ids if id)
    return [f"{what} {id!r} is there {count} times" for id, count in many.items() if count > 1]
