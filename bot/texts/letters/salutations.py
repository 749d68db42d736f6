"""Salutations from notes about people: *Maria Baker (HR)* is Maria."""

from __future__ import annotations

import re
import unicodedata

from bot.texts.plain_text import clean, join_names

SHORTEST_NAME = 2
LONGEST_NAME = 40
MOST_WORDS = 5
MOST_NAMES = 3

# Titles before a family name, and words that people write instead of a name.
TITLES = "dr frau herr madam madame miss monsieur mr mrs ms mx prof professor sir sr sra"
NOBODY = (
    "admin agency all careers company contact department desk director everyone head hiring hr "
    "human interviewer interviewers jobs lead manager management nobody none officer owner panel "
    "people reception recruiter recruiters recruiting recruitment resources someone staff "
    "supervisor talent team unknown"
)
_TITLES, _NOBODY = frozenset(TITLES.split()), frozenset(NOBODY.split())
_SEVERAL = re.compile(r"\s*(?:[,;/&+\n]|\band\b|\bwith\b)\s*", re.IGNORECASE)
_ASIDE = re.compile(r"[(\[<].*?(?:[)\]>]|$)|\s[-–—|]\s.*")
_NO_NAME = re.compile(r"[\d@:/_{}]")
_WHOLE = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL")


def greeting(*, people: str | None = None, contact: str | None = None) -> str:
    """Greets the people met, or the contact, by name; *Hello,* if no name is known."""
    names = first_names(people) or [first_name(contact)]
    if len(names) > MOST_NAMES:
        return "Hello all,"
    return f"Hello {join_names(names)}," if any(names) else "Hello,"


def first_names(people: str | None) -> list[str]:
    """Returns the names to greet several people by; leaves out those without one."""
    called = (_called(one) for one in _SEVERAL.split(_ASIDE.sub(" ", people or "")))
    return list(dict.fromkeys(filter(None, called)))


def first_name(contact: str | None) -> str:
    """Returns the name to greet one person by; what follows a comma is their position."""
    return _called(_ASIDE.sub(" ", contact or "").partition(",")[0])


def _called(noted: str) -> str:
    """Returns a first name, or title and last name if a title is given; empty if it is no name."""
    name = clean(noted)
    if not name:
        return ""
    words = [word for word in name.split() if any(map(str.isalpha, word))]
    plain = [word.strip(".").casefold() for word in words]
    if (
        len(name) > LONGEST_NAME
        or len(words) > MOST_WORDS
        or not _NOBODY.isdisjoint(plain)
        or _NO_NAME.search(name)
    ):
        return ""
    if plain and plain[0] in _TITLES:
        return f"{_cased(words[0])} {_cased(words[-1])}" if len(words) > 1 else ""
    if sum(map(len, plain)) < SHORTEST_NAME and not _family_first(words):
        return ""
    whole = _family_first(words) or len(plain[0]) == 1
    return " ".join(map(_cased, words)) if whole else _cased(words[0])


def _family_first(words: list[str]) -> bool:
    """True if the script is one in which the family name may come first."""
    return bool(words) and unicodedata.name(words[0][0], "").startswith(_WHOLE)


def _cased(word: str) -> str:
    """Returns a name typed all small or all large, as it is written."""
    alike = word.islower() or (word.isupper() and len(word.strip(".")) > 2)
    return word.title() if alike else word
