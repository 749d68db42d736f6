"""What a sentence says: its event, whose company it names, and what it says besides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.frozen import frozen
from bot.parsing.dates.days import read_day
from bot.parsing.dates.moments import read_moment
from bot.parsing.dates.time_zones import read_zone
from bot.parsing.doubts import is_role
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.rewording import respelled, reworded, with_time_last
from bot.parsing.sentence_data import COMPANY, ROLE, SLOTS, TIME, Pattern, sentences
from bot.parsing.words import Token, fold, join, word_set

_MARKS = " ,.!?;:…()"
_TIME_WORDS = word_set("on at this next in the half noon")
_CLAUSE_WORDS = word_set("via through on contact by last this")
LONGEST = 60  # words; what is longer is no such sentence
# Contractions as people type them on a phone.
_CONTRACTIONS = {
    "havent": "haven't",
    "hasnt": "hasn't",
    "hadnt": "hadn't",
    "didnt": "didn't",
    "doesnt": "doesn't",
    "dont": "don't",
    "wasnt": "wasn't",
    "isnt": "isn't",
    "arent": "aren't",
    "wont": "won't",
    "cant": "can't",
    "couldnt": "couldn't",
}
_NEGATIONS = frozenset(_CONTRACTIONS.values()) | {"not", "never", "cannot", "nothing"}


@frozen
class Said:
    """A sentence taken apart. `before` and `after` hold what no slot took."""

    pattern: Pattern
    before: tuple[Token, ...]
    company: tuple[Token, ...] = ()
    role: tuple[Token, ...] = ()
    after: tuple[Token, ...] = ()
    time: tuple[Token, ...] = ()

    def rank(self, names: Sequence[str]) -> tuple[bool, int, int, int]:
        """How well the pattern explains it: no words before a known company, then fixed words."""
        company = _plain_words(self.company)
        known = [
            (at, len(company) - at - len(words))
            for words in (fold(name).split() for name in names)
            if (at := _at(words, company)) is not None
        ]
        ends = self.pattern.words[0] == COMPANY
        begins = not known or any(not at and not (ends and after) for at, after in known)
        return begins, self.pattern.weight, bool(self.company), -len(self.before)


def hear_whole(text: str) -> str | None:
    """The command that a whole message means, such as *what's due?*."""
    return sentences().whole.get(plain(text))


def is_nothing(text: str) -> bool:
    """True if a sentence says nothing to log, such as *wish me luck!*."""
    return plain(text) in sentences().nothing


def plain(text: str) -> str:
    """A message as it is looked up: folded, without marks and smileys around it."""
    said = fold(text).strip(_MARKS + ")(:-'\"/")
    return " ".join(said.split())


def hear(tokens: Sequence[Token], context: ParseContext) -> Said | None:
    """The best way to take a sentence apart; None if nothing known is said in it."""
    if len(tokens) > LONGEST:
        return None
    tokens = reworded(tokens)
    found = _hear(tokens, context)
    if found is None and context.tongue == "en" and (respelt := respelled(tokens)):
        tokens = respelt
        found = _hear(tokens, context)
    moved = (_hear(one, context) for one in with_time_last(tokens, context))
    best = _best([one for one in (found, *moved) if one], context)
    if best and best.company and _says_time(best.company, context):
        return replace(best, company=(), after=(*best.company, *best.after))
    return best


def _best(found: Sequence[Said], context: ParseContext) -> Said | None:
    names = [name for name in context.names if name]
    return max(found, key=lambda one: one.rank(names), default=None)


def _plain_words(tokens: Sequence[Token]) -> list[str]:
    return [fold(token.text).strip(_MARKS).removesuffix("'s") for token in tokens]


def _at(wanted: list[str], words: list[str]) -> int | None:
    size = len(wanted)
    return next((at for at in range(len(words)) if words[at : at + size] == wanted), None)


def _says_time(tokens: Sequence[Token], context: ParseContext) -> bool:
    """True for *tmrw 10am*, which is no company; a capital makes a name of it."""
    small = all(token.text[:1].islower() or token.text[:1].isdecimal() for token in tokens)
    return small and not any(one.quoted for one in tokens) and _is_time(tokens, context)


def _hear(tokens: Sequence[Token], context: ParseContext) -> Said | None:
    words = [_word(token) for token in tokens]
    found = [
        one
        for one in _readings(tokens, words)
        if _is_time(one.time, context)
        and _is_its_role(one, context)
        and _affirms(one, words)
        and _is_its_zone(one)
    ]
    return _best(found, context)


def _readings(tokens: Sequence[Token], words: list[str]) -> Iterator[Said]:
    known = sentences()
    begin = _after_fillers(words)
    for at in range(len(words)):
        for pattern in _beginning(known.starting, words, at):
            if slots := _match(pattern.words, words, at):
                yield _said(pattern, tokens, words, slots, begin, at)
                break
        for pattern in _beginning(known.following, words, at) if at > begin else ():
            if slots := _match(pattern.words[1:], words, at):
                slots[COMPANY] = (begin, at)
                yield _said(pattern, tokens, words, slots, begin, begin)
                break


def _beginning(
    patterns: Mapping[tuple[str, str], tuple[Pattern, ...]], words: list[str], at: int
) -> Iterator[Pattern]:
    """The patterns whose first fixed words stand there."""
    if words[at]:
        if at + 1 < len(words):
            yield from patterns.get((words[at], words[at + 1]), ())
        yield from patterns.get((words[at], ""), ())


def _said(
    pattern: Pattern,
    tokens: Sequence[Token],
    words: list[str],
    slots: dict[str, tuple[int, int]],
    begin: int,
    at: int,
) -> Said:
    company, role = slots.get(COMPANY, (0, 0)), slots.get(ROLE, (0, 0))
    end = slots["end"][0]
    time = tuple(tokens[slice(*slots.get(TIME, (0, 0)))])
    before = tuple(
        token
        for token, word in zip(tokens[begin:at], words[begin:at], strict=True)
        if word not in sentences().fillers
    )
    return Said(
        pattern,
        before,
        tuple(tokens[slice(*company)]),
        tuple(tokens[slice(*role)]),
        (*tokens[end:], *time),
        time,
    )


def _match(pattern: Sequence[str], words: list[str], at: int) -> dict[str, tuple[int, int]] | None:
    """Where each slot lies, if the pattern fits from `at`; a slot takes as little as it can."""
    slots: dict[str, tuple[int, int]] = {}
    place = 0
    while place < len(pattern):
        if pattern[place] not in SLOTS:
            if at >= len(words) or words[at] != pattern[place]:
                return None
            at, place = at + 1, place + 1
            continue
        slot, place = pattern[place], place + 1
        fixed: list[str] = []
        while place < len(pattern) and pattern[place] not in SLOTS:
            fixed.append(pattern[place])
            place += 1
        until = _find(fixed, words, at + 1) if fixed else len(words)
        if until is None or until <= at:
            return None
        slots[slot] = (at, until)
        at = until + len(fixed)
    slots["end"] = (at, at)
    return slots


def _find(fixed: list[str], words: list[str], start: int) -> int | None:
    size = len(fixed)
    places = range(start, len(words) - size + 1)
    fitting = (at for at in places if words[at] == fixed[0] and words[at : at + size] == fixed)
    return next(fitting, None)


def _is_time(tokens: Sequence[Token], context: ParseContext) -> bool:
    """True if the words of a time's slot, if there is one, name a day or a moment."""
    if not tokens:
        return True
    said = join(tokens)
    if not _begins_time(tokens[0], context):
        return False
    try:
        return bool(read_day(said, context, past=False) or read_moment(said, context))
    except ParseError:
        return True


def _affirms(said: Said, words: Sequence[str]) -> bool:
    """False if the sentence denies what the pattern says: *never heard back from Acme*."""
    unreal = sentences().unreal
    if any(fold(token.text).strip(_MARKS) in unreal for token in said.before):
        return False
    if said.pattern.words[0] == COMPANY and any(one.text in unreal for one in said.company):
        return False
    denied = sum(word in _NEGATIONS for word in words)
    return denied <= sum(word in _NEGATIONS for word in said.pattern.words)


def _is_its_role(said: Said, context: ParseContext) -> bool:
    """False for *Teach for America*: behind *for*, only what ends as a job's title is a role."""
    loose = said.pattern.words[-1] == ROLE and "for" in said.pattern.words[:-1]
    if not loose or "as" in said.pattern.words:
        return True
    ends = range(len(said.role), 0, -1)
    return any(
        is_role(join(said.role[:end]))
        and (end == len(said.role) or _begins_clause(said.role[end], context))
        for end in ends
    )


def _is_its_zone(said: Said) -> bool:
    """False for *I'm in the running at Acme*, which names no time zone."""
    if said.pattern.command != "zone" or COMPANY not in said.pattern.words:
        return True
    return read_zone(join((*said.company, *said.after)).strip(_MARKS)) is not None


def _begins_clause(token: Token, context: ParseContext) -> bool:
    return fold(token.text) in _CLAUSE_WORDS or _begins_time(token, context)


def _begins_time(token: Token, context: ParseContext) -> bool:
    first = fold(token.text).strip(_MARKS)
    if first[:1].isdecimal() or first in _TIME_WORDS:
        return True
    try:
        return read_day(first, context, past=False) is not None
    except ParseError:
        return True


def _after_fillers(words: list[str]) -> int:
    fillers = sentences().fillers
    return next((at for at, word in enumerate(words) if word not in fillers and word), len(words))


def _word(token: Token) -> str:
    if token.quoted:
        return ""
    if token.text == "@":
        return "at"
    word = fold(token.text).strip(_MARKS)
    return _CONTRACTIONS.get(word, word)
