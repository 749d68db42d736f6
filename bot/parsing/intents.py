"""How people say what a command logs, where they do not begin with its name."""

from __future__ import annotations

import re

# Whole messages, as people write them to somebody who helps.
_WHOLE = {
    "followthrough": (
        *("help", "hi", "hello", "hey", "hallo", "start", "menu", "good morning"),
        *("good evening", "good afternoon", "how does this work", "what can you do"),
        *("help me", "help me please", "i need help"),
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
# *Acme rejected me yesterday*. *They*, *everyone* or *the recruiter* is no company's name, and
# what else is said of it is no day.
_NOBODY_NAMED = (
    r"(?:they|them|he|she|it|we|you|these|this|that|those|all|no|my|our|nobody|none)\s"
    r"|(?:every|some|any)\w*\s|the\s+(?-i:[a-z])"
)
_NO_NAME = re.compile(_NOBODY_NAMED, re.IGNORECASE)
_THEN = r"(?:today|yesterday|on|last|this|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.{0,16}"
_DONE_TO_ME = re.compile(
    rf"(?!{_NOBODY_NAMED})(?P<who>\S.*?)\s+(?:has\s+|have\s+|just\s+)*"
    rf"(?P<deed>rejected|ghosted)\s+me(?:\s+(?P<then>{_THEN}))?[\s.!]*",
    re.IGNORECASE,
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
            rest = text[found.end() :].strip(" .!")
            return None if _NO_NAME.match(f"{rest} ") else (name, rest)
    if len(text) <= _LONGEST and (done := _DONE_TO_ME.fullmatch(text)):
        then = (done["then"] or "").strip(" .!")
        return done["deed"].lower(), f"{done['who']} {then}".strip()
    return None
