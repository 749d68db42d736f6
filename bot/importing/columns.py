"""Finds the meaning of a table's columns by their headers, and by what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bot.domain.applications.application import Stage
from bot.domain.imports.reading import Column, ColumnMeaning, Table
from bot.frozen import frozen
from bot.importing.cells import fold_cell, is_blank, is_title, words_of
from bot.importing.column_content import SAMPLE, ColumnContent, read_content

_EXPLAINED = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_NAMES = (ColumnMeaning.COMPANY, ColumnMeaning.ROLE, ColumnMeaning.BOTH)
_DAYS = (
    ColumnMeaning.APPLIED,
    ColumnMeaning.SAVED,
    ColumnMeaning.STATUS_DAY,
    ColumnMeaning.DEADLINE,
)
# Of these a table has one column; of a second one the content is kept as a note.
_ONCE = frozenset(ColumnMeaning) - {
    ColumnMeaning.STATUS,
    ColumnMeaning.EVENT,
    ColumnMeaning.NOTE,
    ColumnMeaning.LEFT_OUT,
}
_SURE = 0.8
_MOST = 0.6
_HALF = 0.5
_FEW = 0.2
_EXACT, _INSIDE, _WEAK = 3, 2, 1
_LINKEDIN = ("application date", "question and answers")
_LINKEDIN_OWN = ("contact email", "contact phone number", "resume name")


@frozen
class _Guess:
    """A meaning that a header may have; the higher the score, the surer."""

    meaning: ColumnMeaning
    score: int
    event: Stage | None = None


def read_columns(
    table: Table, zone: str, meanings: Mapping[int, ColumnMeaning]
) -> tuple[Column, ...]:
    """Returns the meaning of each column; `meanings` are those that the person chose."""
    contents = [read_content(table, at, zone) for at in range(len(table.header))]
    guesses = [
        _guess(header, content) for header, content in zip(table.header, contents, strict=True)
    ]
    chosen: dict[int, _Guess] = {
        at: _Guess(meaning, _EXACT) for at, meaning in meanings.items() if at < len(table.header)
    }
    taken = {one.meaning for one in chosen.values()}
    if is_linkedin(table):
        for at, header in enumerate(table.header):
            if fold_cell(header) in _LINKEDIN_OWN:
                chosen.setdefault(at, _Guess(ColumnMeaning.LEFT_OUT, _EXACT))
    best_first = sorted(
        ((guess, at) for at, found in enumerate(guesses) for guess in found),
        key=lambda one: (-one[0].score, one[1]),
    )
    for guess, at in best_first:
        if at in chosen or (guess.meaning in _ONCE and guess.meaning in taken):
            continue
        if guess.meaning is ColumnMeaning.BOTH and ColumnMeaning.COMPANY in taken:
            continue
        chosen[at] = guess
        taken.add(guess.meaning)
    _by_content(chosen, contents, meanings)
    if ColumnMeaning.ROLE not in {one.meaning for one in chosen.values()}:
        _company_may_name_both(chosen, table, meanings)
    return tuple(
        Column(
            header,
            chosen[at].meaning if at in chosen else ColumnMeaning.NOTE,
            chosen[at].event if at in chosen else None,
            contents[at].example,
        )
        for at, header in enumerate(table.header)
    )


def is_linkedin(table: Table) -> bool:
    """True for LinkedIn's list of applications, whose dates have the month first."""
    headers = {fold_cell(header) for header in table.header}
    return all(name in headers for name in _LINKEDIN) or "saved date" in headers


def count_known(header: Sequence[str]) -> int:
    """Returns how many cells of a row are headers that are known."""
    found = 0
    for cell in header:
        plain = _plain_header(cell)
        found += plain in _exact() or plain in _events() or plain in _weak()
    return found


def _guess(header: str, content: ColumnContent) -> list[_Guess]:
    found = list(_by_header(_plain_header(header)))
    return [one for one in found if _agrees(one, content)]


@lru_cache(maxsize=2_000)
def _plain_header(header: str) -> str:
    """Returns a header as it is compared, without what is explained in brackets."""
    plain = fold_cell(header)
    if plain in _exact() or plain in _events() or plain in _weak():
        return plain
    return fold_cell(_EXPLAINED.sub(" ", header)) or plain


def _by_header(plain: str) -> Iterator[_Guess]:
    if not plain:
        return
    if plain in _exact():
        yield _Guess(_exact()[plain], _EXACT)
    if plain in _events():
        yield _Guess(ColumnMeaning.EVENT, _INSIDE, _events()[plain])
    if plain in _weak():
        yield _Guess(_weak()[plain], _WEAK)
    if (
        plain in _exact()
        or plain in _events()
        or any(one in plain for one in words_of("headers")["titles"]["to_come"])
    ):
        return
    words = f" {plain} "
    named = not set(plain.split()) & frozenset(words_of("headers")["titles"]["other_than_names"])
    inside = [name for name in _exact() if len(name) > 3 and f" {name} " in words]
    inside += [name for name in _exact() if not name.isascii() and name in plain]
    events = [name for name in _events() if len(name) > 4 and f" {name} " in words]
    longest = max((*inside, *events), key=len, default=None)
    if longest in inside:
        if named or _exact()[longest] not in _NAMES:
            yield _Guess(_exact()[longest], _WEAK)
    elif longest is not None:
        yield _Guess(ColumnMeaning.EVENT, _WEAK, _events()[longest])


def _agrees(guess: _Guess, content: ColumnContent) -> bool:
    """True if a column's content may be what its header says."""
    if not content.filled:
        return True
    if guess.meaning in _DAYS:
        fits = content.days >= _HALF or (guess.score == _EXACT and content.yes_no < _HALF)
        return fits and content.statuses < _MOST
    if guess.meaning is ColumnMeaning.STATUS:
        return content.statuses >= _HALF or (guess.score == _EXACT and content.days < _HALF)
    if guess.meaning is ColumnMeaning.EVENT:
        rounds = guess.event is Stage.INTERVIEWING and content.counts >= _MOST
        return rounds or content.yes_no + content.days + content.statuses >= _HALF
    if guess.meaning in _NAMES:
        return content.days < _HALF and content.links < _HALF
    if guess.meaning in (ColumnMeaning.CONTACT, ColumnMeaning.SOURCE, ColumnMeaning.PHONE):
        return content.days < _HALF and content.links < _HALF and content.yes_no < _HALF
    if guess.meaning is ColumnMeaning.EMAIL:
        return content.mails >= _HALF
    if guess.meaning is ColumnMeaning.LINK:
        return content.links >= _FEW or guess.score == _EXACT
    return True


def _by_content(
    chosen: dict[int, _Guess],
    contents: Sequence[ColumnContent],
    meanings: Mapping[int, ColumnMeaning],
) -> None:
    """Finds by their content the columns that no header names."""
    taken = {one.meaning for one in chosen.values()}
    for at, content in enumerate(contents):
        if at in chosen or not content.filled:
            continue
        if content.links >= _MOST and ColumnMeaning.LINK not in taken:
            chosen[at] = _Guess(ColumnMeaning.LINK, _WEAK)
        elif (
            content.statuses >= _SURE and content.days < _FEW and ColumnMeaning.STATUS not in taken
        ):
            chosen[at] = _Guess(ColumnMeaning.STATUS, _WEAK)
        else:
            continue
        taken.add(chosen[at].meaning)
    company = next((at for at, one in chosen.items() if one.meaning is ColumnMeaning.COMPANY), None)
    role = next((at for at, one in chosen.items() if one.meaning is ColumnMeaning.ROLE), None)
    if company is None or role is None or company in meanings or role in meanings:
        return
    if contents[company].titles >= _MOST and contents[role].titles <= _FEW:
        chosen[company], chosen[role] = chosen[role], chosen[company]


def _company_may_name_both(
    chosen: dict[int, _Guess], table: Table, meanings: Mapping[int, ColumnMeaning]
) -> None:
    """Takes a column of names for company and title in one, if most of them divide."""
    at = next((at for at, one in chosen.items() if one.meaning is ColumnMeaning.COMPANY), None)
    if at is None or at in meanings:
        return
    cells = [row[at] for _, row in table.rows[:SAMPLE] if at < len(row) and not is_blank(row[at])]
    divided = sum(1 for cell in cells if divide(cell) is not None)
    if cells and divided / len(cells) >= _HALF:
        chosen[at] = _Guess(ColumnMeaning.BOTH, _WEAK)


_DIVIDERS = (" - ", " – ", " — ", " | ", " @ ", " at ", ": ", " / ", ", ", " bei ", " chez ")
_AT = (" at ", " @ ", " bei ", " chez ")


def divide(cell: str) -> tuple[str, str] | None:
    """Returns company and title of a cell that holds both; None if it is not clear which is."""
    for mark in _DIVIDERS:
        left, found, right = cell.partition(mark)
        if not found or not left.strip() or not right.strip():
            continue
        left, right = left.strip(), right.strip()
        if mark in _AT:
            return right, left
        if is_title(left) is not is_title(right):
            return (right, left) if is_title(left) else (left, right)
    return None


@lru_cache(maxsize=1)
def _exact() -> Mapping[str, ColumnMeaning]:
    return _by_name("exact")


@lru_cache(maxsize=1)
def _weak() -> Mapping[str, ColumnMeaning]:
    return _by_name("weak")


def _by_name(section: str) -> Mapping[str, ColumnMeaning]:
    found: dict[str, ColumnMeaning] = {}
    for meaning, names in words_of("headers")[section].items():
        for name in names:
            found.setdefault(fold_cell(name), ColumnMeaning(meaning))
    return found


@lru_cache(maxsize=1)
def _events() -> Mapping[str, Stage]:
    events = words_of("headers")["events"]
    return {fold_cell(name): Stage(stage) for stage, names in events.items() for name in names}
