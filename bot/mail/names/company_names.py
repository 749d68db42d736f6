"""Companies' names: cleaned, compared, and spelled out from the domain that abbreviates them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.mail.deciding.phrase import plain
from bot.mail.names.name_patterns import COMPANY
from bot.mail.names.name_shapes import names_a_title, without_team, word_list
from bot.mail.names.senders import bare_label, letters_of, sender_lists

_LONGEST = 80
_BEGINS_A_SENTENCE = re.compile(
    r"^(?:Unfortunately|However|Sadly|Regrettably|While|Although|Your|Our|The|An?|My|Ihre?|"
    r"Dein?e?|Deine|Votre|Su|Tu|Sua|Je|Uw)\s+(?=[A-Z0-9])"
)
_BEHIND_A_TITLE = re.compile(r".*\b(?:de|en|bei|at|chez|bij|na|no|w|from|with)\s+(.+)$")
_JOB_BOARDS = frozenset({"indeed", "linkedin", "ziprecruiter", "glassdoor"})


def clean_company(name: str) -> str | None:
    """Returns a company's name without what surrounds it; None for what is none."""
    name = _without_marks(name)
    if names_a_title(name) and (behind := _BEHIND_A_TITLE.search(name)):
        name = behind[1]
    name = _without_small_words(without_team(name) or name)
    return name if _can_be_a_company(name) else None


def _without_marks(name: str) -> str:
    name = " ".join(name.split()).strip(" ,;:!?\"“”„'’()[]*|-–")
    name = re.sub(r"['’]s$", "", name)
    return name if name.startswith("The ") else _BEGINS_A_SENTENCE.sub("", name)


def _without_small_words(name: str) -> str:
    """Returns a name without the words of the sentence that it was cut from."""
    words = name.split()
    while words and (not (last := plain(words[-1]).strip()) or last in word_list("after_company")):
        words.pop()
    articles = word_list("before_company")
    while len(words) > 1 and words[0][:1].islower() and plain(words[0]).strip() in articles:
        words.pop(0)
    return " ".join(words).strip(" ,;:-–|")


def _can_be_a_company(name: str) -> bool:
    if not 1 < len(name) <= _LONGEST or not any(map(str.isalpha, name)):
        return False
    plainly = plain(name).strip()
    if all(word in word_list("no_company") for word in plainly.split()):
        return False
    return not (
        letters_of(name) in sender_lists().never
        or letters_of(name.split()[0]) in _JOB_BOARDS
        or is_platform(name)
        or "@" in name
        or plainly.isdecimal()
    )


def is_platform(name: str) -> bool:
    """True for *HackerRank for Work*, *Codility Team*: a platform, and what it is to firms."""
    words = name.split()
    return (
        len(words) > 1
        and letters_of(words[0]) in sender_lists().never
        and words[1].casefold()
        in ("for", "by", "team", "jobs", "support", "assessments", "tests", "recruiting", "talent")
    )


def company_key(name: str) -> str:
    """Returns a company's letters without its legal form."""
    words = plain(name).split()
    while len(words) > 1 and words[-1] in sender_lists().legal:
        words.pop()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "".join(words)


def has_words(name: str, key: str) -> bool:
    """True if some words of a name, but not all, are that key when run together."""
    words = plain(name).split()
    return any(
        "".join(words[start:end]) == key
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if end - start < len(words)
    )


_SHORTEST_PIECE = 3


def fits_label(name: str, label: str | None) -> bool:
    """True if a domain's label is that name: its letters, initials, or words' starts."""
    if not label:
        return False
    words = [word for word in plain(name.replace("&", " and ")).split() if word != "the"]
    while len(words) > 1 and words[-1] in sender_lists().legal:
        words.pop()
    labels = bare_label(label)
    bare = [word for word in words if word not in ("and", "und", "of")]
    spelled = {"".join(words), "".join(bare), "".join(word[0] for word in words)}
    if (len(words) > 1 and spelled & labels) or "".join(words) in labels:
        return True
    if {*re.split(r"[-_]", label)} == {*words}:
        return True
    return any(_made_of_starts(one, bare) for one in labels)


def _made_of_starts(label: str, words: Sequence[str]) -> bool:
    """True for *umbrasec* and Umbra Security: the label runs together how words start."""
    rest = label
    used = 0
    for word in words:
        size = len(word)
        while size >= _SHORTEST_PIECE and not rest.startswith(word[:size]):
            size -= 1
        if size >= _SHORTEST_PIECE:
            rest = rest[size:]
            used += 1
    initials = "".join(word[0] for word in words[used:])
    fits = len(rest) <= 1 or rest == initials
    return used > 0 and fits and len(label) > _SHORTEST_PIECE


_CAPITALIZED = re.compile(rf"{COMPANY}")


def spelled_in(text: str, label: str) -> str | None:
    """Returns the words of the text that a domain's label abbreviates, as many as fit."""
    best: str | None = None
    for found in _CAPITALIZED.finditer(text):
        words = found["company"].split()
        for start in range(len(words)):
            for end in range(len(words), start, -1):
                name = " ".join(words[start:end])
                if fits_label(name, label) and (best is None or len(name) > len(best)):
                    best = name
    return best


def name_of_label(label: str) -> str | None:
    """Returns a domain's label written as a name, where nothing in the mail spells it."""
    if found := re.fullmatch(r"([a-z]{4,})and([a-z]{4,})", label):
        return f"{found[1].title()} & {found[2].title()}"
    words = [one for one in re.split(r"[-_.]", label) if one]
    return " ".join(word[:1].upper() + word[1:] for word in words) or None
