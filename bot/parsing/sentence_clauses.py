"""The words beside the company of a sentence as clauses: its role, and what a row puts there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.parsing.asides import without_marks
from bot.parsing.said import BEHIND, Said
from bot.parsing.words import Token, fold

_MARKS = " ,.!?;:…()-–—"
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBER = re.compile(r"\+?[0-9][0-9()./ -]{5,}[0-9]")
_DENIES = "not"


def clauses_beside(said: Said) -> list[Token]:
    """Reads the words beside the company; what a row that ends in *not* denies is no part."""
    if said.pattern.words[-1] == _DENIES:
        return [*role_clause(said), *said.before]
    after = without_marks(said.after)
    if said.pattern.implies and said.pattern.implies[1] == BEHIND:
        after = _as_values(said.pattern.implies[0], after)
    return [*role_clause(said), *after, *said.before]


def role_clause(said: Said) -> list[Token]:
    """The role of a sentence as a clause, such as *as nurse*; empty without one."""
    role = without_marks(said.role)
    return [_token("as"), *role] if role else []


def _as_values(key: str, tokens: Sequence[Token]) -> list[Token]:
    """*Dana Weiss, dana@acme.example* as the value that a row puts behind its words.

    An address or a number among them is its own value.
    """
    said: list[Token] = []
    words = [fold(token.text).strip(_MARKS) for token in tokens]
    for at in range(1, len(words) - 2):  # *555-0148, ask for Denise*
        if key == "phone" and words[at : at + 2] == ["ask", "for"]:
            return [*_as_values(key, tokens[:at]), _token("contact"), *tokens[at + 2 :]]
    for token in tokens:
        text = token.text.strip(_MARKS + "<>")
        name = "email" if _ADDRESS.fullmatch(text) else "phone" if _NUMBER.fullmatch(text) else ""
        if name and name != key:
            said += [_token(name), Token(text, raw=text)]
        else:
            said.append(token)
    return [_token(key), *said] if said and said[0].text not in ("email", "phone") else said


def _token(text: str) -> Token:
    return Token(text, raw=text)
