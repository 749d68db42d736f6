"""A job's title: what ends as one, where it is in a name, and what may be more than one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.parsing.job_words import job_modifiers, job_nouns, work_endings, work_lookalikes
from bot.parsing.languages.offered import ENGLISH
from bot.parsing.parse_context import ParseContext
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.words import Token, fold, join, word_set

_CLAUSE_WORDS = word_set("by via with as")
_MOST_WORDS_IN_A_ROLE = 8
_NEVER_A_ROLE = word_set("i my me yesterday today tomorrow because they it he she is was")


def role_at_end(name: str, context: ParseContext) -> tuple[str, str] | None:
    """The company and the role of *costco forklift driver*, which may be a name as well.

    None for what ends in no job's title, and for *Harbor Freight Partner*: with capitals
    throughout it is a name.
    """
    words = name.split()
    title = _TIME_OF_WORK.sub("", name)
    if len(words) < 2 or words[-1][:1].isupper() or "," in name or not is_role(title):
        return None
    if fold(name) in {fold(one) for one in context.names}:
        return None
    size = next((at for at in range(len(words), 0, -1) if words[at - 1][:1].isupper()), 0)
    if not size:
        size = len(words) - 1
        while size > 1 and fold(words[size - 1]) in job_modifiers():
            size -= 1
    return " ".join(words[:size]), " ".join(words[size:])


def doubtful_role(role: str, context: ParseContext) -> bool:
    """True for what may be more than a job's title."""
    known = sentences(context.spoken)
    plain = [bare(word).strip(".:;!?") for word in role.split()]
    if len(plain) > 1 and plain[-1] in known.joins:
        return True
    never = (known.never_a_name - known.joins) | _CLAUSE_WORDS
    if context.spoken != ENGLISH and never & {*plain}:
        return True
    if len(plain) > 1 and plain[0].isdecimal() and plain[1] in known.counted:
        return True
    comma = any(word.endswith(",") for word in plain[:-1])
    return len(plain) > _MOST_WORDS_IN_A_ROLE or comma or bool(_NEVER_A_ROLE & {*plain})


def is_role(text: str) -> bool:
    """True if a text ends as a job's title does: *Software Engineer*, *SWE*, *Head of Growth*."""
    plain = [fold(word).strip(".,()") for word in text.split()]
    nouns = job_nouns()
    if not plain or len(plain) > _MOST_WORDS_IN_A_ROLE:
        return False
    if plain[0] in ("head", "director", "vp", "manager", "chief", "lead") and "of" in plain:
        return True
    levels = {"i", "ii", "iii", "iv", "1", "2", "3", "intern", "(m/w/d)", "m/w/d"}
    last = plain[-2] if plain[-1] in levels and len(plain) > 1 else plain[-1]
    return last in nouns or last.rstrip("s") in nouns


def names_work(text: str) -> bool:
    """True if a text is likely a job where one is due: *RN med surg*, *tax preparer*.

    It has a job's noun in it, or ends as such nouns do. No company's name is told from a
    job by this alone.
    """
    plain = [fold(word).strip(".,()") for word in text.split()]
    if not plain or len(plain) > _MOST_WORDS_IN_A_ROLE or _NEVER_A_ROLE & {*plain}:
        return False
    nouns = job_nouns() | job_modifiers()
    return any(word in nouns or word.rstrip("s") in nouns for word in plain) or _ends_as_work(
        plain[-1]
    )


def is_work(role: Sequence[Token], company: Sequence[Token]) -> bool:
    """True if words behind a company and *for* are a job, not more of its name.

    *Teach for America* and *habitat for humanity* are names; *walmart for cart pusher* and
    *Lakeside Dental for front desk* are not.
    """
    said = join(role)
    if is_role(said) or (len(role) > 1 and fold(role[-1].text).strip(".,") in _POSTS):
        return True
    if not said.islower():
        return False
    if company and company[-1].text[:1].isupper():
        return names_work(said)
    return _ends_as_work(fold(role[-1].text).strip(".,"))


def _ends_as_work(word: str) -> bool:
    if len(word) < _SHORTEST_WORKER or word in work_lookalikes():
        return False
    return word.endswith(work_endings())


_LONGEST_NAME_AND_ROLE = 24  # words
_SHORTEST_WORKER = 6  # letters


_TIME_OF_WORK = re.compile(
    r" (?:part|full)[ -]time$| (?:remote|hybrid|nights|weekends)$", re.IGNORECASE
)
_BEFORE_A_ROLE = re.compile(
    r"(?:(?:the|a|an) )?(?:(?:position|role|job|post) (?:of|as) (?:(?:the|a|an) )?)?(?=.)",
    re.IGNORECASE,
)


_POSTS = frozenset({"position", "role", "job", "opening", "vacancy"})


_PARENTHESIZED = re.compile(r" \(([^()]+)\)$")


def with_its_role(tokens: Sequence[Token]) -> tuple[Sequence[Token], str]:
    """The company's words, and the role beside it: *Baker at Acme*, *Acme for Baker*."""
    if len(tokens) > _LONGEST_NAME_AND_ROLE:
        return tokens, ""
    words = ["" if one.quoted else fold(one.text) for one in tokens]
    for at in range(1, len(words) - 1):
        before, after = join(tokens[:at]), join(tokens[at + 1 :])
        if words[at] in ("at", "@", "with") and (
            is_role(before) or _is_small_work(before, tokens[at + 1 :])
        ):
            return tokens[at + 1 :], without_article(before)
        if words[at] in ("-", "–", "—", "|", "/") and is_role(before) and not is_role(after):
            return tokens[at + 1 :], without_article(before)
        if words[at] in ("for", "as") and words[-1].strip(".,") in _POSTS and at < len(words) - 2:
            return tokens[:at], without_article(join(tokens[at + 1 : -1]))
        if words[at] in ("for", "-", "–", "—", "|") and is_role(after):
            return tokens[:at], without_article(after)
        if words[at] == "for" and after.islower() and names_work(after):
            return tokens[:at], without_article(after)
    commas = [at for at, word in enumerate(words[:-1], 1) if word.endswith(",")]
    if len(commas) == 1 and is_role(role := join(tokens[commas[0] :])):
        company = join(tokens[: commas[0]])
        return [Token(company, raw=company)], without_article(role)
    if (
        len(tokens) > 1
        and (found := _PARENTHESIZED.search(join(tokens)))
        and is_role(found[1].split(",")[0])
    ):
        size = len(found[0].split())
        return tokens[:-size], found[1].strip()
    return tokens, ""


def _is_small_work(before: str, after: Sequence[Token]) -> bool:
    """True for *tax preparer*, written small before a name that is not."""
    return before.islower() and after[0].text[:1].isupper() and names_work(before)


def without_hours(text: str) -> str:
    """A job's title without *part time*, *nights* and the like at its end."""
    return _TIME_OF_WORK.sub("", text)


def without_post(text: str) -> str:
    """A text without *job*, *position* and the like at its end."""
    first, _, last = text.rpartition(" ")
    return first if first and fold(last).strip(".,") in _POSTS else text


def without_article(role: str) -> str:
    """The role without an article or *position of*, which name no work."""
    return _BEFORE_A_ROLE.sub("", role, count=1)
