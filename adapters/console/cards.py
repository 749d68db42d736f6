"""Draws views as cards at a terminal: quiet, aligned, easy to copy from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path

from rich.console import Console, ConsoleRenderable, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from adapters.console.block_charts import draw_lines
from adapters.console.frame import ButtonRow, Frame, Section
from adapters.console.safe_text import escape_for_terminal
from adapters.console.terminal_images import INDENT, ImageProtocol, TerminalImage
from adapters.console.view_model import FactView, ItemView, View, ViewKind
from bot.message import CommandRef, Draft, Tone, plain
from bot.picture import Picture
from bot.presenters.nudge_queue import BETWEEN
from bot.texts.date_formats import say_span

WIDEST = 88
_LETTERS = f"{plain(CommandRef('draft'))} and the company's name shows the letter."
_MOST_ROWS = 20

# Two colors, each with one meaning; a sign says it, too, so that color alone carries none.
WAITS = "yellow"  # waits for the person: a nudge, a question, what went wrong
PRESS = "bold cyan"  # can be typed or pressed
_CALM = "bright_black"

_KINDS = {
    ViewKind.NUDGE: ("◆", WAITS),
    ViewKind.UPDATE: ("↻", _CALM),
    ViewKind.FORM: ("?", WAITS),
    ViewKind.GROUP: ("#", _CALM),
    ViewKind.ERROR: ("✗", WAITS),
}
_TONES = {
    Tone.PLAIN: ("●", _CALM),
    Tone.GOOD: ("✓", _CALM),
    Tone.CAREFUL: ("!", WAITS),
    Tone.WRONG: ("✗", WAITS),
}


def show_card(console: Console, view: View, protocol: ImageProtocol | None = None) -> None:
    """Prints a card after an empty line; its picture by the terminal's protocol, if it has one."""
    console.print()
    console.print(draw_card(view, protocol), width=min(console.width, WIDEST))


def show_choices(console: Console, labels: Iterable[str]) -> None:
    """Prints the choices of a field side by side, numbered from 1."""
    console.print(Group(*_row(labels, count(1))), width=min(console.width, WIDEST))


def draw_card(view: View, protocol: ImageProtocol | None = None) -> ConsoleRenderable:
    """Draws a view from its head to its buttons, which are numbered from 1 in order."""
    numbers = count(1)
    sign, style = _KINDS.get(view.kind) or _TONES[view.tone]
    if view.queue and view.buttons:  # something in it is still open
        style = WAITS
    only = view.items[0] if len(view.items) == 1 else None
    body: list[Section] = [Section([_head(view, sign, style)])]
    # A single nudge has the same text above its item as in it; without a title
    # the head shows the text.
    # The lines of a queue name what a new one's text names.
    lines_say = view.queue and view.kind is ViewKind.NUDGE
    if view.title and not lines_say and not (only and only.text == view.text):
        body += _framed(_text(view.text))
    body += _framed(_facts(view.facts, view))
    body += _picture(view, protocol)
    if view.queue:
        body.append(Section([Text()]))
    for item in view.items:
        if view.queue:
            body += _framed(_line(item, numbers))
        else:
            body += _item(item, view, numbers, titled=item.title != view.title)
    body += _framed(_rows(view.rows))
    body += _framed(_letter_hint(view))
    body += _draft(view.draft)
    body += _framed(_text(f"File: {view.file}" if view.file else ""))
    body += _framed(_buttons(view.buttons, numbers))
    when = f"{view.at:%a} {view.at.day} {view.at:%b %H:%M} · {view.to}"
    return Frame(body, escape_for_terminal(when), style)


def _head(view: View, sign: str, style: str) -> ConsoleRenderable:
    line = Table.grid(padding=(0, 1))
    line.add_column(width=1)
    line.add_column()
    title = _plain(view.title, "bold") if view.title else _plain(view.text)
    line.add_row(Text(sign, "bold" if style == _CALM else style), title)
    return line


def _framed(parts: list[ConsoleRenderable]) -> list[Section]:
    return [Section(parts)] if parts else []


def _plain(text: str, style: str = "") -> Text:
    """Returns literal text: never markup, never a control sequence."""
    return Text(escape_for_terminal(text), style)


def _indented(*parts: ConsoleRenderable) -> ConsoleRenderable:
    return Padding(Group(*parts), (0, 0, 0, INDENT), expand=False)


def _text(text: str) -> list[ConsoleRenderable]:
    return [_indented(_plain(text))] if text else []


def _facts(facts: Iterable[FactView], view: View) -> list[ConsoleRenderable]:
    rows = Table.grid(padding=(0, 2))
    for fact in facts:
        value = _plain(fact.text)
        if fact.at is not None and fact.at > view.at:
            value.append(f"  in {say_span(fact.at - view.at)}", "dim")
        rows.add_row(_plain(fact.label, "dim"), value)
    return [_indented(Text(), rows)] if rows.row_count else []


def _picture(view: View, protocol: ImageProtocol | None) -> list[Section]:
    """Draws the picture, and says where it is as a file."""
    if view.picture is None or view.image is None:
        return []
    words = [_indented(_plain(view.picture.sentence)), *_text(f"Picture: {view.image}")]
    # The terminal's own picture moves the cursor: nothing is drawn beside it.
    if shown := _terminal_image(view.image, protocol):
        return [Section(shown, "picture"), Section(words)]
    return [Section([*_blocks(view.picture), *words])]


def _terminal_image(path: str, protocol: ImageProtocol | None) -> list[ConsoleRenderable]:
    """Returns the picture in the terminal's protocol; nothing without one or its file."""
    if protocol is None:
        return []
    try:
        return [Text(), TerminalImage(protocol, Path(path).read_bytes())]
    except OSError:
        return []


def _blocks(picture: Picture) -> list[ConsoleRenderable]:
    lines = [Text(line, no_wrap=True, overflow="crop") for line in draw_lines(picture)[:-1]]
    return [_indented(Text(), *lines)]


def _item(item: ItemView, view: View, numbers: Iterator[int], *, titled: bool) -> list[Section]:
    title = [Text(), _plain(item.title, "bold")] if titled else []
    return [
        Section([_indented(*title, *([_plain(item.text)] if item.text else []))]),
        *_framed(_facts(item.facts, view)),
        *_draft(item.draft),
        *_framed((_buttons if item.facts or item.draft else _row)(item.buttons, numbers)),
    ]


def _rows(rows: Sequence[ItemView]) -> list[ConsoleRenderable]:
    """Draws rows of a file: as it is there, and below how it was read. The file has the rest."""
    drawn: list[ConsoleRenderable] = []
    for row in rows[:_MOST_ROWS]:
        read = " · ".join(f"{fact.label}: {fact.text}" for fact in row.facts)
        written = _plain(row.text, "dim")
        drawn.append(_indented(Text(), _plain(row.title, "bold"), written, _plain(read)))
    if len(rows) > _MOST_ROWS:
        rest = f"… and {len(rows) - _MOST_ROWS:,} more, in the file."
        drawn.append(_indented(Text(), _plain(rest)))
    return drawn


def _line(item: ItemView, numbers: Iterator[int]) -> list[ConsoleRenderable]:
    """Draws an entry of a queue in two lines: what it is, and its buttons; no letter."""
    lead, between, last = (item.line or item.title).rpartition(BETWEEN)
    words = Text.assemble(_plain(lead or last, "bold"), _plain(between + last if lead else ""))
    return [
        _indented(words),
        *_row(item.buttons, numbers, mark="{}"),
    ]


def _letter_hint(view: View) -> list[ConsoleRenderable]:
    """Says how to read a letter that a queue leaves out."""
    if not view.queue or not any(item.draft for item in view.items):
        return []
    return [_indented(Text(), _plain(_LETTERS, "dim"))]


def _draft(draft: Draft | None) -> list[Section]:
    """Draws a draft without sides, so that it copies; no word is broken."""
    if draft is None:
        return []
    words = [_plain(draft.body)]
    if draft.subject:
        words = [Text.assemble(("Subject: ", "dim"), _plain(draft.subject)), Text(), *words]
    return [Section([Text(), *words, Text()], "draft")]


def _buttons(labels: Iterable[str], numbers: Iterator[int]) -> list[ConsoleRenderable]:
    row = _row(labels, numbers)
    return [Text(), *row] if row else []


def _row(
    labels: Iterable[str], numbers: Iterator[int], mark: str = "[{}]"
) -> list[ConsoleRenderable]:
    buttons = [
        Text.assemble((mark.format(next(numbers)), PRESS), " ", _plain(label)) for label in labels
    ]
    return [_indented(ButtonRow(buttons))] if buttons else []
