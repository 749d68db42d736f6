"""Checks of what a pattern found: the sentence affirms it, and its slots hold what they name."""

from __future__ import annotations

from collections.abc import Sequence

from bot.parsing.company_match import known_among
from bot.parsing.dates.days import read_day
from bot.parsing.dates.moments import read_moment
from bot.parsing.dates.time_zones import read_zone
from bot.parsing.job_titles import is_work
from bot.parsing.languages.day_words import begins_time
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.said import BEHIND, Said
from bot.parsing.sentence_data import Sentences, sentences
from bot.parsing.sentence_rows import COMPANY, ROLE, bare
from bot.parsing.words import Token, fold, join, word_set

_MARKS = " ,.!?;:…()"

_TIME_WORDS = word_set("on at this next in the half noon")


_CLAUSE_WORDS = word_set("via through on contact by last this")


# Commands that a question asks for.
_ASKED = frozenset({"job", "draft", "move-reminder", "delete", "reschedule"})


_LONGEST_TIME = 3  # words
_BEFORE = word_set("on in at to for via by with from")
_SPANS = word_set("day days week weeks hour hours month months minutes mins d w h")
_ARTICLES = word_set("a an the some more new another")
_LONGEST_OTHER = 3  # words: *my old roommate*


def is_time(tokens: Sequence[Token], context: ParseContext) -> bool:
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


def affirms(said: Said, words: Sequence[str], last: Token, context: ParseContext) -> bool:
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


def names_the_speaker(said: Said) -> bool:
    """True for *rang me*, in which *me* is no company."""
    first = said.company[0] if said.company else None
    return first is not None and not first.quoted and first.text.strip(_MARKS) in ("me", "us")


def counts_days(said: Said) -> bool:
    """True for *applied 2 days ago*, in which *2* is no *to*."""
    return "2" in said.pattern.words and bool(said.company) and fold(said.company[0].text) in _SPANS


def names_no_company(said: Said, context: ParseContext) -> bool:
    """True for *applied on Tuesday*, whose *on* stands before a day, and names nobody."""
    if not said.company or said.company[0].quoted or said.company[0].text not in _BEFORE:
        return False
    behind = said.company[1:]
    if not behind:
        return bool(said.before or said.after)
    return any(is_time(behind[:size], context) for size in range(1, _LONGEST_TIME + 1))


def is_others_news(said: Said, context: ParseContext) -> bool:
    """True for *my sister applied to IKEA*, not for *my friend referred me, applied to IKEA*."""
    who = said.before or said.company[:1]  # *my cousin applied to Amazon and they said no*
    if not said.before and who and not who[0].text[:1].islower():
        return False  # a company that is called so
    size = 1 if context.spoken == ENGLISH else 2  # *mein Bruder*
    first = {bare(one.text).strip(_MARKS) for one in who[:size]}
    others = sentences(context.spoken).others
    advised = said.pattern.command == "plan"  # *my mom said I should apply to IKEA*
    return bool(first & others) and len(said.before) <= _LONGEST_OTHER and not advised


def counts_jobs(tokens: Sequence[Token], known: Sentences) -> bool:
    """True for *12 places*, *a few more jobs*, which name no company."""
    words = [bare(one.text).strip(".,") for one in tokens[:4]]
    counts = bool(words) and (words[0].isdecimal() or words[0] in known.amounts)
    return counts and bool(known.counted & {*words[1:]})


def is_private(tokens: Sequence[Token], known: Sentences) -> bool:
    """True for *le dentiste*, *my landlord about the lease*, whom people see for themselves."""
    words = [bare(one.text).strip(".,!") if one.text[:1].islower() else "" for one in tokens]
    return next((word for word in words if word not in known.own), "") in known.private


def is_a_thing(tokens: Sequence[Token], known: Sentences) -> bool:
    """True for *a note*, *details*, *contact Dana*: what is kept of a job, and no company."""
    words = [bare(one.text).strip(".,") for one in tokens]
    first = next((word for word in words if word not in known.fillers | _ARTICLES), "")
    return first in known.things


def is_its_role(said: Said, context: ParseContext) -> bool:
    """False for *Teach for America*: behind *for*, only what ends as a job's title is a role."""
    loose = said.pattern.words[-1] == ROLE and "for" in said.pattern.words[:-1]
    if not loose or "as" in said.pattern.words:
        return True
    ends = range(len(said.role), 0, -1)
    return any(
        is_work(said.role[:end], said.company)
        and (end == len(said.role) or _begins_clause(said.role[end], context))
        for end in ends
    )


def went_there(said: Said, context: ParseContext) -> bool:
    """False for *my day went well*: only one of the person's companies went so by itself."""
    first = said.pattern.words[:2]
    if said.pattern.command != "debrief" or "went" not in first:
        return True
    if COMPANY not in first:
        return not said.before
    found = known_among(said.company, context.names, sentences(context.spoken).endings)
    return found is not None and (found[0], found[1]) == (0, len(said.company))


def names_a_contact(said: Said) -> bool:
    """False for *the recruiter is sick*: who is named has a capital, an address or a number."""
    if said.pattern.implies != ("contact", BEHIND):
        return True
    first = said.after[0].text[:1] if said.after else ""
    return first.isupper() or any("@" in one.text for one in said.after)


def is_its_zone(said: Said) -> bool:
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
