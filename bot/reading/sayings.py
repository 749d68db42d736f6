"""How people say what a command logs, where they do not begin with its name."""

from __future__ import annotations

import re

# Whole messages, as people write them to somebody who helps.
_WHOLE = {
    "followthrough": (
        *("help", "hi", "hello", "hey", "hallo", "start", "menu", "good morning"),
        *("good evening", "good afternoon", "how does this work", "what can you do"),
    ),
    "nudges": (
        *("today", "due", "todo", "what is due", "what's due", "what is due today"),
        *("what's next", "what now", "what do i do now", "what should i do"),
    ),
    "pipeline": ("list", "status", "where do i stand", "show everything", "my applications"),
    "group check-in": ("my week", "how am i doing"),
    "group board": ("board", "the board"),
    "pause": ("stop", "stop it", "unsubscribe", "stop reminding me", "leave me alone"),
    "undo": ("undo that", "undo it", "undo this", "undo the last one", "that was wrong"),
    "forget-me": ("delete everything", "delete all", "delete my data", "erase everything"),
}
_MEANT = {words: name for name, all_of_them in _WHOLE.items() for words in all_of_them}
_THANKS = frozenset({"thanks", "thank you", "thx", "thanks a lot", "thank you so much", "danke"})
_AROUND = " \t\n!.?:)"
_SAID = tuple(
    (re.compile(pattern + r"(?=\s|$)", re.IGNORECASE), name)
    for pattern, name in (
        (r"interviewed(?:\s+(?:at|with|for))?", "interview"),
        (r"(?:got|have|had)\s+an?\s+(?:job\s+)?interview(?:\s+(?:at|with|for))?", "interview"),
        (r"(?:got|was|been)\s+rejected\s+(?:by|from|at)", "rejected"),
        (r"got\s+an?\s+(?:rejection|no)\s+(?:from|by)", "rejected"),
        (r"got\s+(?:an\s+|the\s+)?(?:job\s+)?offer\s+(?:from|by|at)", "offered"),
        (r"got\s+the\s+job\s+(?:at|with)", "offered"),
        (r"(?:got|was|been)\s+ghosted\s+by", "ghosted"),
        (r"heard\s+from", "heard-back"),
        (r"(?:got|had)\s+an?\s+(?:reply|answer|response)\s+(?:from|by)", "heard-back"),
        (r"sent\s+(?:a|the|my)\s+thank[-\s]?you(?:\s+(?:note|e-?mail))?\s+to", "thanked"),
        (r"sent\s+(?:a|the|my)\s+follow[-\s]?up(?:\s+(?:note|e-?mail))?\s+to", "followed-up"),
    )
)
_LONGEST = 300  # what is longer is no such sentence
# *Acme rejected me*; whoever says *they* has to say who.
_DONE_TO_ME = re.compile(
    r"(?!(?:they|he|she|it|we|you|nobody|someone|somebody)\s)(?P<who>\S.*?)"
    r"\s+(?:has\s+|have\s+|just\s+)*(?P<deed>rejected|ghosted)\s+me(?P<rest>$|[\s.!].*)",
    re.IGNORECASE | re.DOTALL,
)


def is_thanks(text: str) -> bool:
    """Whether that is a thank-you to the bot, and no more."""
    return _plain(text) in _THANKS


def said_whole(text: str) -> str | None:
    """The name of the command that a whole message means, such as *what's due?*."""
    return _MEANT.get(_plain(text))


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").strip(_AROUND).casefold().split())


def said_as(text: str) -> tuple[str, str] | None:
    """The name of the command that a sentence means, and what it says besides."""
    for pattern, name in _SAID:
        if found := pattern.match(text):
            return name, text[found.end() :].strip(" .!")
    if len(text) <= _LONGEST and (done := _DONE_TO_ME.fullmatch(text)):
        return done["deed"].lower(), f"{done['who']} {done['rest'].strip(' .!')}".strip()
    return None
