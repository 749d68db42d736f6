"""A title cut out of the words that a pattern has found it in."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.mail.deciding.phrase import plain
from bot.mail.deciding.phrase_book import read_data
from bot.mail.names.company_names import company_key
from bot.mail.names.name_shapes import word_list
from bot.mail.names.titles import has_title_noun, sounds_like_a_title

_LONGEST, _MOST_WORDS = 90, 12
# (m/w/d), (all genders), H/F: who is meant, which is everybody.
GENDERS = (
    r"\((?:[mwfdxai*]\s?[/|]\s?){1,3}[mwfdxai*]\)|\((?:all genders|gn|m/f|h/f|f/h|k/m|m/k)\)"
    r"|\(?\b[mwfdx]/[mwfdx](?:/[mwfdx])?\b\)?|\s[HF]/[HF]\b"
)
# The number of a requisition: (R-12345), Req. 210334, #2291.
_NUMBER = re.compile(
    r"\s*(?:[(\[#]\s*(?:(?:req(?:uisition)?|job|ref|id|r|jr|no)[\s.:#_-]*)*"
    r"[A-Z]{0,4}[-_ ]?\d[\w-]*\s*[)\]]?"
    r"|[-–|,]?\s*(?:req|job|ref|id)\.?\s*(?:id|no|nr|number)?[.:#]*\s*[A-Z]*[-_]?\d[\w-]*"
    r"|\b(?:R|JR|REQ)[-_]?\d{3,}|\s\d{4,})\s*$",
    re.IGNORECASE,
)


# The terms and the place behind a title: (CDI, Lyon), (full-time), (remote).
_TERMS = re.compile(
    r"\s*\((?:[^()]*,[^()]*|CD[ID]|stage|alternance|full[ -]?time|part[ -]?time|remote|hybrid"
    r"|Vollzeit|Teilzeit|remoto|presencial)\)$",
    re.IGNORECASE,
)
_LEADING_NUMBER = re.compile(
    r"^(?:(?:req|job|ref|id)\.?\s*)?#?[A-Z]{1,4}[-_]?\d{3,}\s+(?:[-–:]\s*)?"
)
# How a word ends that says more about a title, where adjectives and genitives follow it.
_GOES_WITH_IT = re.compile(
    r"(?:el(?:le)?s?|iques?|ive|al|ale|ier|ière|eux|euse|ico|ica|ivo|iva|ario|aria|eiro|eira|ista"
    r"|ów|owa|owy|owego|ny|na|nych|cji|rz|ętrz|nia|nej|iany|ego|end)$"
)


@lru_cache(maxsize=1)
def _leading() -> re.Pattern[str]:
    words = "|".join(map(re.escape, read_data("words")["before_title"]))
    return re.compile(rf"^(?:(?:{words})\s+|[ld]['’])", re.IGNORECASE)


@lru_cache(maxsize=1)
def _anchor() -> re.Pattern[str]:
    words = "|".join(map(re.escape, read_data("words")["title_anchors"]))
    return re.compile(rf".*\b(?:{words}|poste d['’])\s*(?<=[\s'’])", re.IGNORECASE)


def clean_role(text: str, company: str | None) -> str | None:
    """Returns a title without articles, numbers and what follows it; None for what is none."""
    role = " ".join(text.split()).strip(" ,;:-–—|*\"“”„'’")
    role = re.sub(rf"\s*(?:{GENDERS})", "", role, flags=re.IGNORECASE).strip(" ,-–*")
    role = _with_both_brackets(_LEADING_NUMBER.sub("", role))
    role = _without_company(_anchor().sub("", role), company)
    for _ in range(3):
        shorter = _LEADING_NUMBER.sub("", _leading().sub("", _NUMBER.sub("", role)))
        shorter = shorter.strip(" ,;:-–—|")
        if shorter == role:
            break
        role = shorter
    role = re.sub(
        r"\s+(?:position|role|job|opening|vacancy|opportunity|application|interview|next steps)$",
        "",
        role,
        flags=re.IGNORECASE,
    )
    role = _TERMS.sub("", role)
    role = _without_cut_bracket(_trimmed(_after_for(role)))
    words = role.split()
    if len(words) == 1 and words[0].casefold() == "technical":
        return None
    if not words or len(role) > _LONGEST or len(words) > _MOST_WORDS or len(role) < 2:
        return None
    plains = plain(role).split()
    if role.islower() and not word_list("staff").isdisjoint(plains):
        return None
    if not plains or all(word in _never() for word in plains) or plains[0] in word_list("no_start"):
        return None
    if company and _is_part(role, company):
        return None
    if has_title_noun(role) or sounds_like_a_title(role):
        return role
    capitals = sum(word[:1].isupper() or not word[:1].isalpha() for word in words)
    return (
        role
        if capitals * 3 >= len(words) * 2 and words[0][:1].isupper() and 1 < len(words) <= 6
        else None
    )


_SENTENCE_STARTS = (
    [],
    *([one] for one in ("i", "we", "you", "it", "if", "please", "unfortunately", "our", "your")),
)


def _is_part(role: str, company: str) -> bool:
    """True if a title is nothing but words that the company's name begins with."""
    ours, theirs = plain(role).split(), plain(company).split()
    return theirs[: len(ours)] == ours or company_key(role) == company_key(company)


def _without_company(role: str, company: str | None) -> str:
    """Takes the company off *Baker at Acme* and *Acme - Baker*."""
    if not company or company.casefold() not in role.casefold():
        return role
    at = role.casefold().index(company.casefold())
    before, after = role[:at], role[at + len(company) :]
    before = re.sub(
        r"\s+(?:at|de|en|bei|chez|bij|na|no|w|from|with|@|da|do|der|the)\s*$",
        "",
        before.rstrip(" -–—|:,"),
    )
    rest = before if before.strip() else after
    return rest.strip(" -–—|:,@") or role


def _with_both_brackets(role: str) -> str:
    """Returns a title without a bracket that nothing closes or opens; one cut off is closed."""
    opened, closed = role.count("("), role.count(")")
    if opened == closed + 1:
        return role[1:].strip(" ,") if role.startswith("(") else f"{role})"
    if closed == opened + 1:
        return role.removesuffix(")").strip(" ,") if role.endswith(")") else role
    return role


def _without_cut_bracket(role: str) -> str:
    """Returns a title without the bracket that cutting it has left open."""
    if role.count("(") != role.count(")") + 1:
        return role
    return (role[1:] if role.startswith("(") else role[: role.rindex("(")]).strip(" ,;:-–—")


def _ends_there(words: list[str], at: int) -> bool:
    """True if a title's grade is its last word, and not how a sentence goes on: *I have*."""
    return at + 1 == len(words) or not words[at + 1][:1].islower()


def _says_more(word: str) -> bool:
    """True for a small word that belongs to the title before it: *événementiel*, *wnętrz*."""
    return (
        len(word) > 3 and word not in word_list("stops") and _GOES_WITH_IT.search(word) is not None
    )


def _end_of_small_title(words: list[str], at: int) -> int:
    """Returns the end of a title in small letters: *agent d'accueil*, *mozo de almacén*."""
    while at < len(words):
        word = words[at].casefold()
        if re.match(r"[dl]['’]\w", word) or _says_more(word):
            at += 1
        elif word in ("de", "des", "du", "del", "da", "do", "van") and at + 1 < len(words):
            at += 2
        else:
            break
    return at


def _after_for(role: str) -> str:
    """Returns the *Baker* of *Coding challenge for Baker*."""
    for found in re.finditer(r"\s(?:for|für|para|pour|voor|na)\s", role):
        if has_title_noun(role[found.end() :]) and not has_title_noun(role[: found.start()]):
            return role[found.end() :]
    return role


def _trimmed(role: str) -> str:
    """Returns the words up to where the sentence goes on."""
    words = role.split()
    if not words:
        return ""
    if (
        len(words) == 2
        and words[0][:1].isupper()
        and has_title_noun(words[0])
        and words[1].islower()
        and words[1].endswith(("u", "ow", "owa", "owy"))
    ):
        return role
    if not words[0][:1].isupper():
        nouns = [at for at, word in enumerate(words) if has_title_noun(word)]
        if not nouns or nouns[-1] >= 6:
            return role
        return " ".join(words[: _end_of_small_title(words, nouns[-1] + 1)])
    kept = 1
    loose = word_list("connectors") - word_list("and")
    for at in range(1, len(words)):
        word = words[at]
        low, before = word.casefold().rstrip("."), words[at - 1].casefold().rstrip(".")
        grade = word.isupper() and low in word_list("grades") and _ends_there(words, at)
        if (low in word_list("connectors") and not grade) or (
            low in ("la", "le", "las", "los") and before == "de"
        ):
            continue
        subject_follows = low == "in" and words[at + 1 : at + 2]
        if subject_follows and not word_list("teaches").isdisjoint(plain(role).split()):
            continue
        after_connector = before in loose or (before in ("la", "le") and at > 1)
        capital = not word[:1].islower() and plain(word).split()[:1] not in _SENTENCE_STARTS
        if (
            capital
            or grade
            or (low in word_list("grades") and low != "i")
            or has_title_noun(word)
            or (at < 4 and has_title_noun(words[0]) and _says_more(low))
            or (after_connector and low not in word_list("stops"))
        ):
            kept = at + 1
            continue
        if any(
            has_title_noun(one) and one[:1].islower() for one in words[at + 1 : at + 3]
        ) and low not in word_list("stops"):
            continue
        break
    return " ".join(words[:kept]).strip(" ,;:-–—|")


@lru_cache(maxsize=1)
def _never() -> frozenset[str]:
    """Returns words that alone are no title."""
    return frozenset(plain(read_data("names")["titles"]["never"]).split())
