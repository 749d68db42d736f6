"""A queue at Slack: two blocks a line, the words, and *Draft* beside a menu with all else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from adapters.slack.rendering.buttons import draw_button
from adapters.slack.rendering.limits import (
    BUTTON,
    ITEM_TITLE,
    OPTION,
    OPTIONS_IN_AN_OVERFLOW,
    PLACEHOLDER,
    Json,
)
from adapters.slack.rendering.mrkdwn import bold_lead, plain_text
from bot.message import Button, Item, plain
from bot.presenters.nudge_queue import BETWEEN
from bot.texts.plain_text import cut

_MORE = "More"
_OF = "@"


def draw_line(number: int, item: Item, ids: Iterator[str]) -> list[Json]:
    """Draws one line of a queue, with the click ids of its buttons."""
    id, title = f"item:{number}", plain(item.title)
    name = f"{id}:text:{item.nudge}" if item.nudge else f"{id}:text"
    said = cut(plain(item.line or item.title), ITEM_TITLE)
    # What and for whom is bold, since when is not.
    lead, between, last = said.rpartition(BETWEEN)
    line: Json = {
        "type": "section",
        "block_id": name,
        "text": bold_lead(lead, between + last, ITEM_TITLE),
    }
    if not item.buttons:
        return [line]
    first, *others = item.buttons
    button = draw_button(first, next(ids), 0, title)
    if not others:
        return [{**line, "accessory": button}]
    drawn = menu(others, [next(ids) for _ in others], title)
    return [line, {"type": "actions", "block_id": f"{id}:actions", "elements": [button, drawn]}]


def with_queue(blocks: Iterable[Json], queue: str) -> tuple[Json, ...]:
    """Returns blocks that say, wherever they are pressed, which queue's line they show."""
    return tuple({**block, "block_id": f"{block['block_id']}{_OF}{queue}"} for block in blocks)


def queue_of(block_id: str) -> str:
    """Returns the timestamp of the queue of which a block shows a line; empty without one."""
    return block_id.rpartition(_OF)[2] if _OF in block_id else ""


def menu(buttons: Sequence[Button], ids: Sequence[str], title: str, number: int = 1) -> Json:
    """Draws the other buttons: one as it is, few behind three dots, many as a select.

    `number` is how many buttons come before them.
    """
    if len(buttons) == 1:
        return draw_button(buttons[0], ids[0], number, title)
    options = [
        {"text": plain_text(button.label, OPTION), "value": id}
        for button, id in zip(buttons, ids, strict=True)
    ]
    drawn: Json = {"type": "overflow", "action_id": "press:menu", "options": options}
    if len(options) > OPTIONS_IN_AN_OVERFLOW:
        more = f"{_MORE}: {title}" if title else f"{_MORE} …"
        drawn |= {
            "type": "static_select",
            "placeholder": plain_text(cut(more, PLACEHOLDER), BUTTON),
        }
    return drawn
