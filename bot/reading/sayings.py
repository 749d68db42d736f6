"""How people say what a command logs, where they do not begin with its name."""

from __future__ import annotations

import re

_SAID = tuple(
    (re.compile(pattern + r"(?=\s|$)", re.IGNORECASE), name)
    for pattern, name in (
        (r"interviewed(?:\s+(?:at|with|for))?", "interview"),
        (r"(?:got|have|had)\s+an?\s+(?:job\s+)?interview(?:\s+(?:at|with|for))?", "interview"),
        (r"(?:got|was|been)\s+rejected\s+(?:by|from|at)", "rejected"),
        (r"got\s+an?\s+(?:rejection|no)\s+(?:from|by)", "rejected"),
        (r"got\s+(?:an\s+|the\s+)?(?:job\s+)?offer\s+(?:from|by|at)", "offered"),
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


def said_as(text: str) -> tuple[str, str] | None:
    """The name of the command that a sentence means, and what it says besides."""
    for pattern, name in _SAID:
        if found := pattern.match(text):
            return name, text[found.end() :].strip()
    if len(text) <= _LONGEST and (done := _DONE_TO_ME.fullmatch(text)):
        return done["deed"].lower(), f"{done['who']} {done['rest'].strip(' .!')}".strip()
    return None
