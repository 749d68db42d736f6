"""A typed line that is wider than the terminal breaks between words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.document import Document
from prompt_toolkit.layout.controls import BufferControl
from prompt_toolkit.layout.processors import TransformationInput

from adapters.console.word_wrap import WordWrap

LINES = st.text("ab cé", max_size=80).map(lambda line: " ".join(line.split()))


def transformation(line: str, width: int, lead: int) -> tuple[str, list[int], list[int]]:
    """What is drawn of a line, where each of its signs is, and back."""
    given = TransformationInput(
        BufferControl(), Document(line), 0, lambda at: at, [("", line)], width, 1
    )
    made = WordWrap(lambda: lead).apply_transformation(given)
    drawn = "".join(text for _, text, *_ in made.fragments)
    places = [made.source_to_display(at) for at in range(len(line) + 1)]
    return drawn, places, [made.display_to_source(at) for at in places]


def rows(drawn: str, width: int, lead: int) -> list[str]:
    """The rows into which a terminal of that width breaks it."""
    whole = "·" * lead + drawn
    return [whole[at : at + width] for at in range(0, len(whole), width)]


def test_a_word_at_the_edge_begins_the_next_row() -> None:
    drawn, _, _ = transformation("/applied Vandelay Industries", 20, 4)
    assert rows(drawn, 20, 4) == ["····/applied        ", "Vandelay Industries"]


def test_a_word_longer_than_a_row_is_broken_by_its_edge() -> None:
    drawn, _, _ = transformation("x " + "y" * 25, 10, 0)
    assert rows(drawn, 10, 0) == ["x yyyyyyyy", "yyyyyyyyyy", "yyyyyyy"]


@given(LINES, st.integers(8, 30), st.integers(0, 7))
def test_no_word_is_broken_that_fits_a_row_and_nothing_typed_is_lost(
    line: str, width: int, lead: int
) -> None:
    drawn, places, back = transformation(line, width, lead)
    assert drawn.split() == line.split()
    assert [drawn[at] for at in places[:-1]] == list(line)
    assert back == list(range(len(line) + 1))
    begin = lead
    for word in drawn.split(" "):
        end = begin + len(word)
        assert len(word) > width or not word or begin // width == (end - 1) // width
        begin = end + 1
