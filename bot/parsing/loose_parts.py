"""An application told in parts without a sentence: *wingstop, cashier, applied just now*."""

from __future__ import annotations

from collections.abc import Sequence

from bot.frozen import frozen
from bot.parsing.asides import without_asides
from bot.parsing.comma_parts import (
    adds_nothing,
    introduces_role,
    is_clause,
    is_job,
    role_named_in,
)
from bot.parsing.dates.days import read_day
from bot.parsing.doubtful_names import doubtful_name
from bot.parsing.job_sites import PLACES
from bot.parsing.job_titles import (
    is_role,
    names_work,
    role_at_end,
    with_its_role,
    without_post,
)
from bot.parsing.message_parts import message_parts, unlabeled
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.rewording import reworded, times_in
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.sentences import hear
from bot.parsing.urls import looks_like_link
from bot.parsing.words import Token, fold, join, split

_MARKS = " ,.!?;:…()-–—"
_LONGEST_NAME = 5  # words
_MOST_PARTS = 8
_MOST_WORDS = 40
_MOST_LOOSE = 15  # words
_LONGEST = 400  # characters


@frozen
class Loose:
    """A sentence put together of parts, what is none of it, and whether all of it is sure.

    Without any word for applying it is sure only with a job and a day.
    """

    text: str
    left: tuple[str, ...] = ()
    sure: bool = True


def loose_application(text: str, context: ParseContext) -> Loose | None:
    """An application without any word for applying: *lowes, head cashier, saw it on indeed*."""
    if "\n" in text or len(text) > _LONGEST or text.count(" ") > _MOST_LOOSE:
        return None
    parts = list(message_parts(text, context))
    if not 1 <= len(parts) <= _MOST_PARTS or any(hear(split(one), context) for one in parts):
        return None
    return put_together([unlabeled(one) for one in parts], context)


def with_doubtful_rest(text: str, context: ParseContext) -> Loose | None:
    """An application in loose parts, of which some may be more than a remark: to be asked about."""
    if "\n" in text or len(text) > _LONGEST or text.count(" ") > _MOST_WORDS:
        return None
    parts = list(message_parts(text, context))
    return put_together(parts, context) if 1 < len(parts) <= _MOST_PARTS else None


def put_together(parts: Sequence[str], context: ParseContext) -> Loose | None:
    """The sentence of such parts; None unless one of them may be the company's name."""
    times = [_day_applied(part, context) for part in parts]
    event = next((at for at, day in enumerate(times) if day is not None), None)
    name, role = "", ""
    names: list[str] = []
    stories: list[str] = []
    clauses = [] if event is None else [times[event] or ""]
    for at, one in enumerate(parts):
        if at == event or adds_nothing(one, context):
            continue
        tokens, found = _job_at_company(one, context)
        if found and not role and not name:
            name, role = tokens, found
        elif not role and (is_job(one, context) or (one[:1].islower() and names_work(one))):
            role = role_named_in(one)
        elif fold(one).strip(_MARKS) in PLACES:
            clauses.append(f"via {one}")
        elif is_clause(one, context):
            clauses.append(one)
        elif event is not None and not name and (referred := referred_to(one, context)):
            name = referred
            stories.append(one)
            clauses.append("via referral")
        else:
            names.append(one)
    left = names
    link = event is not None and any(looks_like_link(one) for one in clauses)
    if not (name or names or link) and role and (both := role_at_end(role, context)):
        name, role = both
    if not name and names and _may_be_name(names[0], context):
        name, left = names[0], names[1:]
    dated = any(_is_day(one, context) for one in clauses)
    if not (name or link) or (left and not role) or (event is None and not role):
        return None
    begins = next(iter(sentences(context.spoken).applied_to), "")
    as_role = f"{introduces_role(context)} {role}" if role else ""
    said = " ".join(one for one in (begins, name, as_role, *clauses) if one)
    sure = event is not None or (dated and not left)
    return Loose(said, (*stories, *left), sure) if begins else None


def _job_at_company(part: str, context: ParseContext) -> tuple[str, str]:
    """The company and the job of *line cook at Olive Garden*, *old navy cashier*; else empty."""
    tokens, role = with_its_role(split(part))
    if role:
        return join(tokens), role
    if is_job(part, context):
        return "", ""
    if found := role_at_end(without_post(part), context):
        return found
    words = part.split(" ")
    for at in range(1, len(words) - 1):
        before, behind = " ".join(words[:at]), " ".join(words[at + 1 :])
        if bare(words[at]).strip(_MARKS) in sentences(context.spoken).at and is_job(
            before, context
        ):
            return behind, before
    return "", ""


def referred_to(part: str, context: ParseContext) -> str:
    """The company of *my cousin referred me to Meijer*, which says where; empty without one."""
    known = sentences(context.spoken)
    words = part.split(" ")
    plain = [bare(word).strip(_MARKS) for word in words]
    if not known.referral & {*plain} or (known.negations | known.unreal | known.hedges) & {*plain}:
        return ""
    for at in range(len(words) - 2, 0, -1):
        if plain[at] in known.at:
            name = " ".join(words[at + 1 :])
            return name if _may_be_name(name, context) else ""
    return ""


def _is_day(part: str, context: ParseContext) -> bool:
    try:
        return read_day(part.removeprefix("on "), context, past=True) is not None
    except ParseError:
        return False


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
            day = tokens[begin:end]
            if not without_asides(behind, context):
                return join(day)
            if is_clause(join(reworded(behind, context)), context):
                return join([*day, *behind])
            said, role = join(behind), role_named_in(join(behind))
            if role != said and is_job(role, context):  # *for Lead Design Engineer*
                return f"{introduces_role(context)} {role} {join(day)}"
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
