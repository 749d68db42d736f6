"""A message whose remarks stand apart: what happened as one clause, and what is kept as a note."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.command import Command
from bot.frozen import frozen
from bot.parsing.comma_parts import (
    adds_nothing,
    introduces_role,
    is_clause,
    is_job,
    parts_of,
    role_named_in,
)
from bot.parsing.doubtful_names import doubtful_name
from bot.parsing.harmless import is_harmless, is_nobodys
from bot.parsing.job_sites import PLACES
from bot.parsing.job_titles import is_role, names_work
from bot.parsing.loose_parts import put_together, referred_to
from bot.parsing.message_parts import message_parts, unlabeled
from bot.parsing.parse_context import ParseContext, ParseError
from bot.parsing.rewording import in_english, reworded
from bot.parsing.said import Said
from bot.parsing.sentence_data import sentences
from bot.parsing.sentence_rows import bare
from bot.parsing.sentences import hear
from bot.parsing.words import fold, join, split
from bot.parsing.words_beside import read_beside

_MARKS = " ,.!?;:…()-–—"
_LOGGED = frozenset({"applied", "plan"})
_DECIDED = frozenset({"interview", "debrief"})
_MOST_PARTS = 8
_MOST_WORDS = 40
_LONGEST = 400  # characters
_LONGEST_NAME = 5  # words
_STARTS = re.compile(r"(?:i |we )?(?:start|starting|starts|begin|beginning)\b.*", re.IGNORECASE)
_HIRED = frozenset({"offered", "accepted"})


@frozen
class Parted:
    """What happened, as one clause, and the remarks beside it, of which a note is made."""

    text: str
    note: str = ""


def parted(text: str, context: ParseContext, commands: Mapping[str, Command]) -> Parted | None:
    """Takes a message apart: *walked into Target and applied, cashier, they pay 18 an hour*.

    None unless one part alone says what happened, and each other is a clause of it, its
    role, or a remark that can change nothing of it.
    """
    if "\n" in text or len(text) > _LONGEST or text.count(" ") > _MOST_WORDS:
        return None
    parts = list(message_parts(text, context))
    if not 1 <= len(parts) <= _MOST_PARTS:
        return None
    loose = put_together(parts, context)
    if loose and loose.sure and all(_may_be_noted(one, context) for one in loose.left):
        return Parted(loose.text, ", ".join(loose.left))
    heard = [hear(split(part), context) for part in parts]
    events = [
        at
        for at, said in enumerate(heard)
        if said and (said.company or said.role) and not is_nobodys(said, context)
    ]
    if len(events) != 1:
        return None
    at = events[0]
    event, said = parts[at], heard[at]
    assert said is not None
    others = [*parts[:at], *parts[at + 1 :]]
    if any(_is_unreal(one, context) for one in parts[:at]):
        return None
    if said.before and (cut := _without_story(event, said, context)):
        story, event = cut
        others.insert(0, story)
        said = hear(split(event), context)
        if said is None:
            return None
    if not others:
        return None
    return _put_together(event, said, others, context, commands)


def without_last_remark(text: str, context: ParseContext) -> tuple[str, str] | None:
    """A message and the remark behind its last comma: *called Acme, nobody there, super annoying*.

    None for a remark that may change what happened, or be a job's title.
    """
    if "\n" in text or len(text) > _LONGEST or text.count(" ") > _MOST_WORDS:
        return None
    parts = parts_of(text.strip())
    mark, remark = parts[-1]
    if len(parts) < 2 or not is_harmless(remark, context, "applied"):
        return None
    return text.strip()[: -len(mark + remark)], remark


def _put_together(
    event: str,
    said: Said,
    others: Sequence[str],
    context: ParseContext,
    commands: Mapping[str, Command],
) -> Parted | None:
    logs = said.pattern.command in _LOGGED
    has_role = bool(said.role)
    parts = _telling(others, context)
    stories: list[str] = []
    if logs and not has_role:
        work = join(said.company)
        named = _named_among(parts, context)
        if is_role(work) and len(named) != 1:
            return None
        if len(named) == 1 and (is_role(work) or (work.islower() and names_work(work))):
            ((part, name),) = named.items()
            parts.remove(part)
            stories = [part] if part != name else []
            begins = next(iter(sentences(context.spoken).applied_to))
            after = join([*said.after])
            event = f"{begins} {name} {introduces_role(context)} {work} {after}".strip()
            has_role = True
    if logs and not has_role and (job := next((p for p in parts if is_job(p, context)), None)):
        parts.remove(job)
        event = f"{event} {introduces_role(context)} {role_named_in(job)}"
        has_role = True
    command = said.pattern.command
    clauses, remarks = _clauses_among(parts, command, commands, context)
    for one in remarks:
        if command in _HIRED and _STARTS.fullmatch(one):  # that day is in the future
            continue
        sure = has_role or not logs or _is_evident(one, context)
        if not sure or not is_harmless(one, context, command):
            return None
    return Parted(" ".join([event, *clauses]), ", ".join([*stories, *remarks]))


def _telling(parts: Sequence[str], context: ParseContext) -> list[str]:
    """The parts that say something, without their labels."""
    return [
        one
        for part in parts
        if not adds_nothing(one := unlabeled(part), context)
        and not adds_nothing(join(reworded(split(part), context)), context)
    ]


def _clauses_among(
    parts: Sequence[str], command: str, commands: Mapping[str, Command], context: ParseContext
) -> tuple[list[str], list[str]]:
    """The parts that are clauses of the event, its decision last, and the remarks."""
    clauses: list[str] = []
    decided: list[str] = []
    remarks: list[str] = []
    for one in parts:
        if command in _DECIDED and _is_decision(one, context):
            decided.append(one)
        elif fold(one).strip(_MARKS) in PLACES and command in _LOGGED:
            clauses.append(f"via {one}")
        elif is_clause(one, context) or _reads(commands.get(command), one, context):
            clauses.append(one)
        else:
            remarks.append(one)
    return [*clauses, *decided], remarks


def _without_story(event: str, said: Said, context: ParseContext) -> tuple[str, str] | None:
    """What stands before the event and its *and*, and the event: *got up at 5 and applied to X*."""
    known = sentences(context.spoken)
    words = event.split(" ")
    for at in range(len(words) - 2, 0, -1):
        word = bare(words[at]).strip(_MARKS)
        if word not in known.turns and word not in known.conjunctions:
            continue
        rest = " ".join(words[at + 1 :])
        found = hear(split(rest), context)
        if _is_unreal(" ".join(words[:at]), context):
            return None
        if found and not found.before and found.pattern.command == said.pattern.command:
            return " ".join(words[:at]), rest
    return None


def _reads(command: Command | None, part: str, context: ParseContext) -> bool:
    """True for *referral from Sam*, all of which the command has a place for."""
    if command is None:
        return False
    tokens = in_english(reworded(split(part), context), context)
    try:
        args, left = read_beside(command, tokens, context, {})
    except ParseError:
        return False
    return bool(args) and not left


def _is_unreal(story: str, context: ParseContext) -> bool:
    """True for *I wish I had*, *my brother*, behind which nothing has happened to the person."""
    known = sentences(context.spoken)
    words = {bare(one).strip(_MARKS) for one in story.split()}
    return bool(words & (known.unreal | known.others))


def _named_among(parts: Sequence[str], context: ParseContext) -> dict[str, str]:
    """The parts that may be a company's name, or say who referred the person to which."""
    found = {one: one for one in parts if _is_name(one, context)}
    referred = ((one, referred_to(one, context)) for one in parts)
    return found | {one: name for one, name in referred if name}


def _is_name(part: str, context: ParseContext) -> bool:
    """True for what may be a company's name, alone between commas."""
    words = part.split()
    return (
        0 < len(words) <= _LONGEST_NAME
        and words[0][:1].isupper()
        and not is_role(part)
        and not doubtful_name(part, context)
    )


def _may_be_noted(part: str, context: ParseContext) -> bool:
    """True for a harmless remark, and *my cousin referred me to Meijer*, of a relative."""
    return bool(referred_to(part, context)) or is_harmless(part, context, "applied")


def _is_decision(part: str, context: ParseContext) -> bool:
    said = hear(split(part), context)
    return said is not None and said.pattern.command == "decision" and is_nobodys(said, context)


def _is_evident(part: str, context: ParseContext) -> bool:
    """True for what can be no job's title: it has a figure, a pronoun, a verb, a reason."""
    known = sentences(context.spoken)
    words = {bare(one).strip(_MARKS) for one in part.split()}
    if any(map(str.isdecimal, part)):
        return True
    return bool(words & (known.never_a_name | known.reasons | known.of_work)) and not is_role(part)
