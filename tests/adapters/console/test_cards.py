"""Cards: everything that is seen, numbered buttons, words that copy whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO

import pytest
from rich.console import Console

from adapters.console.cards import WIDEST, show_card
from adapters.console.help_card import show_help
from adapters.console.view_model import FactView, ItemView, View, ViewKind
from bot.catalog import COMMANDS
from bot.message import Draft

WIDTHS = (60, 80, 120)
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


def test_a_single_nudge_is_shown_once() -> None:
    card = drawn(NUDGE)
    assert card.count("Thank-you to Acme") == 1
    assert card.count("Your interview ended.") == 1
    assert "Mon 8 Jun 09:00 · @ada" in card
    assert "[1] I thanked them  [2] Snooze" in card


@pytest.mark.parametrize("width", WIDTHS)
def test_a_draft_copies_without_the_frame_and_breaks_no_word(width: int) -> None:
    lines = drawn(NUDGE, width).splitlines()
    assert max(map(len, lines)) <= width
    begin = next(at for at, line in enumerate(lines) if line.startswith("├─ draft"))
    end = next(at for at, line in enumerate(lines) if at > begin and line.startswith("├"))
    letter = lines[begin + 1 : end]
    assert LONG_LINE in " ".join(line.strip() for line in letter)
    assert "Hello Dana," in letter
    assert not any("│" in line for line in letter)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("queue", [False, True])
def test_no_word_and_no_button_is_broken(width: int, queue: bool) -> None:
    buttons = ("I sent it", "They replied", "Snooze", "Skip", "Open in mail", "Copy")
    item = replace(NUDGE.items[0], text=LONG_LINE, line=LONG_LINE, buttons=buttons)
    seen = replace(NUDGE, items=(item,) * 12, text=LONG_LINE, queue=queue)
    lines = drawn(replace(seen, buttons=("Snooze the rest till tomorrow",)), width).splitlines()
    assert max(map(len, lines)) <= width
    inside = [line.strip("│╭╮├┤╰╯─").strip() for line in lines]
    words = {word for line in inside for word in line.split()}
    assert {*LONG_LINE.split(), "tomorrow"} <= words
    for label in ("They replied", "Open in mail", "Snooze the rest till tomorrow"):
        assert any(label in line for line in inside)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_card_is_in_a_frame_with_its_date_in_the_edge(width: int) -> None:
    first, *inside, last = drawn(replace(NUDGE, items=(), draft=None), width).split("\n")[1:-1]
    assert first.startswith("╭─")
    assert first.endswith("Mon 8 Jun 09:00 · @ada ─╮")
    assert all(line[0] == line[-1] == "│" for line in inside)
    assert (last[0], last[-1]) == ("╰", "╯")
    assert {len(first), *map(len, inside), len(last)} == {min(width, WIDEST)}


def test_help_fits_a_small_terminal() -> None:
    out = StringIO()
    show_help(Console(file=out, width=60, highlight=False))
    lines = out.getvalue().splitlines()
    assert len(lines) <= 22  # with the prompt and the line below it, 24
    assert max(map(len, lines)) <= 60
    typed = {f"/{command.name}" for command in COMMANDS}
    assert {word for line in lines for word in line.split() if word.startswith("/")} <= typed


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
