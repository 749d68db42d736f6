"""What a sentence says: its event, whose company it names, and what it says besides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.frozen import frozen
from bot.parsing.dates.days import read_day
from bot.parsing.dates.moments import read_moment
from bot.parsing.dates.time_zones import read_zone
from bot.parsing.doubts import is_role
from bot.parsing.languages.day_words import begins_time
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.rewording import in_english, respelled, reworded, with_time_last
from bot.parsing.sentence_data import (
    Pattern,
    Sentences,
    languages_marked_by,
    sentences,
    whole_messages,
)
from bot.parsing.sentence_rows import COMPANY, ROLE, SLOTS, TIME, Row, Slots, bare, fit
from bot.parsing.words import Token, fold, join, split, word_set

_MARKS = " ,.!?;:…()"
_TIME_WORDS = word_set("on at this next in the half noon")
_CLAUSE_WORDS = word_set("via through on contact by last this")
_LONGEST_TEXT = 1_000
_LETTERS = re.compile(r"[^\W\d_]+")
# Commands that a question asks for.
_ASKED = frozenset({"job", "draft", "move-reminder", "delete", "reschedule"})
_OF_NO_NAME = word_set("they they'll they'd they've")
_LONGEST_OTHER = 3  # words: *my old roommate*
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


@frozen
class Said:
    """A sentence taken apart. `before` and `after` hold what no slot took.

    `decision` is the day of a clause such as *they'll decide by Friday*. `moved` is how many
    of the last words of `after` stood elsewhere in the sentence: its day.
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
        """How well the pattern explains it: no words before a known company, then fixed words.

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


def hear_whole(text: str, context: ParseContext) -> str | None:
    """The line of a command that a whole message means, such as *what's due?*.

    It may be in any language: in the person's own if they differ, then in English.
    """
    said = bare(plain(text))
    known = whole_messages()
    words = said.split()
    for language in (context.own_tongue, ENGLISH):
        if said in known.get(language, {}):
            return known[language][said]
        short = " ".join(words[:-1])  # *rejected again lol*
        if _adds_nothing(words[-1:]) and short in known.get(language, {}):
            return known[language][short]
    found = {whole[said] for whole in known.values() if said in whole}
    return found.pop() if len(found) == 1 else None


def _adds_nothing(words: list[str]) -> bool:
    """True for *lol* and the like, not for what changes a command: *undo interview*."""
    known = sentences(ENGLISH)
    return tuple(words) in known.asides and known.fillers.issuperset(words)


def says_something(text: str, context: ParseContext) -> bool:
    """True if a message says something known, in any of the languages that it may be in."""
    tokens = split(text)
    likely = dict.fromkeys((context.own_tongue, ENGLISH, *languages_in(text, context)))
    spoken = (context.speaking(one) for one in likely)
    return any(hear(tokens, one) is not None for one in spoken)


def is_nothing(text: str, context: ParseContext) -> bool:
    """True if a sentence says nothing to log, such as *wish me luck!*."""
    return bare(plain(text)) in sentences(context.spoken).nothing


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


def plain(text: str) -> str:
    """A message as it is looked up: folded, without marks and smileys around it."""
    said = fold(text).strip(_MARKS + ")(:-'\"/")
    return " ".join(said.split())


def hear(tokens: Sequence[Token], context: ParseContext) -> Said | None:
    """The best way to take a sentence apart; None if nothing known is said in it."""
    if len(tokens) > LONGEST:
        return None
    tokens = _without_dropped(_apart(reworded(tokens, context), context), context)
    found = _hear(tokens, context)
    if found is None and context.tongue == ENGLISH and (respelt := respelled(tokens)):
        tokens = respelt
        found = _hear(tokens, context)
    moved = (
        replace(said, moved=size)
        for words, size in with_time_last(tokens, context)
        if (said := _hear(words, context))
    )
    best = _best([one for one in (found, *moved) if one], context)
    if best and context.spoken != ENGLISH:
        best = _with_clauses_in_english(best, context)
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
    words = [_word(token, context) for token in tokens]
    found = [
        one
        for one in _readings(tokens, words, context)
        if not _names_the_speaker(one)
        and _is_time(one.time, context)
        and _is_its_role(one, context)
        and _affirms(one, words, tokens[-1], context)
        and _is_its_zone(one)
    ]
    return _best(found, context)


def _readings(tokens: Sequence[Token], words: list[str], context: ParseContext) -> Iterator[Said]:
    known = sentences(context.spoken)
    begin = _after_fillers(words, known)
    for at, word in enumerate(words):
        if found := _fitting(known.starting.get(word, ()), tokens, words, at, known):
            pattern, slots = found
            yield _said(pattern, tokens, words, slots, begin, at, known)
        rows = known.following.get(word, ()) if at > begin else ()
        if found := _fitting(rows, tokens, words, at, known):
            pattern, slots = found
            slots[COMPANY] = (begin, at)
            yield _said(pattern, tokens, words, slots, begin, begin, known)


def _fitting(
    rows: Sequence[Row], tokens: Sequence[Token], words: list[str], at: int, known: Sentences
) -> tuple[Pattern, Slots] | None:
    """The row that fits there and has most fixed words, two of them before any slot if it can."""
    best: tuple[tuple[bool, int], Pattern, Slots] | None = None
    for row in rows:
        if (found := fit(row, words, at)) is None:
            continue
        if found[0][-1] == ROLE and found[0][-2] in known.loose:
            role = tokens[slice(*found[1][ROLE])]
            if not any(is_role(join(role[:end])) for end in range(1, len(role) + 1)):
                continue
        pattern = Pattern(found[0], row.command, row.implies, row.asks)
        fixed = [word for word in pattern.words[:3] if word not in SLOTS]
        opened = pattern.words[1 + (pattern.words[0] == COMPANY) :][:1]
        weight = (bool(opened) and opened[0] in fixed, pattern.weight)
        if best is None or weight > best[0]:
            best = weight, pattern, found[1]
    return best and (best[1], best[2])


def _said(
    pattern: Pattern,
    tokens: Sequence[Token],
    words: list[str],
    slots: dict[str, tuple[int, int]],
    begin: int,
    at: int,
    known: Sentences,
) -> Said:
    company, role = slots.get(COMPANY, (0, 0)), slots.get(ROLE, (0, 0))
    end = slots["end"][0]
    time = tuple(tokens[slice(*slots.get(TIME, (0, 0)))])
    before = tuple(
        token
        for token, word in zip(tokens[begin:at], words[begin:at], strict=True)
        if word not in known.fillers
    )
    return Said(
        pattern,
        before,
        tuple(tokens[slice(*company)]),
        tuple(tokens[slice(*role)]),
        (*tokens[end:], *time),
        time,
    )


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


def _affirms(said: Said, words: Sequence[str], last: Token, context: ParseContext) -> bool:
    """False if the sentence denies what the pattern says: *never heard back from Acme*.

    A question about what happened says that nothing did.
    """
    known = sentences(context.spoken)
    unreal = known.unreal
    if context.spoken != ENGLISH and last.raw.endswith("?") and said.pattern.command not in _ASKED:
        return False
    if any(bare(token.text).strip(_MARKS) in unreal for token in said.before):
        return False
    if said.pattern.words[0] == COMPANY and any(bare(one.text) in unreal for one in said.company):
        return False
    denied = sum(word in known.negations for word in words)
    return denied <= sum(word in known.negations for word in said.pattern.words)


def _names_the_speaker(said: Said) -> bool:
    """True for *rang me*, in which *me* is no company."""
    first = said.company[0] if said.company else None
    return first is not None and not first.quoted and first.text.strip(_MARKS) in ("me", "us")


def is_others_news(said: Said, context: ParseContext) -> bool:
    """True for *my sister applied to IKEA*, not for *my friend referred me, applied to IKEA*."""
    first = bare(said.before[0].text).strip(_MARKS) if said.before else ""
    others = sentences(context.spoken).others
    advised = said.pattern.command == "plan"  # *my mom said I should apply to IKEA*
    return first in others and len(said.before) <= _LONGEST_OTHER and not advised


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
    if first[:1].isdecimal() or first in _TIME_WORDS or begins_time(first, context.tongue):
        return True
    try:
        return read_day(first, context, past=False) is not None
    except ParseError:
        return True


def _after_fillers(words: list[str], known: Sentences) -> int:
    fillers = known.fillers
    return next((at for at, word in enumerate(words) if word not in fillers and word), len(words))


def _word(token: Token, context: ParseContext) -> str:
    if token.quoted:
        return ""
    if token.text == "@":
        return "at"
    word = bare(token.text).strip(_MARKS)
    return _CONTRACTIONS.get(word, word) if context.spoken == ENGLISH else word


def _apart(tokens: Sequence[Token], context: ParseContext) -> Sequence[Token]:
    """The words with what an apostrophe has joined taken apart: *d'Acme*, *m'a*."""
    elided = sentences(context.spoken).elided
    if not elided:
        return tokens
    said: list[Token] = []
    for token in tokens:
        first, mark, rest = token.text.replace("’", "'").partition("'")
        if (
            mark
            and rest
            and not token.quoted
            and bare(first) in elided
            and (first[:1].islower() or (not said and first != "D"))
        ):
            said += [Token(f"{first}'", raw=f"{first}'", gap=token.gap), Token(rest, raw=rest)]
        else:
            said.append(token)
    return said


def _without_dropped(tokens: Sequence[Token], context: ParseContext) -> Sequence[Token]:
    """The words without those that weigh nothing wherever they stand: *leider*, *endlich*."""
    dropped = sentences(context.spoken).dropped
    if not dropped:
        return tokens
    names = {word for name in context.names for word in bare(name).split()}
    return [
        token
        for token in tokens
        if token.quoted
        or (word := bare(token.text).strip(_MARKS)) not in dropped
        or word in names
        or (token.text[:1].isupper() and token is not tokens[0])
    ]


def _with_clauses_in_english(said: Said, context: ParseContext) -> Said:
    return replace(
        said,
        before=in_english(said.before, context),
        company=in_english(said.company, context),
        role=in_english(said.role, context),
        after=in_english(said.after, context),
    )
