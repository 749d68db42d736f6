"""Other ways to type a sentence: short spellings, slips of the finger, a day in the middle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.parsing.dates.days import read_day
from bot.parsing.dates.moments import read_moment
from bot.parsing.dates.month_names import month_of
from bot.parsing.dates.weekdays import weekday_of
from bot.parsing.languages.day_words import begins_time
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.sentence_data import Rewordings, sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.words import Token, fold, join, word_set

_MARKS = " ,.!?;:…()"
_SHORTEST = 6  # letters of a word that is taken for a slip of the finger
_LONGEST_TIME = 6  # words
_MOST_WORDS = 25
_BY = ("by",)
_MOST_TIMES = 3  # in one sentence
_TIME_WORDS = word_set("today yesterday tomorrow tonight tmrw yday this last next on a two three")


def reworded(tokens: Sequence[Token], context: ParseContext) -> list[Token]:
    """The words with every phrase that the data knows another way to say put in that way."""
    return _put(tokens, sentences(context.spoken).same)


def in_english(tokens: Sequence[Token], context: ParseContext) -> tuple[Token, ...]:
    """The words beside a sentence with what begins its clauses in English: *als* as *as*.

    With a capital, *Mit* is a name's; behind a figure, *bis* begins the end of a range, and
    *mit* does not.
    """
    rows = sentences(context.spoken).clause_words
    if not rows or not any(bare(token.text).strip(_MARKS) in rows for token in tokens):
        return tuple(tokens)
    return tuple(_put(tokens, rows, beside=True))


def _put(
    tokens: Sequence[Token],
    rows: Rewordings,
    *,
    beside: bool = False,
) -> list[Token]:
    words = ["" if token.quoted else bare(token.text).strip(_MARKS) for token in tokens]
    begins = words
    if beside:
        pairs = zip(tokens, words, strict=True)
        begins = ["" if token.text[:1].isupper() else word for token, word in pairs]
    said: list[Token] = []
    at = 0
    while at < len(words):
        for typed, meant in rows.get(begins[at], ()):
            ends_range = beside and meant == _BY and at and tokens[at - 1].text[-1:].isdecimal()
            # A name that is kept, *Frau*, keeps its capital: its row is another.
            line = begins if typed[-1] in meant else words
            if tuple(line[at : at + len(typed)]) == typed and not ends_range:
                end = tokens[at + len(typed) - 1].text
                comma = "," if end.endswith(",") and meant else ""
                for place, word in enumerate(meant, 1):
                    said.append(_token(word + (comma if place == len(meant) else "")))
                at += len(typed)
                break
        else:
            said.append(tokens[at])
            at += 1
    return said


def respelled(tokens: Sequence[Token]) -> list[Token] | None:
    """The words with what is one slip away from an event's word corrected; None without any.

    The first word is left: it may be a mistyped command, which is asked about.
    """
    changed = [*tokens[:1], *(_event(token) or token for token in tokens[1:])]
    return changed if changed != [*tokens] else None


def with_time_last(
    tokens: Sequence[Token], context: ParseContext
) -> Iterator[tuple[list[Token], int]]:
    """The words with a day or a moment among them moved to their end, and its number of words.

    None is moved out of the name of one of the person's companies, *Today Show*.
    """
    for start, end in _times(tokens, context):
        if start or not _begins_company(tokens, context):
            span = tokens[start:end] if start else with_small_time(tokens[:end], context)
            yield [*tokens[:start], *tokens[end:], *span], end - start


def with_small_time(tokens: Sequence[Token], context: ParseContext) -> tuple[Token, ...]:
    """The first words of a message, with a day that they begin with written small: *Today*.

    A phone writes the first word with a capital, which makes no name of it.
    """
    if not any(start == 0 for start, _ in times_in(tokens, context)):
        return tuple(tokens)
    first = tokens[0]
    return (replace(first, text=first.text[:1].lower() + first.text[1:]), *tokens[1:])


def _begins_company(tokens: Sequence[Token], context: ParseContext) -> bool:
    """True if the words begin with the name of one of the person's companies."""
    said = [bare(token.text).strip(_MARKS) for token in tokens]
    return any(said[: len(name)] == name for name in map(str.split, map(bare, context.names)))


def times_in(tokens: Sequence[Token], context: ParseContext) -> Iterator[tuple[int, int]]:
    """Where the first days and moments among the words begin and end, one at its end, too."""
    yield from _times([*tokens, Token("", raw="")], context)


def _times(tokens: Sequence[Token], context: ParseContext) -> Iterator[tuple[int, int]]:
    """Where the first days and moments before the last word begin and end."""
    if len(tokens) > _MOST_WORDS:
        return
    clause_words = sentences(context.spoken).clause_words
    found = 0
    for start in range(len(tokens) - 1):
        if found == _MOST_TIMES:
            return
        if start and bare(tokens[start - 1].text) in clause_words:
            continue  # *bis Freitag* stays together
        for end in range(min(start + _LONGEST_TIME, len(tokens) - 1), start, -1):
            span = tokens[start:end]
            if not _may_begin_time(tokens, start, context):
                break
            if any(one.quoted for one in span) or not _is_time(join(span), context):
                continue
            found += 1
            yield start, end
            break


def _may_begin_time(tokens: Sequence[Token], at: int, context: ParseContext) -> bool:
    word = fold(tokens[at].text)
    begins = begins_time(word, context.tongue)
    if begins or (begins is None and at + 1 < len(tokens)):
        return bool(begins) or _may_begin_time(tokens, at + 1, context)
    if word[:1].isdecimal() or word in _TIME_WORDS:
        return True
    return weekday_of(word, context) is not None or month_of(word, context) is not None


def _is_time(text: str, context: ParseContext) -> bool:
    try:
        day = read_day(text, context, past=False)
        return day is not None or read_moment(text, context, bare_hour=False) is not None
    except ParseError:
        return False


def _event(token: Token) -> Token | None:
    word = fold(token.text).strip(_MARKS)
    if token.quoted or len(word) < _SHORTEST - 1 or not token.text[-1:].isalnum():
        return None
    event = _nearest_event(word)
    return _token(event) if event else None


@lru_cache(maxsize=2_000)
def _nearest_event(word: str) -> str | None:
    """The event's word that a word misspells by one letter."""
    from rapidfuzz.distance import OSA

    known = sentences()  # English only
    if word in known.vocabulary or word.endswith("s") or not word.isalpha():
        return None
    near = [one for one in known.events if OSA.distance(word, one, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 and len(near[0]) >= _SHORTEST else None


def _token(text: str) -> Token:
    return Token(text, raw=text)
