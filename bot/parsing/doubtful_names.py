"""Names in a sentence that may be more, or less, than a company's: these are asked about."""

from __future__ import annotations

from collections.abc import Sequence

from bot.parsing.language_marks import languages_marked_by
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.parse_context import ParseContext
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.words import fold, word_set

_MOST_WORDS_IN_A_NAME = 5
_MOST_SMALL_WORDS = 3
_MOST_FOREIGN_SMALL_WORDS = 2  # of a language whose every word is not known here
# What begins a clause, put there for a word of another language.
_CLAUSE_WORDS = word_set("by via with as")
_LEGAL = frozenset({"inc", "llc", "ltd", "gmbh", "corp", "co", "ag", "kg", "plc", "sa", "se", "bv"})
# *Esselunga per cassiera*: behind these, in other languages, may be the job.
_BEFORE_WORK = word_set("per para pra pour für voor na por als come como comme jako pro")


def doubtful_name(name: str, context: ParseContext) -> bool:
    """True for what is named in a sentence and may be more, or less, than a company's name."""
    words = name.split()
    plain = [bare(word).strip(".,:;!?()'\"") for word in words]
    known = sentences(context.spoken)
    if fold(name) in {fold(one) for one in context.names}:
        return False
    if len(words) > _MOST_WORDS_IN_A_NAME or not any(map(str.isalnum, name)):
        return True
    if any(word.endswith((",", ";", ":")) for word in words[:-1]) and plain[-1] not in _LEGAL:
        return True
    # A single letter's case tells a name from a word: *Who Gives a Crap* is one.
    small = [word for word in words if not word[:1].isupper()]
    pairs = zip(plain, words, strict=True)
    if any(word in known.never_a_name and shown in small for word, shown in pairs):
        return True
    if {"a", "an"} & {*plain[1:]} & {*words}:  # *texted a lad*
        return True
    if plain[0] in known.nobody or "" in plain:  # a dash between two of something
        return True
    if len(plain) > 1 and plain[-1] in known.joins and words[-1] in small:
        return True
    loose = [word for word in small if bare(word).strip(".,") not in known.joins]
    mixed = len(small) != len(words) and any(one[:1].isalpha() for one in loose)
    if context.spoken != ENGLISH and (_CLAUSE_WORDS & {*small} or _BEFORE_WORK & {*small[1:]}):
        return True
    if context.spoken == ENGLISH and len(words) > 1 and _is_foreign(words):
        return True
    most = _MOST_SMALL_WORDS if context.spoken == ENGLISH else _MOST_FOREIGN_SMALL_WORDS
    return mixed or len(loose) > most


def _is_foreign(words: Sequence[str]) -> bool:
    """True for *chez acme*, which is no name but the end of a sentence in another language."""
    ends = (word for word in (words[0], words[-1]) if not word[:1].isupper())
    return bool(languages_marked_by([bare(word) for word in ends]))
