"""The job title in a mail."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from bot.mail.deciding.phrase import plain
from bot.mail.names.clean_role import GENDERS, clean_role
from bot.mail.names.name_patterns import find_names
from bot.mail.names.signature import is_sign_off
from bot.mail.names.titles import has_title_noun, sounds_like_a_title, title_spans

_MOST_SENTENCES = 60
_GENDERED = re.compile(
    r"(?:\b(?:als|als:|Stelle|Position|of|as|for|Bewerbung|poste de|the|der|de|stanowisko|para|op"
    r"|van|voor)\s+|^|[\"“„:–-]\s*)"
    rf"(?P<role>[A-ZÄÖÜ][^\n.!?;:\"“”„]{{2,70}}?)\s*(?:{GENDERS})"
)
_SUBJECT, _BODY, _SURE = 3.0, 2.0, 2.0
_SUBJECT_WORDS = 5


def find_role(subject: str, sentences: Sequence[str], company: str | None) -> str | None:
    """Returns the title that most speaks for; None where nothing names one."""
    weight: dict[str, float] = defaultdict(float)
    spelled: dict[str, list[str]] = defaultdict(list)

    def vote(text: str | None, value: float) -> None:
        role = clean_role(text or "", company)
        if role:
            key = plain(role).strip()
            weight[key] += value + (_SURE if has_title_noun(role) else 0)
            spelled[key].append(role)

    body = _before_signature(sentences)[:_MOST_SENTENCES]
    for group, texts in (("subject", [subject]), ("body", body)):
        value = _SUBJECT if group == "subject" else _BODY
        for text in texts:
            for found in _GENDERED.finditer(text):
                vote(found["role"], value + _SURE)
            for lists in ("patterns", "roles"):
                for named in find_names(text, group, lists):
                    vote(named.role, value)
            for span in title_spans(text, everywhere=group == "subject"):
                vote(span, value / 2)
    for piece in re.split(r"\s[-–—|]\s|[:|,–—]\s", subject):
        if len(piece.split()) <= _SUBJECT_WORDS and (
            has_title_noun(piece) or sounds_like_a_title(piece)
        ):
            vote(piece.strip("!?. "), _BODY)
    if not weight:
        return None
    best = max(weight, key=lambda key: (weight[key] + _supported(key, weight), -len(key)))
    return max(spelled[best], key=spelled[best].count)


def _before_signature(sentences: Sequence[str]) -> list[str]:
    """Returns the sentences up to the closing: a recruiter's own title is below it."""
    for at, sentence in enumerate(sentences):
        if at > 1 and is_sign_off(sentence):
            return [*sentences[:at]]
    return [*sentences]


def _supported(key: str, weight: dict[str, float]) -> float:
    """Returns how far shorter readings bear a title out: *Senior Baker* by *Baker*."""
    return sum(value / 2 for other, value in weight.items() if other != key and other in key)
