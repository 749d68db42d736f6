"""Signs that no font of the page has, written as their names: a box would say nothing."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Set
from typing import Any

NOTE = "Signs that this page cannot print are written as their names in brackets."
# Emoji and pictographs, up to the letters of Chinese that are seldom used.
_PICTURES = re.compile("[\U0001f000-\U0001faff]")
_LACKING = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# What only changes the sign before it, or joins two.
_JOINS = "\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def pictures_in(paper: str) -> Set[str]:
    """Returns the emoji of a page that is given as JSON."""
    return set(_PICTURES.findall(json.dumps(json.loads(paper), ensure_ascii=False)))


def lacking_in(error: str) -> Set[str]:
    """Returns the signs that an error of the typesetter names; none for any other error."""
    named = _LACKING.search(error)
    if named is None:
        return frozenset()
    return set(_ESCAPED.sub(lambda one: chr(int(one[1], 16)), named[1])) - {" "}


def spell_signs(paper: str, signs: Set[str]) -> str:
    """Returns a page with these signs as their names, and a note that says so."""
    if not signs:
        return paper
    names = {ord(one): _name(one) for one in signs} | {ord(one): None for one in _JOINS}
    whole = _each_text(json.loads(paper), lambda text: text.translate(names))
    if NOTE not in whole["notes"]:
        whole["notes"].append(NOTE)
    return json.dumps(whole)


def _name(sign: str) -> str | None:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return None
    return f"({unicodedata.name(sign, f'sign U+{ord(sign):04X}').lower()})"


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(one, change) for one in value]
    if isinstance(value, dict):
        return {name: _each_text(one, change) for name, one in value.items()}
    return value
