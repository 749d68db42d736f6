"""A message as Slack shows it: blocks to read and press, and a text for everything else.

Every block says by its id what it is: `title`, `text`, `facts`, `draft`,
`letter`, `actions`, and of an item the same behind `item:NUMBER:`, where the text's id ends
with the name of the nudge that the item is. What would not fit one message goes
on in another page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.shared.button_rows import row_places
from adapters.slack.rendering import rich_text
from adapters.slack.rendering.buttons import draw_button
from adapters.slack.rendering.limits import (
    BLOCKS_IN_A_MESSAGE,
    BUTTONS_IN_A_ROW,
    CHARACTERS_IN_A_MESSAGE,
    FACT_LABEL,
    FACT_VALUE,
    FACTS,
    FACTS_IN_ALL,
    FALLBACK,
    FIELDS_IN_A_SECTION,
    HEADER,
    ITEM_TEXT,
    ITEM_TITLE,
    SECTION,
    Json,
    characters,
)
from adapters.slack.rendering.mrkdwn import (
    escape,
    escape_to_fit,
    link,
    moment,
    mrkdwn,
    plain_text,
    strong,
    titled,
)
from adapters.slack.rendering.nudge_queue import draw_line, menu
from bot.message import (
    Button,
    ButtonStyle,
    Fact,
    Item,
    Link,
    Message,
    Moment,
    Text,
    Tone,
    in_utc,
    join_texts,
    plain,
)
from bot.texts.plain_text import cut

_SIGNS = {Tone.GOOD: "white_check_mark", Tone.WRONG: "warning"}


@dataclass(frozen=True, slots=True)
class Page:
    """One message on the wire. `text` is for notifications, screen readers and old clients."""

    text: str
    blocks: tuple[Json, ...]


def to_arguments(page: Page) -> dict[str, Any]:
    """Returns a page as the arguments of a Slack method."""
    return {"text": page.text, "blocks": list(page.blocks)}


def draw_pages(message: Message, clicks: Sequence[str]) -> tuple[Page, ...]:
    """Draws a message with the click ids of `message.all_buttons`; nearly always one page."""
    ids = iter(clicks)
    head = [*_title(message.title), *_body(message)]
    items = [
        draw_line(number, item, ids) if message.queue else _item(number, item, message, ids)
        for number, item in enumerate(message.items)
    ]
    tail = _actions("actions", message.buttons, ids, folded=message.folded)
    return tuple(Page(_fallback(message), tuple(blocks)) for blocks in _paged(head, items, tail))


def _paged(head: list[Json], items: list[list[Json]], tail: list[Json]) -> Iterator[list[Json]]:
    if len(items) == 1 and [block["type"] for block in head] == ["header"] and not tail:
        yield [*head, *items[0]]  # as nearly every nudge; the limits of its parts make it fit
        return
    page, said, at_the_end = head, characters(head), characters(tail)
    for item in [*items, []]:
        more = characters(item)
        blocks = len(page) + len(item) + len(tail)
        if page and not _fits(blocks, said + more + at_the_end):
            yield page
            page, said = [], 0
        page, said = [*page, *item], said + more
    yield [*page, *tail]


def _fits(blocks: int, said: int) -> bool:
    return blocks <= BLOCKS_IN_A_MESSAGE and said <= CHARACTERS_IN_A_MESSAGE


def _fallback(message: Message) -> str:
    """Returns all that matters as text; beside blocks it is only a fallback."""
    lines = [plain(join_texts(message.title, message.text, by=": "))]
    lines += [f"{fact.label}: {plain(fact.value)}" for fact in message.facts]
    lines += [
        f"• {plain(join_texts(item.title, item.text, by=': '))}"
        for item in message.items
        if not _same(item, message)
    ]
    return escape_to_fit("\n".join(lines).strip() or "–", FALLBACK)


def _title(title: str | Text) -> list[Json]:
    if not title:
        return []
    return [{"type": "header", "block_id": "title", "text": plain_text(plain(title), HEADER)}]


def _body(message: Message) -> list[Json]:
    """Draws the text, the facts and the draft. A single item says its text itself."""
    blocks: list[Json] = []
    if message.text and not (len(message.items) == 1 and _same(message.items[0], message)):
        sign = _SIGNS.get(message.tone)
        signed = (rich_text.emoji(sign), rich_text.text_run(" ")) if sign else ()
        text = rich_text.runs(message.text, SECTION)
        blocks.append(rich_text.block("text", rich_text.section(*signed, *text)))
    blocks += facts("facts", message.facts)
    if message.draft:
        blocks.append(rich_text.letter("draft", message.draft))
    return blocks


def _same(item: Item, message: Message) -> bool:
    return item.text == message.text and item.title == message.title


def facts(block_id: str, known: Sequence[Fact]) -> list[Json]:
    """Labels and values side by side, five to a section."""
    if not known:
        return []
    shown = known[:FACTS]
    room = _room(shown)
    pairs = [[strong(one.label, FACT_LABEL), _value(one, room)] for one in shown]
    at_once = FIELDS_IN_A_SECTION // 2
    return [
        {
            "type": "section",
            "block_id": f"{block_id}:{start // at_once}" if start else block_id,
            "fields": [field for pair in pairs[start : start + at_once] for field in pair],
        }
        for start in range(0, len(pairs), at_once)
    ]


def _room(known: Sequence[Fact]) -> int:
    """Returns how long a value may be: without a limit while all fit, else each its share."""
    if len(known) * (FACT_LABEL + FACT_VALUE) <= FACTS_IN_ALL:
        return FACT_VALUE
    said = sum(FACT_LABEL + min(FACT_VALUE, len(escape(plain(one.value)))) for one in known)
    return FACT_VALUE if said <= FACTS_IN_ALL else FACTS_IN_ALL // len(known) - FACT_LABEL


def _value(fact: Fact, room: int) -> Json:
    match fact.value:
        case Moment(at):
            return mrkdwn(moment(at, in_utc(at)))
        case Link(url, label):
            return mrkdwn(link(url, label))
        case value:
            return plain_text(plain(value), room)


def _item(number: int, item: Item, message: Message, ids: Iterator[str]) -> list[Json]:
    id = f"item:{number}"
    name = f"{id}:text:{item.nudge}" if item.nudge else f"{id}:text"
    title, text = plain(item.title), item.text
    more = item.facts or item.draft or item.nudge or rich_text.needs_rich_text(text)
    if not more and len(item.buttons) < 2:
        both = titled(cut(title, ITEM_TITLE), cut(plain(text), ITEM_TEXT), SECTION)
        line: Json = {"type": "section", "block_id": name, "text": both}
        if item.buttons:
            line["accessory"] = draw_button(item.buttons[0], next(ids), 0, title)
        return [line]
    # Alone under a header of the same words, it need not say them again.
    alone = len(message.items) == 1 and item.title == message.title
    heading = cut(title, ITEM_TITLE)
    said = [] if alone else [rich_text.text_run(f"{heading}\n" if text else heading, bold=True)]
    said += rich_text.runs(text, ITEM_TEXT) if text else []
    divider: list[Json] = [] if number == 0 else [{"type": "divider", "block_id": f"{id}:line"}]
    return [
        *divider,
        *([rich_text.block(name, rich_text.section(*said))] if said else []),
        *facts(f"{id}:facts", item.facts),
        *([rich_text.letter(f"{id}:draft", item.draft)] if item.draft else []),
        *_rows(id, item.buttons, ids, title),
    ]


def _rows(id: str, buttons: Sequence[Button], ids: Iterator[str], title: str) -> list[Json]:
    """Draws the buttons of an item: those that send its letter in a row of their own."""
    clicks = [next(ids) for _ in buttons]
    *first, last = row_places(buttons)
    rows = [(f"{id}:letter", places) for places in first] + [(f"{id}:actions", last)]
    return [
        block
        for name, places in rows
        for block in _actions(
            name, [buttons[one] for one in places], iter([clicks[one] for one in places]), title
        )
    ]


def _actions(
    block_id: str,
    buttons: Sequence[Button],
    ids: Iterator[str],
    title: str = "",
    *,
    folded: int = 0,
) -> list[Json]:
    if not buttons:
        return []
    seen, others = buttons[: len(buttons) - folded], buttons[len(buttons) - folded :]
    drawn = [draw_button(button, next(ids), number, title) for number, button in enumerate(seen)]
    if others:
        drawn.append(menu(others, [next(ids) for _ in others], title, len(seen)))
    # One of them is what to do first; two would say nothing.
    for button in [one for one in drawn if one.get("style") == ButtonStyle.PRIMARY][1:]:
        del button["style"]
    return [{"type": "actions", "block_id": block_id, "elements": drawn[:BUTTONS_IN_A_ROW]}]
