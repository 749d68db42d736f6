"""Whole messages that say one known thing, such as *what's due?*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from bot.parsing.languages.offered import ENGLISH, languages
from bot.parsing.parse_context import ParseContext
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.words import fold

_MARKS = " ,.!?;:…()"
_MOST_FILLERS = 4


def hear_whole(text: str, context: ParseContext) -> str | None:
    """The line of a command that a whole message means, such as *what's due?*.

    It may be in any language: in the person's own if they differ, then in English.
    """
    said = bare(plain(text))
    known = _known()
    words = said.split()
    for language in (context.own_tongue, ENGLISH):
        if said in known.get(language, {}):
            return known[language][said]
        for begun in _behind_fillers(words, language):  # *hey what can you do*
            if begun in known.get(language, {}):
                return known[language][begun]
        short = " ".join(words[:-1])  # *rejected again lol*
        if _adds_nothing(words[-1:]) and short in known.get(language, {}):
            return known[language][short]
    found = {whole[said] for whole in known.values() if said in whole}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Mapping[str, str]]:
    """The whole messages of every language, by it."""
    return MappingProxyType({language: sentences(language).whole for language in languages()})


def _behind_fillers(words: list[str], language: str) -> Iterator[str]:
    """A message without its first word, its first two and so on, as long as these add nothing."""
    fillers = sentences(language).fillers
    for at, word in enumerate(words[:_MOST_FILLERS], 1):
        if word.strip(_MARKS) not in fillers:
            return
        yield " ".join(words[at:])


def _adds_nothing(words: list[str]) -> bool:
    """True for *lol* and the like, not for what changes a command: *undo interview*."""
    known = sentences(ENGLISH)
    return tuple(words) in known.asides and known.fillers.issuperset(words)


def is_nothing(text: str, context: ParseContext) -> bool:
    """True if a sentence says nothing to log, such as *wish me luck!*."""
    return bare(plain(text)) in sentences(context.spoken).nothing


def plain(text: str) -> str:
    """A message as it is looked up: folded, without marks and smileys around it."""
    said = fold(text).strip(_MARKS + ")(:-'\"/")
    return " ".join(said.split())
