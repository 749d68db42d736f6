"""Sentences of two clauses that are heard as one: a job first, or a day of decision behind."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.parsing.dates.days import read_day
from bot.parsing.job_titles import is_role
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.said import Said
from bot.parsing.sentences import hear
from bot.parsing.words import split

_LONGEST = 300  # characters
_DECIDED = re.compile(
    r"(?P<event>.+?)[\s,;.!-]+(?:and\s+|but\s+)?(?:they(?:\s+said\s+they)?"
    r"(?:'|’)?(?:ll|d|\s+will|\s+would|\s+want\s+to)?\s+)?"
    r"(?:decide|decision|let\s+me\s+know|get\s+back\s+to\s+me|tell\s+me)\s+by\s+(?P<day>.+)",
    re.IGNORECASE | re.DOTALL,
)
_ROLE_FIRST = re.compile(
    r"(?P<role>[^,;.!?]+?) (?:at|@|with) (?P<company>[^,;.!?]+?)[,;.:]? +(?:-|–|—)? *"
    r"(?:i |just |i just )?applied"
    r"(?P<rest>(?: .*)?)",
    re.IGNORECASE,
)
_DECIDED_LATER = frozenset({"interview", "debrief"})


def hear_two_clauses(text: str, context: ParseContext) -> Said | None:
    """What such a sentence says, taken apart; None for another one."""
    return _with_role_first(text, context) or _held_and_decided(text, context)


def _with_role_first(text: str, context: ParseContext) -> Said | None:
    """An application after its job: *Senior Accountant at Bluepeak, applied last Thursday*."""
    found = _ROLE_FIRST.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None or not is_role(found["role"]):
        return None
    rest = f"applied to {found['company']} as {found['role']}{found['rest']}"
    return hear(split(rest), context)


def _held_and_decided(text: str, context: ParseContext) -> Said | None:
    """An interview with the day of the decision behind it; None where no such day is said."""
    found = _DECIDED.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None:
        return None
    said = hear(split(found["event"]), context)
    if said is None or said.pattern.command not in _DECIDED_LATER:
        return None
    try:
        day = read_day(found["day"].strip(" .!?"), context, past=False)
    except ParseError:
        return None
    return replace(said, decision=day) if day else None
