"""The languages that a message may be in, by the words that English does not know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from bot.parsing.languages.offered import ENGLISH, languages
from bot.parsing.parse_context import ParseContext
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.words import split

_MARKS = " ,.!?;:…()"
_MOST_LANGUAGES = 2
_SHORTEST_MARK = 2  # letters of a word that tells a language
_LONGEST_TEXT = 1_000
_LETTERS = re.compile(r"[^\W\d_]+")


def languages_in(text: str, context: ParseContext) -> tuple[str, ...]:
    """The languages, but for English, of which a message has words that English does not know.

    What is written as names are, or belongs to the person's companies, tells nothing.
    """
    small = (token.text for token in split(text[:_LONGEST_TEXT]) if token.text[:1].islower())
    words = [bare(part) for word in small for part in _LETTERS.findall(word)]
    first = text.split(maxsplit=1)[:1]
    words += [bare(word.strip(_MARKS)) for word in first]
    named = {word for name in context.names for word in bare(name).split()}
    return languages_marked_by([word for word in words if word not in named])


def languages_marked_by(words: Sequence[str]) -> tuple[str, ...]:
    """The languages, but for English, of which words are known that English does not know.

    Of many, those two that know most of them: a line is in one, and hostile ones in all.
    """
    marks = _marks()
    known = Counter(one for word in words for one in marks.get(word, ()))
    return tuple(language for language, _ in known.most_common(_MOST_LANGUAGES))


@lru_cache(maxsize=1)
def _marks() -> Mapping[str, tuple[str, ...]]:
    english = sentences(ENGLISH)
    known = {
        *map(bare, english.vocabulary),
        *(word for one in english.whole for word in one.split()),
    }
    marks: dict[str, tuple[str, ...]] = {}
    for language in languages():
        for word in sorted(sentences(language).vocabulary - known if language != ENGLISH else ()):
            if len(word) >= _SHORTEST_MARK and word.isalpha():
                marks[word] = (*marks.get(word, ()), language)
    return MappingProxyType(marks)
