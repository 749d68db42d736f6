"""Cards: everything that is seen, numbered buttons, words that copy whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO

import pytest
from rich.console import Console

from adapters.console.cards import show_card
from adapters.console.view_model import FactView, ItemView, View, ViewKind
from bot.message import Draft

AT = datetime.fromisoformat("2026-06-08T09:00:00+02:00")
LONG_LINE = "I keep coming back to one thing from our conversation, " * 4 + "and that is the oven."
LETTER = Draft("Thank you", f"Hello Dana,\n\n{LONG_LINE}\n\nAda")
NUDGE = View(
    at=AT,
    to="@ada",
    private=True,
    kind=ViewKind.NUDGE,
    title="Thank-you to Acme",
    text="Your interview ended.",
    items=(
        ItemView(
            "Thank-you to Acme",
            "Your interview ended.",
            (),
            ("I thanked them", "Snooze"),
            LETTER,
            "thank_you 1",
        ),
    ),
    nudges=("thank_you 1",),
)


def drawn(seen: View, width: int = 80) -> str:
    out = StringIO()
    show_card(Console(file=out, width=width, highlight=False), seen)
    return out.getvalue()


def test_a_single_nudge_is_told_once() -> None:
    card = drawn(NUDGE)
    assert card.count("Thank-you to Acme") == 1
    assert card.count("Your interview ended.") == 1
    assert "Mon 8 Jun 09:00 · @ada" in card
    assert "[1] I thanked them  [2] Snooze" in card


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_draft_copies_and_breaks_no_word(width: int) -> None:
    lines = drawn(NUDGE, width).splitlines()
    assert max(map(len, lines)) <= width
    assert LONG_LINE in " ".join(line.strip() for line in lines)
    assert "Hello Dana," in [line.strip() for line in lines]
    assert not any("│" in line for line in lines)


def test_buttons_are_numbered_through_all_items() -> None:
    other = replace(NUDGE.items[0], title="Follow up with Zebra", buttons=("I sent it",))
    card = drawn(replace(NUDGE, items=(*NUDGE.items, other), buttons=("Show the rest",)))
    assert "[1] I thanked them" in card
    assert "[3] I sent it" in card
    assert "[4] Show the rest" in card


def test_of_many_rows_the_first_are_drawn_and_the_file_has_the_rest() -> None:
    rows = tuple(
        replace(NUDGE.items[0], title=f"Row {number}", facts=(FactView("Company", "Acme"),))
        for number in range(2, 32)
    )
    card = drawn(replace(NUDGE, items=(), buttons=("Save all",), rows=rows))
    assert "Row 21" in card
    assert "Row 22" not in card
    assert "… and 10 more, in the file." in card
    assert "[1] Save all" in card


def test_a_moment_says_how_far_off_it_is() -> None:
    facts = (
        FactView("Starts", "Wed 10 Jun 09:00", AT + timedelta(days=2)),
        FactView("Applied", "Mon 1 Jun"),
    )
    card = drawn(replace(NUDGE, kind=ViewKind.ANSWER, items=(), facts=facts))
    assert "Starts   Wed 10 Jun 09:00  in 2 days" in card
    assert "Applied  Mon 1 Jun" in card


def test_nobodys_words_command_the_terminal_or_are_taken_for_markup() -> None:
    evil = "[bold]\x1b]0;owned\x07 \x9b2J \u202egnp.exe"
    facts = (FactView(evil, evil),)
    card = drawn(replace(NUDGE, title=evil, text=evil, facts=facts, buttons=(evil,)))
    assert "[bold]" in card
    assert not any(ord(letter) < 32 and letter != "\n" for letter in card)
    assert not any(letter in card for letter in "\x9b\u202e")
