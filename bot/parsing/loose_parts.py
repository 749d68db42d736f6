"""An application told in parts without a sentence: *wingstop, cashier, applied just now*."""

from __future__ import annotations

from collections.abc import Sequence

from bot.parsing.asides import without_asides
from bot.parsing.comma_parts import (
    adds_nothing,
    introduces_role,
    is_clause,
    is_job,
    role_named_in,
)
from bot.parsing.doubts import doubtful_name
from bot.parsing.job_titles import is_role, with_its_role
from bot.parsing.parse_context import ParseContext
from bot.parsing.rewording import reworded, times_in
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.urls import looks_like_link
from bot.parsing.words import Token, join, split

_MARKS = " ,.!?;:…()-–—"
_LONGEST_NAME = 5  # words


def put_together(parts: Sequence[str], context: ParseContext) -> tuple[str, list[str]] | None:
    """The sentence of such parts, and those that are none of it.

    None unless one part says that the person has applied, and one may be the company's name.
    """
    times = [_day_applied(part, context) for part in parts]
    event = next((at for at, day in enumerate(times) if day is not None), None)
    if event is None:
        return None
    name, role, names = "", "", []
    clauses = [times[event] or ""]
    left: list[str] = []
    for one in (*parts[:event], *parts[event + 1 :]):
        if adds_nothing(one, context):
            continue
        tokens, found = with_its_role(split(one))
        if found and not role and not name:
            name, role = join(tokens), found
        elif not role and is_job(one, context):
            role = role_named_in(one)
        elif is_clause(one, context):
            clauses.append(one)
        else:
            names.append(one)
    if not name and names and _may_be_name(names[0], context):
        name, left = names[0], names[1:]
    elif names:
        left = names
    link = any(looks_like_link(one) for one in clauses)
    if not (name or link) or (left and not role):
        return None
    known = sentences(context.spoken)
    begins = next(iter(known.applied_to), "")
    as_role = f"{introduces_role(context)} {role}" if role else ""
    said = " ".join(one for one in (begins, name, as_role, *clauses) if one)
    return (said, left) if begins else None


def _day_applied(part: str, context: ParseContext) -> str | None:
    """The day or the source in *applied 2 days ago*, empty without; None for another part."""
    known = sentences(context.spoken)
    tokens = split(part)
    spans = [(len(tokens), len(tokens)), *times_in(tokens, context)]
    for begin, end in spans:
        kept = [*tokens[:begin], *tokens[end:]]
        while kept and bare(kept[0].text).strip(_MARKS) in known.fillers | known.turns:
            kept = kept[1:]
        for size in range(len(kept), 0, -1):
            said = _plain(kept[:size])
            behind = kept[size:]
            if said not in known.applied_alone:
                continue
            if not without_asides(behind, context):
                return join(tokens[begin:end])
            if begin == end and is_clause(join(reworded(behind, context)), context):
                return join(behind)
    return None


def _plain(tokens: Sequence[Token]) -> str:
    return " ".join(bare(one.text).strip(_MARKS) for one in tokens)


def _may_be_name(part: str, context: ParseContext) -> bool:
    """True for what may be a company's name, alone between commas."""
    return (
        0 < len(part.split()) <= _LONGEST_NAME
        and not is_role(part)
        and not doubtful_name(part, context)
    )
