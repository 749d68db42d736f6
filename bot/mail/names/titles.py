"""Job titles: what they are made of, where they occur, and what surrounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.mail.deciding.phrase import plain
from bot.mail.names.name_shapes import title_nouns, word_list


def sounds_like_a_title(text: str) -> bool:
    """True for a few words whose last ends as titles do: *Ground Handler*."""
    if re.search(r"\w['’]er$", text):
        return True  # Dutch: DTP'er
    words = plain(text).split()
    last = words[-1] if words else ""
    return (
        len(last) > 4
        and last.endswith(tuple(word_list("title_endings")))
        and last not in word_list("no_title")
    )


_GENDER_FORMS = re.compile(
    r"\b\w{3,}(?:[oea]/a|e/a|r/a|/in|\*in|:in|_in|/-in|/ka|/euse|/trice|/ère|·e|\.ne"
    r"|\((?:a|e|o|ne|in|na|ka|euse|rice|ère|r)\))(?!\w)"
)


def is_gendered(text: str) -> bool:
    """True for a title written for everybody: *Mozo/a*, *Conseiller(e)*, *Bäcker:in*."""
    return _GENDER_FORMS.search(text) is not None


def has_title_noun(role: str) -> bool:
    """True if one of its words is what job titles are made of."""
    if is_gendered(role):
        return True
    words = plain(role).split()
    nouns = title_nouns()
    return any(word in nouns or word.removesuffix("s") in nouns for word in words) or any(
        word.endswith(
            (
                "ingenieur",
                "entwickler",
                "leiter",
                "berater",
                "manager",
                "verkaufer",
                "techniker",
                "mechaniker",
                "assistenz",
                "fachkraft",
                "pfleger",
                "referent",
                "kraft",
            )
        )
        for word in words
    )


_SPAN = re.compile(
    r"[A-ZÀ-ÖØ-ÞŁŚŻ][\w/&+#.’'-]*(?:\s(?:(?:of|and|de|du|des|der|für|&|/|-|–|d'|en|da|do|van)\s)?[A-ZÀ-ÖØ-ÞŁŚŻ0-9][\w/&+#.’'-]*)*"
)


def title_spans(text: str, *, everywhere: bool) -> Iterator[str]:
    """Finds capitalized words that have a title's noun among them: *Senior Firmware Engineer*.

    Not what follows a comma or "our", which is a person's title, unless `everywhere`.
    """
    for found in _SPAN.finditer(text):
        span = found[0].strip(" .-–")
        words = plain(span).split()
        if not has_title_noun(span) or not word_list("staff").isdisjoint(words):
            continue
        before = text[: found.start()].rstrip()
        if not everywhere and (
            before.endswith((",", "("))
            or re.search(r"\b(?:with|our|meet|am|is)(?: an?| the| our)?$", before, re.I)
        ):
            continue
        yield span
