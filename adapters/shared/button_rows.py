"""The rows of a card's buttons: below a letter those that send it, then the answers."""

from __future__ import annotations

from collections.abc import Sequence

from bot.message import Button
from bot.presenters.letter_buttons import LETTERS_OWN

LONGEST_ROW = 5  # more in one row are no longer taken in at a glance


def row_places(buttons: Sequence[Button]) -> list[list[int]]:
    """Returns the places of the buttons, row by row; one row where there is no letter to send."""
    sends = [place for place, one in enumerate(buttons) if one.action.command in LETTERS_OWN]
    answers = [place for place in range(len(buttons)) if place not in sends]
    if not sends or not answers or len(answers) > LONGEST_ROW:
        return [list(range(len(buttons)))]
    return [sends, answers]
