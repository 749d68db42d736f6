"""The welcome at a terminal, and the help: everything that can be typed, on one screen."""

from __future__ import annotations

from rich.console import Console, ConsoleRenderable
from rich.table import Table
from rich.text import Text

from adapters.console.cards import PRESS, WIDEST
from adapters.console.frame import Frame, Section

_WELCOME = (
    ("/applied Acme as Baker", "log one of yours like this"),
    (".wait 8d", "let a week go by"),
    ("1", "press the button number 1"),
    ("?", "all of this on one screen"),
)
# Each fits a line of 60 characters.
_HELP = (
    (
        "Say what happened",
        (
            ("/applied Acme as Baker", "a job you applied to"),
            ("/interview Acme at fri 3pm", "an interview"),
            ("/heard-back Acme", "any reply from them"),
            ("/nudges", "what is due, what is next"),
            ("/pipeline", "your applications by stage"),
            ("/followthrough", "all other commands"),
        ),
    ),
    (
        "Press a button",
        (
            ("3 Enter", "the button with number 3"),
            ("← → Enter", "from button to button"),
            ("Tab", "complete what you type"),
        ),
    ),
    (
        "Let time pass, be elsewhere",
        (
            (".wait 8d", "or 4h, until 2026-06-08"),
            (".as bea", "be someone else"),
            (".in #hunters", "be in a channel; .dm: back"),
        ),
    ),
    (
        "Leave",
        (
            ("Ctrl-C", "clear a line, close a form"),
            ("Ctrl-D", "leave; all you logged stays"),
        ),
    ),
)


def show_welcome(console: Console) -> None:
    """Prints what the program does, and how to begin."""
    lead = Text("It tells you when to write, call or say thank you, and what to say.")
    rows = _rows()
    for what, effect in _WELCOME:
        rows.add_row(Text(what, PRESS), effect)
    _show(console, "Followthrough", [lead, Text(), rows])


def show_help(console: Console) -> None:
    """Prints everything that can be typed or pressed, on one screen of 24 lines."""
    rows = _rows()
    for heading, entries in _HELP:
        rows.add_row(Text(heading, "bold"))
        for what, effect in entries:
            rows.add_row(Text(f"  {what}", PRESS), effect)
    _show(console, "Help", [rows])


def _rows() -> Table:
    rows = Table.grid(padding=(0, 2))
    rows.add_column(no_wrap=True)
    rows.add_column()
    return rows


def _show(console: Console, title: str, parts: list[ConsoleRenderable]) -> None:
    frame = Frame([Section(parts)], title, "bright_black")
    console.print(frame, width=min(console.width, WIDEST))
