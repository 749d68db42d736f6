"""Draws a message as cards of Components V2, each within Discord's limits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from adapters.discord.rendering import components
from adapters.discord.rendering.components import Component, Page
from adapters.discord.rendering.escape import code_pieces, escape, markdown, pieces
from adapters.shared.button_rows import row_places
from bot.message import Button, ButtonStyle, Draft, Fact, Item, Message, Text, Tone, plain
from bot.texts.plain_text import one_line

LONGEST_TEXT = 1_800
LONGEST_BLOCK = 3_000
# Room for the card itself, and for Back, the page's number and Next on every page.
CARD, PAGER = 1, 4
ROWS_BELOW = 3

ACCENTS = {Tone.GOOD: 0x2E7D32, Tone.CAREFUL: 0xE09F00, Tone.WRONG: 0xC62828}
_STYLES = {
    ButtonStyle.PLAIN: components.PLAIN,
    ButtonStyle.PRIMARY: components.PRIMARY,
    ButtonStyle.DANGER: components.DANGER,
}

Group = list[Component]


def draw_pages(
    message: Message, click_ids: Sequence[str], extra: Sequence[Component] = ()
) -> list[Page]:
    """Draws a message as one page or more, without the buttons that turn them.

    `click_ids` are those of `message.all_buttons`. Its own buttons are under every
    page, as far as they leave room for the rest, and `extra` ones after them.
    """
    ids = iter(click_ids)
    items = [_item(one, message, ids) for one in message.items]
    rows = _own(message, ids, extra)
    foot, more = rows[:ROWS_BELOW], rows[ROWS_BELOW:]
    if foot and len(message.items) > 1:
        foot = [components.separator(), *foot]  # or they would seem to be the last item's
    groups = [_head(message), *items, more]
    groups = [group for group in groups if group] or [[components.text("…")]]
    bodies = _pack(groups, foot, 0)
    if len(bodies) > 1:
        bodies = _pack(groups, foot, PAGER)
    accent, id = ACCENTS.get(message.tone), card_id(message.delivery)
    return [[components.container([*body, *foot], accent, id)] for body in bodies]


def _own(message: Message, ids: Iterator[str], extra: Sequence[Component]) -> Group:
    """Draws the message's own buttons, those that may be in a menu below the others."""
    seen = len(message.buttons) - message.folded
    buttons = [draw_button(one, next(ids)) for one in message.buttons[:seen]]
    rows = components.rows([*buttons, *extra])
    folded = [components.option(one.label, next(ids)) for one in message.buttons[seen:]]
    return [*rows, components.menu(f"{components.MENU}all", "More …", folded)] if folded else rows


def card_id(delivery: str | None) -> int | None:
    """Returns the id of a delivery's card, by which it is found again in the conversation."""
    if delivery is None:
        return None
    return int.from_bytes(hashlib.sha256(delivery.encode()).digest()[:4], "big") % (2**31 - 1) + 1


def with_card_id(page: Page, delivery: str) -> Page:
    """Returns a page with the card id of a delivery of its own."""
    (card,) = page
    return [{**card, "id": card_id(delivery)}]


def _head(message: Message) -> Group:
    marks = "##" if len(message.items) > 1 else "###"
    title = f"{marks} {escape(one_line(plain(message.title)))}" if message.title else ""
    only = message.items[0] if len(message.items) == 1 else None
    # A single nudge says the same above its item as in it.
    text = "" if only and only.text == message.text else message.text
    file = [components.attached(message.file.name)] if message.file else []
    picture = message.picture
    shown = [components.gallery(f"{picture.name}.png", picture.description)] if picture else []
    return [*_words(title, text, message.facts), *shown, *_draft(message.draft), *file]


def _item(item: Item, message: Message, ids: Iterator[str]) -> Group:
    title = f"### {escape(one_line(plain(item.title)))}" if item.title else ""
    if item.title == message.title and len(message.items) == 1:
        title = ""
    words = _words(title, item.text, item.facts)
    if len(item.buttons) == 1 and item.draft is None and len(words) == 1:
        return [components.section(words[0]["content"], draw_button(item.buttons[0], next(ids)))]
    buttons = [draw_button(one, next(ids)) for one in item.buttons]
    rows = [
        row
        for places in row_places(item.buttons)
        for row in components.rows([buttons[one] for one in places])
    ]
    return [*words, *_draft(item.draft), *rows]


def _words(title: str, text: str | Text, facts: Iterable[Fact]) -> Group:
    """Draws title, text and facts, in one component where they fit."""
    lines = [title, *pieces(text, LONGEST_TEXT), *(fact_line(fact) for fact in facts)]
    joined: list[str] = []
    for line in filter(str.strip, lines):
        if joined and len(joined[-1]) + len(line) < LONGEST_TEXT:
            joined[-1] += f"\n{line}"
        else:
            joined.append(line)
    return [components.text(one) for one in joined]


def fact_line(fact: Fact) -> str:
    """Draws a labeled value as one line."""
    match fact.value:
        case str(words):
            value = next(pieces(one_line(words), LONGEST_TEXT), "")
        case Text() as text:
            value = next(pieces(text, LONGEST_TEXT), "")
        case part:
            value = markdown(Text(part))
    return f"**{escape(one_line(fact.label))}:** {value}"


def _draft(draft: Draft | None) -> Group:
    return [components.text(one) for one in letter(draft)]


def letter(draft: Draft | None) -> list[str]:
    """Draws the words to send, each part in a block that copies in one tap."""
    if draft is None:
        return []
    subject = [f"Subject\n{code}" for code in code_pieces(one_line(draft.subject), LONGEST_TEXT)]
    return [*subject, *code_pieces(draft.body, LONGEST_BLOCK)]


def draw_button(one: Button, click_id: str, label: str = "") -> Component:
    """Draws a button, under another label if one is given."""
    return components.button(label or one.label, click_id, _STYLES[one.style])


def _pack(groups: Sequence[Group], foot: Sequence[Component], reserved: int) -> list[Group]:
    """Groups on pages; one that fits on a page of its own is never torn apart."""
    most = components.MOST_COMPONENTS - CARD - reserved - components.weigh(foot).components
    filled: list[Group] = [[]]
    many = characters = 0  # of the last page

    def fits(pieces: int, signs: int) -> bool:
        return pieces <= most and signs <= components.MOST_CHARACTERS

    def add(part: Group, weight: components.Weight, *, apart: bool) -> None:
        nonlocal many, characters
        # A line of a list has a heading, which is enough; a card within the card has not.
        between = [components.separator()] if apart and len(part) > 1 and filled[-1] else []
        many += len(between) + weight.components
        characters += weight.characters
        if fits(many, characters):
            filled[-1] += [*between, *part]
        else:
            filled.append(list(part))
            many, characters = weight

    for group in groups:
        weight = components.weigh(group)
        if fits(*weight):
            add(group, weight, apart=True)
        else:
            for component in group:
                add([component], components.weigh([component]), apart=False)
    return [body for body in filled if body]
