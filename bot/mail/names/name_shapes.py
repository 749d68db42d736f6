"""The shapes of names: a person's, a department's, a company's, a job's title."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.mail.deciding.phrase import plain
from bot.mail.deciding.phrase_book import read_data
from bot.mail.names.senders import sender_lists


@lru_cache(maxsize=64)
def word_list(name: str) -> frozenset[str]:
    """Returns a list of `phrases/words.toml`, as texts are compared with it."""
    words = read_data("words")[name]
    each = words.split() if isinstance(words, str) else words
    return frozenset(plain(one).strip() or one for one in each)


def is_team(name: str) -> bool:
    """True for a department's name alone."""
    return plain(name).strip() in sender_lists().team


def without_team(name: str) -> str:
    """Returns a name without "Hiring Team" and the like at its end or start."""
    words = name.split()
    for _ in range(3):
        shorter = _without_one_team(words)
        if shorter is None:
            break
        words = shorter
    while words and words[-1].lower() in word_list("before_team"):
        words.pop()
    while words and words[0].lower() in word_list("after_team"):
        words.pop(0)
    return re.sub(r"['’]s$", "", " ".join(words)).strip(" ,-–|")


def _without_one_team(words: list[str]) -> list[str] | None:
    """Takes off the first team of the list that the words end or begin with; None for none."""
    for team in sender_lists().team:
        size = len(team.split())
        if 0 < size <= len(words) and plain(" ".join(words[-size:])).strip() == team:
            return words[:-size]
        begins = len(words) > size and len(team) > 3
        if begins and plain(" ".join(words[:size])).strip() == team:
            return words[size:]
    return None


def looks_like_person(name: str) -> bool:
    """True for two to four capitalized words without a legal form or an ampersand."""
    words = name.split()
    if not 2 <= len(words) <= 4 or "&" in name or re.search(r"\d", name):
        return False
    if any(plain(word).strip() in sender_lists().legal for word in words[1:]):
        return False
    small = (
        "de",
        "da",
        "van",
        "von",
        "der",
        "den",
        "del",
        "la",
        "dos",
        "le",
        "du",
        "di",
        "y",
        "e",
        "ter",
        "ten",
        "dr.",
        "prof.",
    )
    return all(
        word.lower() in small or (word[:1].isupper() and not word[1:2].isupper()) for word in words
    )


def is_company_like(line: str) -> bool:
    """True for a line with a word that firms have in their name, and people do not."""
    return not word_list("company_words").isdisjoint(plain(line).split())


def looks_like_name(line: str) -> bool:
    """True for a short line of capitalized words that may be a company: no person, no title."""
    words = line.split()
    small = ("of", "the", "and", "&", "de", "du", "van", "der", "für", "des", "la", "y", "e", "et")
    capitalized = all(word[:1].isupper() or word in small for word in words)
    return (
        0 < len(words) <= 5
        and capitalized
        and not names_a_title(line)
        and not is_team(line)
        and not re.search(r"[,@:/]", line)
    )


def names_a_title(name: str) -> bool:
    """True if one of the words is a job title's, and not one that firms have, too."""
    return not (title_nouns() - _shared_words()).isdisjoint(plain(name).split())


@lru_cache(maxsize=1)
def _shared_words() -> frozenset[str]:
    """Returns words of titles that firms have in their names, too."""
    return frozenset(plain(read_data("names")["titles"]["shared"]).split())


@lru_cache(maxsize=1)
def title_nouns() -> frozenset[str]:
    """Returns words of which a job title mostly has one, in the languages that are read."""
    return frozenset(plain(read_data("names")["titles"]["nouns"]).split())
