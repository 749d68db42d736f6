"""Several things said in one message: lines, bullets, and companies in a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.frozen import frozen
from bot.parsing.dates.days import read_day
from bot.parsing.doubtful_names import doubtful_name
from bot.parsing.job_titles import is_role, role_at_end, with_its_role
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.rewording import times_in
from bot.parsing.sentence_clauses import role_clause
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import COMPANY, bare
from bot.parsing.sentences import LONGEST, hear
from bot.parsing.words import Token, fold, join, normalize_lines, split, word_set

_BULLET = re.compile(r"^\s*(?:[-–—•·*>◦▪●✓✔☑]|\[[ x]?\]|[0-9]{1,2}[.)])\s+")
_BETWEEN = re.compile(
    r"\s*(?:,\s*and|;|,|\s&|\sand|\sund|\set|\sy|\se|\sen|\si)\s+|\s*;\s*|\s+\+\s+"
)
_ITEM_COMMA = re.compile(r"\s*(?:,\s*(?:and\s+)?|;\s*(?:and\s+)?)")
_LEGAL = re.compile(r",\s+(?=(?:inc|llc|ltd|gmbh|corp|co|ag|kg|plc|s\.?a)\b\.?)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=\S)|\s*;\s+|\n+")
_CLAUSES = re.compile(r",?\s+(?:and|but|then|while)\s+(?:then\s+)?|,\s+")
_LISTED = word_set(
    "these those the following jobs job companies company places positions roles applications at"
    " to today yesterday all of them few several couple more new different with for"
)
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|\d|a few|a couple(?: of)?|several|some|these|both)\b.*"
    r"\b(?:places|jobs|companies|positions|roles|apps|applications)\b",
    re.IGNORECASE,
)
_BEFORE_A_DAY = frozenset({"on", "am", "el", "le"})
_NUMBERS = word_set("two three four five six seven eight nine ten")
_MOST_WORDS_OF_A_DAY = 4
_LONGEST_SHORT = 4  # letters, with a period: *St.*, *Bros.*
_NO_BEGINNING = word_set("no not this that then i we my found via by with for as at")


@frozen
class Listed:
    """Companies in a list, each as typed, and the words of the day that is said for all."""

    items: tuple[str, ...]
    day: str


def lines_of(text: str) -> list[str]:
    """The lines of a message that say something, without their bullets."""
    lines = (_BULLET.sub("", line).strip() for line in normalize_lines(text).splitlines())
    return [line for line in lines if line]


def has_bullets(text: str) -> bool:
    """True if most lines but the first begin as a list's do."""
    lines = [line for line in normalize_lines(text).splitlines() if line.strip()]
    return len(lines) > 1 and all(_BULLET.match(line) for line in lines[1:])


def sentences_of(text: str) -> list[str]:
    """The sentences of a message."""
    return [one.strip() for one in _SENTENCE_END.split(text) if one.strip(" .!?-–—")]


def listed_behind_colon(text: str, context: ParseContext) -> Listed | None:
    """*I applied to these today: Acme, Globex*: the companies, and the day."""
    head, colon, rest = text.partition(":")
    if not colon or rest.startswith("//") or not rest.strip():
        head, colon, rest = text.partition(", ")  # *applied to two places, Acme and Globex*
        if not colon or not _COUNTED.search(head):
            return None
    said = hear(split(head), context)
    if said is None or said.pattern.command != "applied" or not _is_intro(said.company, context):
        return None
    lines = lines_of(rest)
    items = lines if len(lines) > 1 else split_items(lines[0])
    return Listed(tuple(items), _day_in([*said.before, *said.company, *said.after], context))


def listed_with_roles(text: str, context: ParseContext) -> Listed | None:
    """*applied UPS package handler and Lowe's cashier*: companies, each with its job."""
    said = hear(split(text), context)
    if said is None or said.pattern.command != "applied" or said.before:
        return None
    company, day = [*said.company, *role_clause(said)], list(said.after)
    for begin, end in times_in(company, context):  # *Acme (Baker) and Globex (Cook) on Monday*
        if end == len(company):
            company, day = company[:begin], [*company[begin:end], *day]
            break
    if company and fold(company[-1].text) in _BEFORE_A_DAY:
        company, day = company[:-1], [company[-1], *day]
    items = split_items(join(company))
    if said.role and not all(" as " in item for item in items):
        return None  # *Acme as team lead and trainer*: the job may have two names
    parted = [_with_role(item, context) for item in items]
    if len(items) < 2 or not all(parted):
        return None
    return Listed(tuple(one for one in parted if one), join(day))


def _with_role(item: str, context: ParseContext) -> str | None:
    """A company and its job as an item of a list is read; None for what is no two of these."""
    name, _, role = item.partition(" as ")
    if is_role(role) and not is_role(name):
        return item
    if found := role_at_end(item, context):
        return f"{found[0]} as {found[1]}"
    tokens, role = with_its_role(split(item))
    return f"{join(tokens)} as {role}" if role else None


def split_items(text: str) -> list[str]:
    """The parts of *Netflix, Hulu and Disney*."""
    kept = _LEGAL.sub(" ", text)
    return [one.strip(" .") for one in _BETWEEN.split(kept) if one and one.strip(" .")]


def names_in_a_row(company: str, context: ParseContext) -> list[str] | None:
    """The companies of *Netflix, Hulu and Disney*; None for what is, or may be, one name."""
    if fold(company) in {fold(name) for name in context.names}:
        return None
    kept = _LEGAL.sub(" ", company)
    joined = {"&", *sentences(context.spoken).conjunctions} & {*fold(kept).split()}
    if not _ITEM_COMMA.search(kept) and not joined:
        return None
    before = sentences(context.spoken).at | {"at", "to", "with"}
    items = [_without_first(one, before) for one in split_items(company)]
    if len(items) == 2 and is_role(items[1]) and "," in kept:  # walmart, stocker
        return None
    return items if len(items) > 1 and all(_may_be_a_name(one, context) for one in items) else None


def _without_first(item: str, before: frozenset[str]) -> str:
    """An item of a list without the word that stands before a company: *and at Viessmann*."""
    first, _, rest = item.partition(" ")
    return rest if rest and first in before else item


def _may_be_a_name(item: str, context: ParseContext) -> bool:
    """False for words between commas that are no company: a job, a day, half a remark."""
    words = item.split()
    if item.count("(") != item.count(")") or is_role(item) or doubtful_name(item, context):
        return False
    begins = {fold(word).strip(".") for word in words[:1]}
    if begins & _NO_BEGINNING or any(
        one[-1:] in ".!?" and len(one) > _LONGEST_SHORT for one in words[:-1]
    ):
        return False
    return not any(_day(join(split(" ".join(words[at:]))), context) for at in range(len(words)))


def known_in_a_row(tokens: Sequence[Token], context: ParseContext) -> tuple[list[str], int] | None:
    """Companies of the person's that are named one after another, and how many words say so."""
    words = [fold(token.text).strip(" ,;.!?") for token in tokens]
    between = {"&", "+", "both", *sentences(context.spoken).conjunctions}
    known = {tuple(fold(name).split()): name for name in context.names}
    found: list[str] = []
    at = end = 0
    while at < len(words):
        size = max(
            (len(one) for one in known if tuple(words[at : at + len(one)]) == one), default=0
        )
        if size:
            found.append(known[tuple(words[at : at + size])])
            at = end = at + size
        elif words[at] in between:
            at += 1
        else:
            break
    return (found, end) if len(found) > 1 else None


def two_events(text: str, context: ParseContext) -> list[str] | None:
    """The two parts of *applied to Acme, and Globex rejected me*, if each says something."""
    if text.count(" ") > LONGEST:
        return None
    nobody = sentences(context.spoken).nobody
    fitting: list[tuple[tuple[bool, bool], list[str]]] = []
    for found in _clauses(context.spoken).finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        first, second = hear(split(left), context), hear(split(right), context)
        names_company = first and second and (first.company or second.company)
        if not names_company or first is None or second is None or second.pattern.asks:
            continue
        if second.pattern.command == "debrief" and not second.company and first.pattern.meets:
            continue  # *had my chat with Acme, went alright* is one thing
        if not second.before or _day(join(second.before), context):
            names_none = not second.company or bare(second.company[0].text) in nobody
            fitting.append(((names_none, second.pattern.words[0] == COMPANY), [left, right]))
    return min(fitting, key=lambda one: one[0], default=(False, None))[1]


@lru_cache(maxsize=16)
def _clauses(language: str) -> re.Pattern[str]:
    """The pattern of what joins two clauses: *and*, *but*, a comma."""
    if language == ENGLISH:
        return _CLAUSES
    between = "|".join(sorted(map(re.escape, sentences(language).conjunctions)))
    return re.compile(rf",?\s+(?:{between})\s+|,\s+", re.IGNORECASE)


def _is_intro(tokens: Sequence[Token], context: ParseContext) -> bool:
    words = [fold(token.text).strip(".,") for token in tokens]
    return all(
        word in _LISTED or word in _NUMBERS or word.isdecimal() or _day(word, context)
        for word in words
    )


def _day_in(tokens: Sequence[Token], context: ParseContext) -> str:
    """The words of a day among others; empty if there are none."""
    words = list(tokens)
    for size in range(min(_MOST_WORDS_OF_A_DAY, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            said = join(words[at : at + size])
            if _day(said, context):
                return said
    return ""


def _day(text: str, context: ParseContext) -> bool:
    try:
        return read_day(text, context, past=True) is not None
    except ParseError:
        return False
