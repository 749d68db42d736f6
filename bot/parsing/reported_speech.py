"""Another person's words in a sentence, which are kept whole: *they want to talk next week*."""

from __future__ import annotations

from collections.abc import Sequence

from bot.command import Command, WallTime
from bot.parsing.asides import without_marks
from bot.parsing.dates.days import read_day
from bot.parsing.dates.moments import read_moment
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.parse_context import Args, ParseContext, ParseError
from bot.parsing.rewording import times_in
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.words import Token, fold, join, split, word_set

_MARKS = " ,.!?;:…()-–—"
# What begins another person's words: *Acme replied they want to talk next week*.
_TELLS = word_set(
    "they that saying they'd they'll they're they've i i'll i'd it it's to we we'll there maybe"
    " wait two three another"
)
_LONGEST_DAY = 4  # words


def is_reported(tokens: Sequence[Token]) -> bool:
    """True for the words of a reply, which are kept whole: *they want to talk next week*."""
    words = [fold(one.text).strip(_MARKS).replace("’", "'") for one in tokens]
    words = words[1:] if words[:1] in (["and"], ["but"]) else words
    return len(words) > 1 and words[0] in _TELLS


def day_of_report(
    tokens: list[Token], moved: int, command: Command, context: ParseContext
) -> tuple[Args, list[Token]]:
    """The day that a reply came, of the words before or behind what it says, and the others.

    Of the last words only `moved` are its day; others may be part of what was said.
    """
    on = command.param("on")
    spans = [(tokens[len(tokens) - moved :], tokens[: len(tokens) - moved])] if moved else []
    spans += [(tokens[:size], tokens[size:]) for size in range(_LONGEST_DAY, 0, -1)]
    for span, others in spans if on else ():
        if not is_reported(others):
            continue
        day = read_day(join(without_marks(span)), context, past=True)
        if on and day and day <= context.today:
            return {on.name: day}, others
    return {}, tokens


def moment_of_report(text: str, context: ParseContext) -> WallTime | None:
    """Returns the moment that a reply names: *they want me in thurs 2pm*; None without one."""
    tokens = split(text)
    for begin, end in times_in(tokens, context):
        try:
            moment = read_moment(join(tokens[begin:end]), context, bare_hour=False)
        except ParseError:
            continue
        if moment and not (moment.timeless or moment.dayless):
            return moment
    return None


def says_more(tokens: Sequence[Token], context: ParseContext) -> bool:
    """True for *and offered me the job*, in another language than English, beside a reply."""
    events = sentences(context.spoken).events if context.spoken != ENGLISH else frozenset()
    return any(bare(token.text).strip(_MARKS) in events for token in tokens)
