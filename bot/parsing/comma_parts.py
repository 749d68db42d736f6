"""The parts of a sentence between its commas: a role, a clause, a remark that adds nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.parsing.dates.days import read_day
from bot.parsing.job_titles import is_role, without_hours
from bot.parsing.job_words import job_nouns, role_labels
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.rewording import in_english
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.sentences import hear
from bot.parsing.urls import looks_like_link
from bot.parsing.words import fold, join, split

# A period ends a sentence behind a word of three letters or more: *M. Perrin*, *am 3.6. um*.
_MARK = re.compile(r"(?:[,;!?…]+|(?<=[^\W\d_]{3})\.+)\s+|\s+[-–—]+\s+(?=[^\W\d])")
_MARKS = " ,.!?;:…()-–—"
_CLAUSES = frozenset({"via", "by", "with"})
_CLAUSES_OF_ENGLISH = _CLAUSES | {"through", "thru", "contact", "found", "saw", "referred", "on"}
_BEFORE_A_SOURCE = frozenset({"on", "via", "through", "from", "at"})
_LOGGED = frozenset({"applied", "plan"})
_COMPOUNDING = frozenset({"de", "nl"})
_SHORTEST_ENDING = 6  # letters of a noun that ends a compound: *klantenservicemedewerker*
_MOST_PARTS = 6
_MOST_WORDS = 40
_LONGEST = 400  # characters
_LONGEST_ROLE = 6  # words


def without_commas(text: str, context: ParseContext) -> tuple[str, str]:
    """A sentence with its parts behind commas put as clauses of it, and what fits nowhere.

    In *bei Lidl beworben, Kassiererin, über Indeed, war ja klar* a role follows, a source, and
    what adds nothing. English says many of these in rows of its own: only a sentence about an
    application, of which each part is known, is put in another way.
    """
    if "\n" in text or len(text) > _LONGEST or not _MARK.search(text.strip()):
        return text, ""
    head, *rest = parts_of(text.strip())
    if context.spoken == ENGLISH:
        return _in_one_clause(head[1], rest, context) or (text, "")
    rest = [
        (mark, _without_introduction(part))
        for mark, part in rest
        if not adds_nothing(part, context)
    ]
    if not (2 <= 1 + len(rest) <= _MOST_PARTS) or text.count(" ") > _MOST_WORDS:
        return _joined(head[1], rest), ""
    roles = [one for one in rest if is_title(one[1], context)]
    clauses = [one for one in rest if one not in roles and is_clause(one[1], context)]
    introduced = introduces_role(context)
    if len(roles) != 1 or len(roles) + len(clauses) != len(rest) or not introduced:
        return _joined(head[1], rest), ""
    said = [head[1], introduced, roles[0][1], *(clause for _, clause in clauses)]
    return " ".join(one.strip(" ,") for one in said), ""


def _in_one_clause(
    head: str, rest: Sequence[tuple[str, str]], context: ParseContext
) -> tuple[str, str] | None:
    """*applied to Acme as Baker via Indeed*, of its parts, and the parts that are not known.

    None where nothing is known beside the company.
    """
    said = hear(split(head), context) if len(rest) < _MOST_PARTS else None
    if said is None or said.pattern.command not in _LOGGED or not said.company:
        return None
    apart = [one for _, part in rest for one in _without_link(part)]
    parts = [role_named_in(part) for part in apart if not adds_nothing(part, context)]
    # *Lidl as stocker* is more than a title.
    titles = [one for one in parts if " as " not in one and is_title(one, context)]
    clauses = [one for one in parts if one not in titles and is_clause(one, context)]
    left = [one for one in parts if one not in titles and one not in clauses]
    if len(titles) > (0 if said.role else 1) or (left and not (titles or clauses or said.role)):
        return None
    return " ".join([head, *(f"as {title}" for title in titles), *clauses]), ", ".join(left)


def _without_link(part: str) -> list[str]:
    """A part and the link at its end, apart: *yesterday https://acme.example/job*."""
    before, _, last = part.rpartition(" ")
    names_source = fold(before.rpartition(" ")[2]) in _BEFORE_A_SOURCE  # *found it on caterer.com*
    return [before, last] if before and looks_like_link(last) and not names_source else [part]


def parts_of(text: str) -> list[tuple[str, str]]:
    """The parts of a text, each with the mark before it."""
    parts: list[tuple[str, str]] = []
    mark, begin = "", 0
    for found in _MARK.finditer(text):
        parts.append((mark, text[begin : found.start()]))
        mark, begin = found[0], found.end()
    return [*parts, (mark, text[begin:])]


def _joined(head: str, rest: Sequence[tuple[str, str]]) -> str:
    return head + "".join(mark + part for mark, part in rest)


def adds_nothing(part: str, context: ParseContext) -> bool:
    """True for a part that says nothing to log: *fingers crossed*."""
    known = sentences(context.spoken)
    words = tuple(
        word
        for one in part.split()
        if (word := bare(one).strip(_MARKS)) and any(map(str.isalnum, word))
    )
    tails = known.asides if context.spoken == ENGLISH else known.tails
    return not words or words in tails or " ".join(words) in known.nothing


def role_named_in(part: str) -> str:
    """A part without what introduces a role: *for the*, *position:*."""
    bare_part = part.strip(_MARKS)
    if bare_part.count("(") > bare_part.count(")"):
        bare_part += ")"
    return _without_introduction(bare_part)


@lru_cache(maxsize=1)
def _introduction() -> re.Pattern[str]:
    """What introduces a job: *this time for*, *position is*, *functie:*."""
    labels = "|".join(sorted(role_labels()))
    return re.compile(
        rf"(?:this time )?(?:as|for) (?:(?:a|an|the) )?|(?:{labels})(?: is |:\s*|= ?| (?=as ))",
        re.IGNORECASE,
    )


def _without_introduction(part: str) -> str:
    found = _introduction().match(part)
    return part[found.end() :] if found else part


def is_title(part: str, context: ParseContext) -> bool:
    """True for a job's title, whose noun comes first in Romance and Slavic languages."""
    words = [fold(word).strip(_MARKS) for word in part.split()]
    if not words or len(words) > _LONGEST_ROLE or any(map(str.isdigit, part)):
        return False
    if context.spoken == ENGLISH and sentences().never_a_name & {*words}:
        return False
    if is_role(part.strip(_MARKS)):
        return True
    nouns = job_nouns()
    if context.spoken in _COMPOUNDING:
        last = words[-1].removesuffix("in")
        return any(last.endswith(one) for one in nouns if len(one) >= _SHORTEST_ENDING)
    return words[0] in nouns


def is_job(part: str, context: ParseContext) -> bool:
    """True for a job's title, or one with its field behind a comma: *analyst, oncology*."""
    title = role_named_in(part)
    ways = (title, title.partition(",")[0], without_hours(title))
    return any(is_title(one, context) for one in ways)


def is_clause(part: str, context: ParseContext) -> bool:
    """True for *über Indeed*, *gestern*: what is read by itself beside a sentence."""
    tokens = in_english(split(part), context)
    clauses = _CLAUSES_OF_ENGLISH if context.spoken == ENGLISH else _CLAUSES
    if len(tokens) > 1 and fold(tokens[0].text) in clauses:
        return True
    if len(tokens) == 1 and looks_like_link(tokens[0].text):
        return True
    try:
        return read_day(join(tokens), context, past=True) is not None
    except ParseError:
        return True


def introduces_role(context: ParseContext) -> str:
    """The word that begins a role in a language: *als*, *como*."""
    if context.spoken == ENGLISH:
        return "as"
    rows = sentences(context.spoken).clause_words.values()
    found = (" ".join(typed) for some in rows for typed, meant in some if meant == ("as",))
    return min(found, key=len, default="")
