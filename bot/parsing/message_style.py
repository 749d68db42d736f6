"""How a message is typed: shouted, with a greeting before what it says or a laugh behind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from bot.parsing.words import split, word_set

_MOST_ENDINGS = 6  # one behind another: *lol 🙏 haha.*
_LONGEST_KEPT = 20  # characters of *Inc.* and the like, with what is before them
_FEWEST_SHOUTED = 3  # words; *IBM*, *ACME CORP* are names
# In any language that people chat in.
_INTERJECTIONS = word_set(
    "lol lmao lmfao rofl omg omfg smh fml tbh ngl ugh yay rip mdr ptdr xd pls please plz bitte svp"
)
_GREETINGS = word_set(
    "hey hi hallo yo ok okay so alright welp moin hola ciao salve salut bonjour hoi hej cześć"
)
_LAUGH = re.compile(r"(?:ha|he|hi|ja|je|ah|rs|k){2,}h?", re.IGNORECASE)
_KEEPS_PERIOD = re.compile(
    r"(?:^|\W)(?:inc|co|corp|ltd|jr|sr|st|\w\.\w|[0-9]+|(?-i:[A-Z]))\.$", re.IGNORECASE
)
_MARKS = " ,.!?;:…()-–—"
_SIGNS = "™®©℠"  # of names


def without_shouting(text: str) -> str:
    """Returns a message in small letters if it is typed in capitals alone; else as it is."""
    said = without_ending(text)
    words = [word for word in said.split() if any(map(str.isalpha, word))]
    return text.lower() if said.isupper() and len(words) >= _FEWEST_SHOUTED else text


def as_shouted(args: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Returns values of a message read in small letters, with its own capitals: *ACME CORP*."""
    small = text.lower()
    same = len(small) == len(text)
    return {
        name: text[at : at + len(value)]
        if same and isinstance(value, str) and (at := small.find(value)) >= 0
        else value
        for name, value in args.items()
    }


def without_greeting(text: str) -> str:
    """Returns a message without *hey*, *ok so* or a bullet before it; *Ok Magazine* is a name."""
    first, _, rest = text.partition(" ")
    while rest and (not any(map(str.isalnum, first)) or first.casefold() in _GREETINGS):
        if first[:1].isupper() and rest[:1].isupper():
            break
        text = rest.lstrip()
        first, _, rest = text.partition(" ")
    return text


def without_ending(text: str) -> str:
    """Returns a message without what ends it and says nothing: a period, *lol*, *please*, an emoji.

    What stands in quotes is a name, and *Inc.*, *Ada L.* or *am 3.* keeps its period; a message of
    nothing else stays as it is.
    """
    kept = text.rstrip()
    for _ in range(_MOST_ENDINGS):
        tokens = split(kept)
        if not tokens or tokens[-1].quoted:
            break
        last = tokens[-1]
        word = last.text.strip(_MARKS)
        if word.casefold() in _INTERJECTIONS or _LAUGH.fullmatch(word):
            shorter = kept[: -len(last.raw)].rstrip(" ,;-–—\n")
        else:
            shorter = _without_period(_without_emoji(kept))
        if shorter == kept:
            break
        kept = shorter
    return kept or text


def _without_period(text: str) -> str:
    kept = text.rstrip(".")
    if kept == text:
        return text
    return f"{kept}." if _KEEPS_PERIOD.search(f"{kept[-_LONGEST_KEPT:]}.") else kept


def _without_emoji(text: str) -> str:
    end = len(text)
    while end and _is_pictured(text[end - 1]):
        end -= 1
    return text[:end].rstrip() if end < len(text) else text


def _is_pictured(character: str) -> bool:
    """True for an emoji, and what joins or colors one."""
    if character in _SIGNS:
        return False
    return unicodedata.category(character) in ("So", "Sk", "Cf", "Mn", "Me") and (
        ord(character) > 0x2000
    )
