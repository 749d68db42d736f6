"""Pictures in block characters fit a terminal of 80 columns."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from adapters.console.block_charts import draw_lines
from bot.picture import Picture
from tests.golden_pictures import pictures

WIDE = 80 - 4  # between a card's edges


@pytest.mark.parametrize(
    "picture", [one for _, one, _ in pictures()], ids=[name for name, _, _ in pictures()]
)
def test_a_picture_in_blocks_fits_the_terminal(picture: Picture) -> None:
    *lines, sentence = draw_lines(picture)
    assert sentence == picture.sentence
    assert max(map(cell_len, lines)) <= WIDE


def test_bars_begin_below_each_other_whatever_the_names_are() -> None:
    week = next(picture for name, picture, _ in pictures() if name == "week")
    bars = [line for line in draw_lines(week) if "█" in line]
    assert len({cell_len(line.partition("█")[0]) for line in bars}) == 1
