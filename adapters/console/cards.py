"""Things seen as cards at a terminal: quiet, aligned, easy to copy from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from rich.console import Console, ConsoleRenderable, Group
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from adapters.console.safe_text import for_terminal
from adapters.console.view_model import Kind, Seen, SeenFact, SeenItem
from bot.message import Draft, Tone
from bot.texts.date_formats import say_span

WIDEST = 88
INDENT = 2

# A sign and a colour each: nobody has to tell them by the colour alone.
_KINDS = {
    Kind.NUDGE: ("◆", "bold yellow"),
    Kind.UPDATE: ("↻", "cyan"),
    Kind.FORM: ("?", "bold magenta"),
    Kind.GROUP: ("#", "bold blue"),
    Kind.ERROR: ("✗", "red"),
}
_TONES = {
    Tone.PLAIN: ("●", "cyan"),
    Tone.GOOD: ("✓", "green"),
    Tone.CAREFUL: ("!", "yellow"),
    Tone.WRONG: ("✗", "red"),
}


def show_card(console: Console, seen: Seen) -> None:
    """Draws a card, an empty line before it."""
    console.print()
    # Not cropped: a draft's long lines are the terminal's to break, so that they copy whole.
    console.print(card(seen), width=min(console.width, WIDEST), crop=False)


def card(seen: Seen) -> ConsoleRenderable:
    """One thing seen, from its head to its buttons; these are numbered as they stand."""
    numbers = count(1)
    only = seen.items[0] if len(seen.items) == 1 else None
    body: list[ConsoleRenderable] = []
    # A single nudge says the same above its item as in it; without a title the
    # text stands in its place.
    if seen.title and not (only and only.text == seen.text):
        body += _text(seen.text)
    body += _facts(seen.facts, seen)
    for item in seen.items:
        titled = item.title != seen.title
        body += _item(item, seen, numbers, titled=titled)
    body += _draft(seen.draft)
    body += _buttons(seen.buttons, numbers)
    return Group(_head(seen), *body)


def _head(seen: Seen) -> ConsoleRenderable:
    sign, style = _KINDS.get(seen.kind) or _TONES[seen.tone]
    when = f"{seen.at:%a} {seen.at.day} {seen.at:%b %H:%M} · {seen.to}"
    line = Table.grid(expand=True, padding=(0, 1))
    line.add_column(width=1)
    line.add_column(ratio=1)
    line.add_column(justify="right", no_wrap=True)
    title = _plain(seen.title, "bold") if seen.title else _plain(seen.text)
    line.add_row(Text(sign, style), title, Text(when, "dim"))
    return line


def _plain(text: str, style: str = "") -> Text:
    """Words as they are: never markup, never a command to the terminal."""
    return Text(for_terminal(text), style)


def _indented(*parts: ConsoleRenderable) -> ConsoleRenderable:
    return Padding(Group(*parts), (0, 0, 0, INDENT), expand=False)


def _text(text: str) -> list[ConsoleRenderable]:
    return [_indented(_plain(text))] if text else []


def _facts(facts: Iterable[SeenFact], seen: Seen) -> list[ConsoleRenderable]:
    rows = Table.grid(padding=(0, 2))
    for fact in facts:
        value = _plain(fact.text)
        if fact.at is not None and fact.at > seen.at:
            value.append(f"  in {say_span(fact.at - seen.at)}", "dim")
        rows.add_row(_plain(fact.label, "dim"), value)
    return [_indented(Text(), rows)] if rows.row_count else []


def _item(
    item: SeenItem, seen: Seen, numbers: Iterator[int], *, titled: bool
) -> list[ConsoleRenderable]:
    title = [Text(), _plain(item.title, "bold")] if titled else []
    return [
        _indented(*title, *([_plain(item.text)] if item.text else [])),
        *_facts(item.facts, seen),
        *_draft(item.draft),
        *_buttons(item.buttons, numbers),
    ]


def _draft(draft: Draft | None) -> list[ConsoleRenderable]:
    """Words between two lines: without sides and unbroken, so that copying takes just them."""
    if draft is None:
        return []
    words = [_plain(draft.body)]
    if draft.subject:
        words = [Text.assemble(("Subject: ", "dim"), _plain(draft.subject)), Text(), *words]
    for text in words:
        text.no_wrap, text.overflow = True, "ignore"
    return [Text(), Rule("draft", align="left", style="dim"), *words, Rule(style="dim")]


def _buttons(labels: Iterable[str], numbers: Iterator[int]) -> list[ConsoleRenderable]:
    line = Text()
    for label in labels:
        button = Text.assemble((f"[{next(numbers)}]", "bold cyan"), " ", _plain(label))
        line = Text("  ").join([line, button]) if line else button
    return [_indented(Text(), line)] if line else []
