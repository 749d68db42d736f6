"""Many nudges as a queue: one line each, which a press of *Draft* opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from bot.domain.applications.activity import ActivityKind
from bot.domain.applications.application import Application
from bot.domain.people.person import Person
from bot.domain.reminders.nudge import Nudge, NudgeKind
from bot.message import Button, ButtonStyle, Invocation, Item, Message
from bot.presenters.letter_buttons import LETTERS_OWN
from bot.texts import labels
from bot.texts.letters.letter_context import REACHED
from bot.texts.nudge_texts import NudgeContext
from bot.texts.plain_text import join_names, join_words

QUEUE_FROM = 3
BETWEEN = " · "  # the parts of a line
OPEN = "open-nudge"
_NAMED = 4

# What is due, as a heading counts it and as a line says it.
_WHAT: Mapping[NudgeKind, tuple[str, str, str]] = MappingProxyType(
    {
        NudgeKind.BEFORE_INTERVIEW: ("interview", "interviews", "Interview"),
        NudgeKind.ANSWER_OFFER: ("offer to answer", "offers to answer", "Answer the offer"),
        NudgeKind.THANK_YOU: ("thank-you", "thank-yous", "Thank-you"),
        NudgeKind.AFTER_INTERVIEW: ("check-in", "check-ins", "Check in"),
        NudgeKind.CHECK_IN: ("check-in", "check-ins", "Check in"),
        NudgeKind.PICK_UP_THE_PHONE: ("call", "calls", "Call"),
        NudgeKind.FOLLOW_UP: ("follow-up", "follow-ups", "Follow up"),
        NudgeKind.ANSWER_REJECTION: ("reply", "replies", "Reply"),
        NudgeKind.GET_READY: ("application", "applications", "Get ready"),
        NudgeKind.CLOSE_THE_LOOP: ("question", "questions", "Still waiting?"),
        NudgeKind.KEEP_IN_TOUCH: ("hello", "hellos", "Say hello"),
    }
)


def count_due(nudges: Iterable[Nudge]) -> str:
    """Counts what is due: *4 follow-ups due*, or *5 due: 3 follow-ups, 2 calls*."""
    counts: Counter[tuple[str, str]] = Counter(_WHAT[n.planned.kind][:2] for n in nudges)
    said = [f"{count} {one if count == 1 else many}" for (one, many), count in counts.items()]
    if len(said) == 1:
        return f"{said[0]} due"
    return f"{sum(counts.values())} due: {', '.join(said)}"


def name_companies(applications: Sequence[Application]) -> str:
    """Names the companies, as a notification shows them: *Acme, Globex and 2 more.*"""
    named = list(dict.fromkeys(one.label for one in applications))
    shown = named if len(named) <= _NAMED else named[: _NAMED - 1]
    rest = len(named) - len(shown)
    return f"{join_names([*shown, f'{rest} more'] if rest else shown)}."


def write_line(nudge: Nudge, application: Application, person: Person, now: datetime) -> str:
    """Returns what is due, for whom and since when, in one line."""
    what = _WHAT[nudge.planned.kind][2]
    since = _since(NudgeContext(nudge.planned, application, person, now))
    return BETWEEN.join(filter(None, (what, application.label, since)))


def settled_line(application: Application, outcome: str) -> str:
    """Returns the outcome of what was due, in one line."""
    return f"{application.label}{BETWEEN}{outcome}"


def say_ended(kind: NudgeKind) -> str:
    """Returns that nothing has to be done anymore: *Follow-up no longer needed.*"""
    return f"{_WHAT[kind][0].capitalize()} no longer needed."


def with_line_buttons(message: Message) -> Message:
    """Returns a queue with the buttons of a line, for a platform that draws lines.

    An open one begins with *Draft* (*Open* where nothing can be sent); one that saved
    and still asks has *Answer* and *Undo*; one that is done *Undo* alone.
    """
    if not message.queue:
        return message
    return message.replace(items=tuple(map(_with_line_buttons, message.items)))


def _with_line_buttons(item: Item) -> Item:
    id = next((one.action.nudge for one in item.buttons if one.action.nudge is not None), None)
    if id is None or item.buttons[0].action.command == OPEN:
        return item
    undo = tuple(one for one in item.buttons if one.label == labels.UNDO)
    others = tuple(
        one
        for one in item.buttons
        if one.label not in (labels.UNDO, labels.EDIT) and one.action.command not in LETTERS_OWN
    )
    if not undo:
        label = labels.DRAFT if item.draft else labels.OPEN
        quiet = (replace(one, style=ButtonStyle.PLAIN) for one in others)
        return replace(item, buttons=(Button(label, Invocation(OPEN, nudge=id)), *quiet))
    ask = (Button(labels.ANSWER, Invocation(OPEN, nudge=id)),) if others else ()
    return replace(item, buttons=(*ask, *undo))


def _since(context: NudgeContext) -> str:
    """Returns since when it waits, or by when it is wanted."""
    application, interview = context.application, context.interview
    match context.planned.kind:
        case NudgeKind.BEFORE_INTERVIEW:
            return f"starts {context.at(interview.start)}" if interview else ""
        case NudgeKind.THANK_YOU:
            return f"ended {context.at(interview.end)}" if interview else ""
        case NudgeKind.AFTER_INTERVIEW if interview:
            return f"met {context.on(context.person.wall(interview.end).date())}"
        case NudgeKind.ANSWER_OFFER | NudgeKind.GET_READY:
            last = application.last(ActivityKind.OFFERED, ActivityKind.PLANNED)
            return f"by {context.on(last.by).removeprefix('on ')}" if last and last.by else ""
        case NudgeKind.ANSWER_REJECTION | NudgeKind.KEEP_IN_TOUCH:
            no = application.last(ActivityKind.REJECTED)
            return f"said no {context.on(no.on)}" if no else ""
        case NudgeKind.CHECK_IN if not application.outreaches:
            last = application.last(
                ActivityKind.HEARD_BACK, ActivityKind.INVITED, ActivityKind.CANCELLED
            )
            return f"replied {context.on(last.on)}" if last else ""
        case _:
            return _last_word(context)


def _last_word(context: NudgeContext) -> str:
    """Returns when the person last wrote, called or applied."""
    outreaches, start = context.application.outreaches, context.application.start
    if outreaches:
        last = outreaches[-1]
        return join_words("you", REACHED.get(last.method, "wrote"), context.on(last.on))
    return f"applied {context.on(start.on)}" if start else ""
