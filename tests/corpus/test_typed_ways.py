"""A line says the same however it is typed: shouted, with an emoji, with a phone's capital."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.command import ArgKind
from bot.parsing.words import fold
from tests.corpus.cases import ASKED, BY_NAME, CARD, REFUSED, Case, cases, meant, read

WAYS: dict[str, Callable[[str], str]] = {
    "with a phone's capital": lambda text: text[:1].upper() + text[1:],
    "in capitals": str.upper,
    "in small letters": str.lower,
    "with an emoji": lambda text: f"{text} 🙏",
    "with an emoji at the last word": lambda text: f"{text}🙏🏽",
    "with a laugh": lambda text: f"{text} hahaha!!",
    "with lol": lambda text: f"{text} lol",
    "with a period": lambda text: f"{text}.",
    "with a greeting": lambda text: f"hey {text}",
    "as a bullet": lambda text: f"- {text}",
    "with a phone's apostrophe": lambda text: text.replace("'", "’"),
    "with wide gaps": lambda text: text.replace(" ", "  "),
}

# Only their capitals make names of these.
NAMED_BY_CAPITALS = ("At Home", "USA Today")


def _says_the_same(case: Case, typed: Case) -> bool:
    """True if the line means what it meant, or is asked about."""
    result = read(typed)
    if result.outcome in (ASKED, REFUSED, CARD):
        return True
    if result.outcome != case.outcome:
        return False
    fields = BY_NAME[case.outcome].fields
    texts = {one.name for one in fields if one.kind is ArgKind.LONG_TEXT} | {"note"}
    said, values = meant(case.values), result.values
    return set(said) == set(values) and all(
        _is_same(values[name], value, is_text=name in texts) for name, value in said.items()
    )


def _is_same(typed: str, value: str, *, is_text: bool) -> bool:
    """True if a value is the one meant; *Acme Corp.* may have its period, and a text its end."""
    typed, value = fold(typed), fold(value)
    return typed in (value, f"{value}.") or (is_text and typed.startswith(value.rstrip(".")))


@pytest.mark.parametrize("way", WAYS)
def test_a_line_says_the_same_however_it_is_typed(way: str) -> None:
    lines = [
        case
        for case in cases()
        if case.is_clear
        and not case.text.startswith("/")
        and case.values.get("company") not in NAMED_BY_CAPITALS
    ]
    wrong = []
    for case in lines[list(WAYS).index(way) :: len(WAYS)]:  # each line in one way
        typed = case._replace(text=WAYS[way](case.text))
        if not _says_the_same(case, typed):
            wrong.append(f"{case.place} {typed.text!r}: {read(typed)}, not {case.values}")
    assert not wrong, "\n".join(wrong)
