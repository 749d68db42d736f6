"""Lines made to be slow to read: units repeated, words shuffled, letters of any script."""

from __future__ import annotations

from random import Random

from bot.conversation.router import LONGEST_LINE

# Each took longer than a second, grew with the square of its length, or was the
# slowest of its kind, when it was found.
FOUND = (
    "lol ",
    ".",
    "🙏 . ",
    *("on ", "and ", "- ", "x | ", "Acme, ", "Acme and ", "; ", "on 3 May as x ", "next ", "a "),
    *("\n", " ", "\u0329" * 40 + "\u0301", "\u0301\u200d", "é\n", "“a” ", "and 31\n", "'\n"),
)
WORDS = (
    *("on", "and", "-", "x", "|", "Acme,", "Acme", ";", "3", "May", "next", "a", "as", "at", "for"),
    *("with", "by", "to", "applied", "interview", "rejected", "they", "me", "the", "job", "\n"),
    *("•", ".", "?", '"', "'", "(", ")", "http://a.co", "2026-05-20", "5/20/26", "fri", "3pm"),
    *("ago", "weeks", "in", "two", "said", "no", "from", "<http://", "é", "\u200d", "/", "1."),
    *(",;:", "“a”", "31", "Feb", "until", "linkedin", "via", "heard", "back", "my", "is", "moved"),
    *("Globex", "Acme 7", "&", "or", "not", "didn't", "tomorrow", "role", "20.5.", "14:00", "EDT"),
)
_BEGINNINGS = ("/applied ", "applied to ", "/interview Acme 3 at ", "/note Acme 3 ", "Acme 3 ")


def hostile_line(random: Random) -> str:
    """One line of a random kind, at most as long as a message may be."""
    kind = random.randrange(5)
    if kind == 0:
        unit = " ".join(random.choices(WORDS, k=random.randint(1, 4)))
        line = _repeated(unit + random.choice(("", " ", "\n")))
    elif kind == 1:
        line = " ".join(random.choices(WORDS, k=random.randint(100, 3_000)))
    elif kind == 2:
        line = _repeated("".join(_letter(random) for _ in range(random.randint(1, 6))))
    else:
        begin = random.choice(_BEGINNINGS) if kind == 3 else ""
        line = begin + " ".join(random.choices(WORDS, k=random.randint(5, 60)))
    return line[: random.choice((LONGEST_LINE, LONGEST_LINE, 2_000, 500))]


def _repeated(unit: str) -> str:
    return unit * (LONGEST_LINE // len(unit) + 1)


def _letter(random: Random) -> str:
    marks = (0x200D, 0x301)
    return chr(random.choice((random.randint(32, 126), random.randint(0xA0, 0x3000), *marks)))
