"""Takes a sentence apart: its event, the company that it names, and what it says besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.parsing.job_titles import is_work
from bot.parsing.language_marks import languages_in
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.languages.sentence_file import listed_in_all
from bot.parsing.parse_context import ParseContext
from bot.parsing.places import with_place_last
from bot.parsing.rewording import in_english, respelled, with_small_time, with_time_last
from bot.parsing.said import Pattern, Said
from bot.parsing.sentence_checks import (
    affirms,
    counts_days,
    is_its_role,
    is_its_zone,
    is_time,
    names_a_contact,
    names_no_company,
    names_the_speaker,
    went_there,
)
from bot.parsing.sentence_data import Sentences, sentences
from bot.parsing.sentence_rows import COMPANY, ROLE, SLOTS, TIME, Row, Slots, fit
from bot.parsing.sentence_words import compared, prepared
from bot.parsing.words import Token, split

LONGEST = 60  # words; what is longer is no such sentence


def says_something(text: str, context: ParseContext) -> bool:
    """True if a message says something known, in any of the languages that it may be in."""
    tokens = split(text)
    likely = dict.fromkeys((context.own_tongue, ENGLISH, *languages_in(text, context)))
    spoken = (context.speaking(one) for one in likely)
    return any(hear(tokens, one) is not None for one in spoken)


def hear(tokens: Sequence[Token], context: ParseContext) -> Said | None:
    """The best way to take a sentence apart; None if nothing known is said in it."""
    return _hear_once(tuple(tokens), context)


@lru_cache(maxsize=64)  # the parts of one message are heard many times, beside one another
def _hear_once(words: tuple[Token, ...], context: ParseContext) -> Said | None:
    tokens: Sequence[Token] = words
    if len(tokens) > LONGEST:
        return None
    tokens = prepared(tokens, context)
    found = _hear(tokens, context)
    if found is None and context.tongue == ENGLISH and (respelled_words := respelled(tokens)):
        tokens = respelled_words
        found = _hear(tokens, context)
    moved = (
        replace(said, moved=size)
        for words, size in with_time_last(tokens, context)
        if (said := _hear(words, context))
    )
    placed = (_hear(words, context) for words in with_place_last(tokens, context))
    best = _best([one for one in (*placed, found, *moved) if one], context)
    if best and best.before[:1] == tuple(tokens[:1]):
        best = replace(best, before=with_small_time(best.before, context))
    if best and context.spoken != ENGLISH:
        best = _with_clauses_in_english(best, context)
    if best and best.company and _says_time(best.company, context):
        return replace(best, company=(), after=(*best.company, *best.after))
    return best


def other_ways(tokens: Sequence[Token], said: Said, context: ParseContext) -> Iterator[Said]:
    """Other ways to take a sentence apart that say the same, with its day behind all else."""
    tokens = prepared(tokens, context)
    for words, size in with_time_last(tokens, context):
        other = _hear(words, context)
        if other and other.pattern.command == said.pattern.command and other != said:
            yield replace(other, moved=size)


def _best(found: Sequence[Said], context: ParseContext) -> Said | None:
    names = [name for name in context.names if name]
    return max(found, key=lambda one: one.rank(names), default=None)


def _says_time(tokens: Sequence[Token], context: ParseContext) -> bool:
    """True for *tmrw 10am*, which is no company; a capital makes a name of it."""
    small = all(token.text[:1].islower() or token.text[:1].isdecimal() for token in tokens)
    return small and not any(one.quoted for one in tokens) and is_time(tokens, context)


def _hear(tokens: Sequence[Token], context: ParseContext) -> Said | None:
    words = [compared(token, context) for token in tokens]
    found = [
        one
        for one in _readings(tokens, words, context)
        if not names_the_speaker(one)
        and not counts_days(one)
        and not names_no_company(one, context)
        and is_time(one.time, context)
        and is_its_role(one, context)
        and affirms(one, words, tokens[-1], context)
        and is_its_zone(one)
        and names_a_contact(one)
        and went_there(one, context)
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
            company, role = (tokens[slice(*found[1].get(slot, (0, 0)))] for slot in (COMPANY, ROLE))
            if not any(is_work(role[:end], company) for end in range(1, len(role) + 1)):
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
    if company[0] > 1 and tokens[company[0] - 1].text in _articles_of_names():  # *à La Poste*
        company = company[0] - 1, company[1]
    end = slots["end"][0]
    time = tuple(tokens[slice(*slots.get(TIME, (0, 0)))])
    was = pattern.words[-3:] == ("from", TIME, "to")  # the time that it had
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
        (*tokens[end:], *(() if was else time)),
        time,
    )


@lru_cache(maxsize=1)
def _articles_of_names() -> frozenset[str]:
    """The articles that a company's name may begin with, in any language: *La* Poste."""
    return frozenset(word.capitalize() for word in listed_in_all("words", "articles"))


def _after_fillers(words: list[str], known: Sentences) -> int:
    fillers = known.fillers
    return next((at for at, word in enumerate(words) if word not in fillers and word), len(words))


def _with_clauses_in_english(said: Said, context: ParseContext) -> Said:
    return replace(
        said,
        before=in_english(said.before, context),
        company=in_english(said.company, context),
        role=in_english(said.role, context),
        after=in_english(said.after, context),
    )
