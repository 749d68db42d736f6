"""Keeps the words of a typed line whole where it is wider than the terminal."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from prompt_toolkit.formatted_text import fragment_list_to_text
from prompt_toolkit.formatted_text.base import StyleAndTextTuples
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.layout.utils import explode_text_fragments
from prompt_toolkit.utils import get_cwidth

_PART = re.compile(r"\S+|\s+")


class WordWrap(Processor):
    """Fills a row with blanks where the next word would be broken by its edge.

    prompt_toolkit itself breaks a line at any character. `lead` is the width of the prompt.
    """

    def __init__(self, lead: Callable[[], int]) -> None:
        self._lead = lead

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Returns the line with the blanks, and where each position went."""
        signs = explode_text_fragments(transformation_input.fragments)
        text = fragment_list_to_text(signs)
        blanks = dict(find_breaks(text, transformation_input.width, self._lead()))
        drawn: StyleAndTextTuples = []
        for place, sign in enumerate(signs):
            if place in blanks:
                drawn.append(("", " " * blanks[place]))
            drawn.append(sign)
        places = list(accumulate((1 + blanks.get(at, 0) for at in range(len(text) + 1)), initial=0))
        shown = [after - 1 for after in places[1:]]
        return Transformation(
            drawn,
            source_to_display=lambda at: _shown_at(shown, at),
            display_to_source=lambda at: max(0, bisect_right(shown, at) - 1),
        )


def _shown_at(shown: Sequence[int], at: int) -> int:
    last = len(shown) - 1
    return shown[at] if at <= last else shown[last] + at - last


def find_breaks(text: str, width: int, lead: int) -> Iterator[tuple[int, int]]:
    """Yields the places of words that begin a row of their own, and how many blanks fill it.

    `lead` columns of the first row are taken. A word longer than a row is broken by its edge.
    """
    column = lead
    for part in _PART.finditer(text):
        wide = get_cwidth(part[0])
        if not part[0].isspace() and column and column + wide > width >= wide:
            yield part.start(), width - column
            column = 0
        for sign in part[0]:
            column += get_cwidth(sign)
            if column > width:
                column = get_cwidth(sign)
