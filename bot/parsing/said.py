"""A sentence taken apart by a pattern, and how well this explains it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.frozen import frozen
from bot.parsing.sentence_rows import COMPANY, SLOTS
from bot.parsing.words import Token, fold, word_set

_MARKS = " ,.!?;:…()"

_OF_NO_NAME = word_set("they they'll they'd they've")

BEHIND = "BEHIND"  # implied of a value: what follows the row's words


@frozen
class Pattern:
    """A sentence's words and slots, its command, and a value that it implies.

    `asks` says that the command is only likely to be meant: it is asked about first.
    """

    words: tuple[str, ...]
    command: str
    implies: tuple[str, str] | None = None
    asks: bool = False

    @property
    def meets(self) -> bool:
        """True if it tells of an interview."""
        return self.command in ("interview", "debrief")

    @property
    def weight(self) -> int:
        """The number of its fixed words."""
        return sum(word not in SLOTS for word in self.words)


@frozen
class Said:
    """A sentence taken apart. `before` and `after` hold what no slot took.

    `decision` is the day of a clause such as *they'll decide by Friday*. `moved` is how many
    of the last words of `after` came from elsewhere in the sentence: its day.
    """

    pattern: Pattern
    before: tuple[Token, ...]
    company: tuple[Token, ...] = ()
    role: tuple[Token, ...] = ()
    after: tuple[Token, ...] = ()
    time: tuple[Token, ...] = ()
    decision: date | None = None
    moved: int = 0

    @property
    def is_whole(self) -> bool:
        """True if it says one thing from its first word to its last: *called Acme, no answer*."""
        words = self.pattern.words
        enclosed = COMPANY in words[1:-1] and not (self.before or self.after)
        return enclosed and not any("," in one.text for one in self.company[:-1])

    def rank(self, names: Sequence[str]) -> tuple[bool, bool, int, int, int]:
        """Ranks how its pattern explains it: no words before a known company, then fixed words.

        What says *they* is no company's name where another pattern finds a shorter one.
        """
        company = _plain_words(self.company)
        known = [
            (at, len(company) - at - len(words))
            for words in (fold(name).split() for name in names)
            if (at := _at(words, company)) is not None
        ]
        ends = self.pattern.words[0] == COMPANY
        before = _plain_words(self.before)
        if not known and any(_at(fold(name).split(), before) is not None for name in names):
            return False, False, self.pattern.weight, bool(self.company), -len(self.before)
        begins = not known or any(not at and not (ends and after) for at, after in known)
        sound = bool(known) or not {*company[1:]} & _OF_NO_NAME
        return begins, sound, self.pattern.weight, bool(self.company), -len(self.before)


def _plain_words(tokens: Sequence[Token]) -> list[str]:
    return [fold(token.text).strip(_MARKS).removesuffix("'s") for token in tokens]


def _at(wanted: list[str], words: list[str]) -> int | None:
    size = len(wanted)
    return next((at for at in range(len(words)) if words[at : at + size] == wanted), None)
