"""Draws a queue: each line beside its button, and all else of the lines in one menu below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adapters.discord.rendering import components
from adapters.discord.rendering.cards import ACCENTS, CARD, PAGER, card_id, draw_button
from adapters.discord.rendering.components import Component, Page
from adapters.discord.rendering.escape import escape, pieces
from bot.message import Button, Item, Message, plain
from bot.presenters.nudge_queue import BETWEEN, OPEN
from bot.texts.plain_text import one_line

_MORE, _MORE_FOR = f"{components.MENU}more", "More for …"
_OPEN, _OPEN_LINE = f"{components.MENU}open", "Open …"
LONGEST_LINE = 160
_LONGEST_HEAD = 1_500
_LINES_AT_ONCE = 10
_OF_A_LINE, _OF_A_MENU = 3, 2


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One line of a queue, with its buttons and their click ids."""

    item: Item
    buttons: tuple[tuple[Button, str], ...]

    @property
    def words(self) -> str:
        """The line in Discord's markdown, all but its last part in bold."""
        words = next(pieces(self.item.line or self.item.title, LONGEST_LINE), "…")
        head, between, last = words.rpartition(BETWEEN)
        return f"**{head}**{between}{last}" if between else words

    @property
    def opens(self) -> str | None:
        """The click id that opens it; None for a line that holds no more than it shows."""
        first = next(iter(self.buttons), None)
        return first[1] if first and first[0].action.command == OPEN else None


def lines_of(message: Message, click_ids: Iterator[str]) -> list[QueueLine]:
    """Returns the lines of a queue, each with its click ids."""
    return [
        QueueLine(item, tuple((button, next(click_ids)) for button in item.buttons))
        for item in message.items
    ]


def draw_queue(
    message: Message, click_ids: Sequence[str], extra: Sequence[Component] = ()
) -> list[Page]:
    """Draws a queue as one page or more, without the buttons that turn them."""
    ids = iter(click_ids)
    lines = lines_of(message, ids)
    foot = components.rows([*(draw_button(one, next(ids)) for one in message.buttons), *extra])
    if foot:
        foot = [components.separator(), *foot]
    taken = CARD + 1 + _OF_A_MENU + components.weigh(foot).components
    at_once = _room(taken)
    if len(lines) > at_once:
        at_once = _room(taken + PAGER)
    parts = [lines[at : at + at_once] for at in range(0, len(lines), at_once)]
    accent, id = ACCENTS.get(message.tone), card_id(message.delivery)
    head = components.text(_head(message))
    return [
        [components.container([head, *_drawn(part), *_more(part), *foot], accent, id)]
        for part in parts
    ]


def open_menu(lines: Sequence[QueueLine]) -> list[Component]:
    """Draws the menu that opens a line, as long as it is words alone."""
    options = [
        components.option(plain(line.item.title), line.opens) for line in lines if line.opens
    ]
    return [components.menu(_OPEN, _OPEN_LINE, options)] if options else []


def _room(taken: int) -> int:
    return min(_LINES_AT_ONCE, (components.MOST_COMPONENTS - taken) // _OF_A_LINE)


def _head(message: Message) -> str:
    title = f"## {escape(one_line(plain(message.title)))}" if message.title else ""
    return "\n".join(filter(None, [title, next(pieces(message.text, _LONGEST_HEAD), "")])) or "…"


def _drawn(lines: Sequence[QueueLine]) -> Iterator[Component]:
    for line in lines:
        if line.buttons:
            yield components.section(line.words, draw_button(*line.buttons[0]))
        else:
            yield components.text(f"• {line.words}")


def _more(lines: Sequence[QueueLine]) -> list[Component]:
    """Draws what else can be done: each button, or where these are too many, the lines to open."""
    rest = [option for line in lines for option in _rest(line)]
    if len(rest) > components.MOST_OPTIONS:
        rest = [option for line in lines for option in _opening(line)]
    return [components.menu(_MORE, _MORE_FOR, rest)] if rest else []


def _rest(line: QueueLine) -> list[Component]:
    """Returns the choices of a line under its own words, which are those that are seen above."""
    words = plain(line.item.line or line.item.title)
    return [components.option(button.label, id, words) for button, id in line.buttons[1:]]


def _opening(line: QueueLine) -> list[Component]:
    if line.opens is None or len(line.buttons) < 2:
        return _rest(line)
    others = ", ".join(button.label for button, _ in line.buttons[1:])
    return [components.option(plain(line.item.title), line.opens, others)]
