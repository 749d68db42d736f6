"""Answers to nudges that were typed, not pressed: *done* presses the button that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from bot.command import Arg, Command, Reply, command
from bot.conversation.context import Context
from bot.conversation.nudge_words import NudgeAnswer, NudgeReply, nudge_reply
from bot.conversation.questions import ANSWER_NUDGE, Asked
from bot.domain.applications.activity import OutreachMethod
from bot.message import (
    LONGEST_LABEL,
    Button,
    CommandRef,
    Form,
    Invocation,
    Item,
    Message,
    Refused,
    Tone,
    plain,
)
from bot.presenters import application_card
from bot.presenters.forms import title
from bot.presenters.nudge_buttons import buttons_for
from bot.presenters.nudge_digest import SHOWN_AT_ONCE
from bot.presenters.nudge_queue import OPEN
from bot.queries.nudge_overview import AboutApplication
from bot.queries.open_nudges import open_nudges
from bot.texts import labels
from bot.texts.nudge_titles import title_and_text

_LABELS = {
    NudgeAnswer.DONE: (labels.SENT, labels.CALLED, labels.THANKED),
    NudgeAnswer.SENT: (labels.SENT, labels.THANKED),
    NudgeAnswer.CALLED: (labels.CALLED,),
    NudgeAnswer.THANKED: (labels.THANKED,),
    NudgeAnswer.REPLIED: (labels.REPLIED,),
    NudgeAnswer.SNOOZE: (labels.SNOOZE,),
    NudgeAnswer.SKIP: (labels.SKIP,),
    NudgeAnswer.VOICEMAIL: (labels.VOICEMAIL,),
    NudgeAnswer.NOBODY: (labels.NOBODY_PICKED_UP,),
}
_NUDGE_ID = re.compile(r"[0-9]{1,18}")  # what a 64-bit column holds
_MOST_NAMED = 50
_TAKEN_CARE_OF = "That reminder is taken care of. What else waits: "
_NOTHING_OPEN = "No reminder is waiting for an answer right now. What is coming: "


@command(ANSWER_NUDGE, "Answer a reminder", hidden=True)
async def answer_nudge(
    ctx: Context,
    said: Annotated[str, Arg(hidden=True)],
    of: Annotated[str | None, Arg(hidden=True)] = None,
) -> Reply:
    """Does what the button of that meaning would do, or asks which one is meant.

    `of` are the ids of the nudges on the message that was replied to. Raises Asked with
    several nudges open, unless all of them were named, and where the nudge has no button
    that says so.
    """
    waiting = await open_nudges(ctx.uow, ctx.now)
    reply = nudge_reply(said, ctx.parse_context)
    if reply is None or not waiting:
        raise Refused(_NOTHING_OPEN, CommandRef("nudges"))
    if of is not None:
        waiting = await _only(ctx, waiting, of)
        if not waiting:
            raise Refused(_TAKEN_CARE_OF, CommandRef("nudges"))
    if len(waiting) > 1 and not reply.every:
        raise _ask_which(ctx, waiting, reply)
    chosen = [(one, _action(one, reply)) for one in waiting]
    unclear = [one for one, action in chosen if action is None]
    if unclear:
        raise _ask_which_button(ctx, unclear)
    actions = [action for _, action in chosen if action]
    if len(actions) == 1:
        return await _do(ctx, waiting[0], actions[0])
    return await _do_all(ctx, waiting, actions)


async def _only(
    ctx: Context, waiting: Sequence[AboutApplication], of: str
) -> tuple[AboutApplication, ...]:
    """Returns those that nudges of these ids are about; the same may have come again since."""
    ids = [int(id) for id in of.split()[:_MOST_NAMED] if _NUDGE_ID.fullmatch(id)]
    named = [await ctx.uow.nudges.get(id) for id in ids]
    about = {(one.application, one.planned.about) for one in named if one is not None}
    return tuple(one for one in waiting if (one.application.id, one.nudge.planned.about) in about)


def _action(about: AboutApplication, reply: NudgeReply) -> Invocation | None:
    """Returns the action of the button that a reply means; None if the nudge has no such button."""
    buttons = {one.label: one.action for one in buttons_for(*about)}
    found = next((buttons[one] for one in _LABELS.get(reply.answer, ()) if one in buttons), None)
    if found is None and reply.answer is NudgeAnswer.CALLED and labels.SENT in buttons:
        found = buttons[labels.SENT].with_args(by=OutreachMethod.PHONE)
    if found is None and reply.answer is NudgeAnswer.SENT and labels.CALLED in buttons:
        found = buttons[labels.CALLED].with_args(by=OutreachMethod.EMAIL)
    if found is not None and reply.until:
        found = found.with_args(until=reply.until)
    return found


async def _do(ctx: Context, about: AboutApplication, action: Invocation) -> Reply:
    command = _command(ctx, action)
    if missing := command.missing(action.args):
        titled = title(command.summary, about.application.label)
        return Form(titled, action, tuple(one.name for one in missing))
    ctx.nudge, ctx.invocation = about.nudge, action
    reply: Reply = await command.handler(ctx, **action.args)
    return reply


async def _do_all(
    ctx: Context, waiting: Sequence[AboutApplication], actions: Sequence[Invocation]
) -> Reply:
    """Answers each nudge, all as one change."""
    for action in actions:
        if _command(ctx, action).missing(action.args):
            raise Asked(
                Message(
                    "Until when should they wait? Nothing is saved yet.",
                    buttons=(_every("Till tomorrow", "snooze all until tomorrow"),),
                    tone=Tone.CAREFUL,
                )
            )
    said = ctx.invocation
    await ctx.begin(f"answered {len(actions)} reminders")
    done = []
    for about, action in zip(waiting, actions, strict=True):
        reply = await _do(ctx, about, action)
        done.append(plain(reply.title))
    ctx.nudge, ctx.invocation = None, said
    return Message(
        "\n".join(f"• {title}" for title in done),
        title=f"{len(done)} taken care of",
        buttons=application_card.undo_button(ctx),
        tone=Tone.GOOD,
    )


def _ask_which(ctx: Context, waiting: Sequence[AboutApplication], reply: NudgeReply) -> Asked:
    """Asks which of several open nudges is meant, or what happened to each."""
    if reply.answer is NudgeAnswer.OPEN:
        return _ask_which_button(ctx, waiting)
    actions = [_action(one, reply) for one in waiting]
    if not any(actions):
        return _ask_which_button(ctx, waiting)
    buttons = []
    for one, action in list(zip(waiting, actions, strict=True))[:SHOWN_AT_ONCE]:
        heading, _ = title_and_text(one.nudge.planned, one.application, ctx.person, ctx.now)
        # What was said may still be about one that has no such button: it shows those it has.
        action = action or Invocation(OPEN, nudge=one.nudge.id)
        buttons.append(Button(plain(heading)[:LONGEST_LABEL], action))
    if len(waiting) > SHOWN_AT_ONCE:
        buttons.append(Button(labels.SHOW_THE_REST, Invocation("nudges")))
    elif all(actions) and reply.answer is NudgeAnswer.DONE:
        buttons.append(_every("All of them", "all done"))
    return Asked(
        Message(
            f"{len(waiting)} reminders are waiting for you. Nothing is saved yet.",
            title="Which one?",
            buttons=tuple(buttons),
            tone=Tone.CAREFUL,
        )
    )


def _ask_which_button(ctx: Context, waiting: Sequence[AboutApplication]) -> Asked:
    """Asks what happened: the buttons of each nudge, which say it."""
    items = []
    for one in waiting[:SHOWN_AT_ONCE]:
        heading, _ = title_and_text(one.nudge.planned, one.application, ctx.person, ctx.now)
        items.append(Item(heading, buttons=buttons_for(*one)))
    text = "What happened? Nothing is saved yet."
    if len(items) == 1:
        (only,) = items
        return Asked(Message(text, only.title, buttons=only.buttons, tone=Tone.CAREFUL))
    return Asked(Message(text, "Which one?", items=tuple(items), tone=Tone.CAREFUL))


def _every(label: str, said: str) -> Button:
    return Button(label, Invocation(ANSWER_NUDGE, {"said": said}))


def _command(ctx: Context, action: Invocation) -> Command:
    return next(one for one in ctx.commands if one.name == action.command)


COMMANDS = (answer_nudge,)
