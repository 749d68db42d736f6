"""A row of the data of sentences: groups of words and slots, and how it fits a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.frozen import frozen
from bot.parsing.words import fold, unaccented

COMPANY, ROLE, TIME = "*", "~", "@"
SLOTS = frozenset({COMPANY, ROLE, TIME})
Words = tuple[str, ...]
Slots = dict[str, tuple[int, int]]
_GROUP = re.compile(r"\(([^()]*)\)")
_NAMED_GROUP = re.compile(r"[A-Z]{2,}")
# *hätte* is not *hatte*; typed without the dots, *gesprach* can be nothing else.
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_DOTLESS = str.maketrans("äöü", "aou")


@frozen
class Row:
    """A way to say a command: runs of groups with a slot between each two, its command and value.

    A group is one of several phrases, of which the empty one may be left out. `runs`
    has one more than `slots`; the first is empty where the company begins the row.
    """

    runs: tuple[tuple[tuple[Words, ...], ...], ...]
    slots: Words
    command: str
    implies: tuple[str, str] | None = None
    asks: bool = False

    def words(self) -> Iterator[str]:
        """Every word of it."""
        for run in self.runs:
            for group in run:
                for phrase in group:
                    yield from phrase

    def first_words(self) -> set[str]:
        """The fixed words that it may begin with."""
        found: set[str] = set()
        for group in self.runs[0] or self.runs[1]:
            found |= {phrase[0] for phrase in group if phrase}
            if () not in group:
                break
        return found


def bare(word: str) -> str:
    """A word as sentences are compared: accents do not count, since many leave them out."""
    return unaccented(fold(word).translate(_DIGRAPHS)).replace("ł", "l")


def with_groups(said: str, groups: Mapping[str, str]) -> str:
    """A row with its named groups, in capitals, spelled out."""
    return _NAMED_GROUP.sub(lambda found: with_groups(groups[found[0]], groups), said)


def expanded(said: str) -> Iterator[str]:
    """Every way to say a text: one of each group's alternatives."""
    found = _GROUP.search(said)
    if found is None:
        yield said
        return
    for choice in found[1].split("|"):
        yield from expanded(f"{said[: found.start()]}{choice}{said[found.end() :]}")


def read_row(
    said: str, command: str, implies: tuple[str, str] | None = None, *, asks: bool = False
) -> Row:
    """A row as its line of the data says it."""
    runs: list[list[tuple[Words, ...]]] = [[]]
    slots: list[str] = []
    for part in _parts(said):
        if part in SLOTS:
            slots.append(part)
            runs.append([])
            continue
        choices = list(expanded(part))
        spelled = [one for choice in choices for one in (choice, choice.translate(_DOTLESS))]
        phrases = dict.fromkeys(tuple(map(bare, one.split())) for one in spelled)
        runs[-1].append(tuple(sorted(phrases, key=len, reverse=True)))
    return Row(tuple(map(tuple, runs)), tuple(slots), command, implies, asks)


def _parts(said: str) -> Iterator[str]:
    """The words of a row, and its groups as they are written, with the groups in them."""
    depth, begin = 0, 0
    for at, letter in enumerate(said):
        if letter == " " and not depth:
            yield from said[begin:at].split()
            begin = at
        depth += (letter == "(") - (letter == ")")
        if letter == ")" and not depth:
            yield said[begin : at + 1].strip()
            begin = at + 1
    yield from said[begin:].split()


def fit(row: Row, words: Sequence[str], at: int) -> tuple[Words, Slots] | None:
    """The words of a row that fit from `at`, with its slots among them, and where these lie.

    A slot takes as little as it can. Where the company begins a row, it is not looked
    for, and the row begins behind it.
    """
    leading = not row.runs[0]
    return _fit(row, 1 if leading else 0, words, at, row.slots[:1] if leading else (), {})


def _fit(
    row: Row, number: int, words: Sequence[str], at: int, said: Words, slots: Slots
) -> tuple[Words, Slots] | None:
    """The rest of a row, from the run of that number, which begins at `at`."""
    for end, phrase in _ends(row.runs[number], words, at):
        fitted = (*said, *phrase)
        if number == len(row.slots):
            return fitted, {**slots, "end": (end, end)}
        slot, following = row.slots[number], row.runs[number + 1]
        starts = (
            begin
            for begin in range(end + 1, len(words))
            if next((one for one, _ in _ends(following, words, begin) if one > begin), None)
        )
        begin = next(starts, None)
        if begin is not None:
            held = {**slots, slot: (end, begin)}
            found = _fit(row, number + 1, words, begin, (*fitted, slot), held)
            if found:
                return found
        last = number + 1 == len(row.slots)
        if last and end < len(words) and all(() in group for group in following):
            rest = {slot: (end, len(words)), "end": (len(words), len(words))}
            return (*fitted, slot), {**slots, **rest}
    return None


def _ends(
    run: Sequence[tuple[Words, ...]], words: Sequence[str], at: int
) -> Iterator[tuple[int, Words]]:
    """Yields each end of a run that begins at `at`, with its words; the longest comes first."""
    if not run:
        yield at, ()
        return
    for phrase in run[0]:
        if all(
            at + place < len(words) and words[at + place] == word
            for place, word in enumerate(phrase)
        ):
            for end, rest in _ends(run[1:], words, at + len(phrase)):
                yield end, (*phrase, *rest)
