"""Plain text from what people typed, fit for a sentence: one line, visible, not too long."""

from __future__ import annotations

import unicodedata

MARKS = ".,;:"
ENDINGS = ".?!…"
BULLETS = " -*•·"
ELLIPSIS = "…"
JOINERS = "\u200c\u200d"  # they hold emoji and some scripts together
SUBJECT_LIMIT = 150
NOTES_LIMIT = 160
WORD_AT_LEAST = 0.6  # of a cut text, so that one endless word is cut inside


def clean(text: str | None, limit: int = 80) -> str:
    """Returns typed text as one line: spaces collapsed, control characters gone, cut to fit."""
    if not text:
        return ""
    # What is printable holds nothing to take out, and that is nearly everything.
    seen = text if text.isprintable() else _visible(text)
    return clip(" ".join(seen.split()).strip(" " + JOINERS), limit)


def _visible(text: str) -> str:
    return "".join(
        " " if unicodedata.category(one) in ("Cc", "Zl", "Zp") else one
        for one in text
        if unicodedata.category(one) not in ("Cf", "Cs", "Co") or one in JOINERS
    )


def clip(text: str, limit: int) -> str:
    """Returns the text, cut after a word and with an ellipsis if it is longer than the limit."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    word = kept.rfind(" ")
    if text[limit - 1] != " " and word >= limit * WORD_AT_LEAST:
        kept = kept[:word]
    return kept.rstrip(" " + MARKS) + ELLIPSIS


def cut(text: str, most: int) -> str:
    """Cuts a text to at most that many characters, with an ellipsis where it was longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def one_line(text: str) -> str:
    """Joins a text into one line with single spaces."""
    return " ".join(text.split())


def cut_line(text: str, most: int) -> str:
    """Joins a text into one line of at most that many characters."""
    return cut(one_line(text), most)


def join_lines(text: str | None) -> str:
    """Joins several lines of notes: *ovens, night shifts*; without a mark at the end."""
    notes = (clean(line, NOTES_LIMIT).strip(BULLETS) for line in (text or "").splitlines())
    return clip(", ".join(filter(None, (note.rstrip(" " + MARKS) for note in notes))), NOTES_LIMIT)


def join_words(*parts: str) -> str:
    """Returns the parts that say something, with a space between them."""
    return " ".join(filter(None, parts))


def to_sentence(*parts: str) -> str:
    """Returns the parts that say something, with spaces between them and a full stop at the end."""
    said = join_words(*parts)
    return said if not said or said[-1] in ENDINGS else f"{said}."


def join_paragraphs(*parts: str) -> str:
    """Returns the paragraphs that say something, with an empty line between them."""
    return "\n\n".join(filter(None, parts))


def subject_line(text: str) -> str:
    """Returns a subject line of an e-mail."""
    return clean(text, SUBJECT_LIMIT)


def join_names(names: list[str]) -> str:
    """Joins names as in a sentence: *Tom*, *Tom and Maria*, *Tom, Maria and Li*."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
